//! What is written can be read, found and listed.

use std::path::PathBuf;

use tantivy::query::Bm25StatisticsProvider;

use super::entry::{Entry, EntryKind, Record};
use super::error::OpenError;
use super::generation::{About, Building};
use super::group::GroupSize;
use super::plan::{Field, JoinColumn, Plan};
use super::reader::{Collection, Page, of_kind};
use super::record::{AgencyRecord, DocumentRecord, Unit};
use super::writer::{Sample, Writer};

fn unit(id: &str, cites: &[&str], body: &str) -> Entry {
    Entry {
        kind: EntryKind::Measure,
        id: id.to_owned(),
        keys: cites.iter().map(|cited| (Field::Cites, (*cited).to_owned())).collect(),
        numbers: vec![],
        heading: String::new(),
        body: body.to_owned(),
        record: Record::Unit(Box::new(Unit { id: id.to_owned(), ..Unit::default() })),
    }
}

fn document(id: &str, date: u64) -> Entry {
    let record = DocumentRecord { id: id.to_owned(), ..DocumentRecord::default() };
    Entry {
        kind: EntryKind::Document,
        id: id.to_owned(),
        keys: vec![],
        numbers: vec![(Field::Date, date)],
        heading: String::new(),
        body: String::new(),
        record: Record::Document(Box::new(record)),
    }
}

fn collection(entries: &[Entry]) -> (tempfile::TempDir, Collection) {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::begin(dir.path(), Sample::default()).unwrap();
    for entry in entries {
        writer.add(entry).unwrap();
    }
    writer.finish(About::default(), None).unwrap();
    let collection = Collection::open(dir.path()).unwrap();
    (dir, collection)
}

fn ids(collection: &Collection, plan: &Plan) -> Vec<String> {
    let found = collection.listed(plan, Page::WHOLE).unwrap();
    assert_eq!(found.total, found.items.len());
    found
        .items
        .into_iter()
        .map(|record| match record {
            Record::Document(document) => document.id,
            Record::Unit(unit) => unit.id,
            Record::Assignment(assignment) => assignment.id,
            Record::Agency(agency) => agency.id,
        })
        .collect()
}

#[test]
fn entries_are_listed_by_kind_and_then_as_written() {
    let (_dir, collection) = collection(&[
        unit("m1", &["d1"], "kiểm tra"),
        unit("m2", &[], "giám sát"),
        document("d1", 20_211_229),
    ]);
    assert_eq!(ids(&collection, &Plan::All), ["d1", "m1", "m2"]);
    assert_eq!(ids(&collection, &Plan::term(Field::Cites, "d1")), ["m1"]);
    let in_december = Plan::Range(Field::Date, 20_211_201, 20_211_231);
    assert_eq!(ids(&collection, &in_december), ["d1"]);
    let uncited = of_kind(EntryKind::Measure).but_not(Plan::term(Field::Cites, "d1"));
    assert_eq!(ids(&collection, &uncited), ["m2"]);
    assert_eq!(collection.document("d1").unwrap().unwrap().id, "d1");
    assert_eq!(collection.document("m1").unwrap(), None);
}

#[test]
fn a_join_knows_no_bound_and_its_last_page_is_reached() {
    const N: usize = 1_300;
    let mut entries: Vec<Entry> = Vec::new();
    for n in 1..=N {
        let id = format!("kh.{n}.2025");
        entries.push(document(&id, 20_250_101));
        let mut inside = unit(&format!("{id}#1"), &["luat"], "kiểm tra");
        inside.keys.push((Field::Document, id));
        entries.push(inside);
        entries.push(unit(&format!("other#{n}"), &[&format!("kh.{n}.2025")], "giám sát"));
    }
    entries.push(document("luat", 20_240_101));
    let (_dir, collection) = collection(&entries);
    let of_year = Plan::all([
        of_kind(EntryKind::Document),
        Plan::Range(Field::Date, 20_250_101, 20_251_231),
    ]);

    let inside = Plan::in_documents(of_year.clone());
    assert_eq!(collection.count(&inside).unwrap(), 2 * N);
    let units = collection.units(&inside, Page { offset: N - 1, limit: 20 }).unwrap();
    assert_eq!(units.total, N);
    assert_eq!(units.items[0].id, "kh.1300.2025#1");

    let citing =
        collection.ids(&Plan::citing(of_year.clone()), Page { offset: N - 1, limit: 20 });
    let citing = citing.unwrap();
    assert_eq!((citing.total, citing.items), (N, vec!["other#1300".to_owned()]));

    let cited = Plan::joined(Field::Id, JoinColumn::Cites, inside.clone());
    assert_eq!(ids(&collection, &cited), ["luat"]);
    let outside = Plan::All.but_not(inside);
    assert_eq!(collection.count(&outside).unwrap(), N + 1);
    assert_eq!(collection.count(&Plan::citing(Plan::Nothing)).unwrap(), 0);
}

#[test]
fn text_is_found_in_every_spelling() {
    let (_dir, collection) =
        collection(&[unit("m1", &[], "Uỷ ban Kiểm tra"), unit("m2", &[], "bán hàng")]);
    let exact = |text: &str| ids(&collection, &Plan::term(Field::Exact, text));
    assert_eq!(exact("ủy"), ["m1"]);
    assert_eq!(exact("uỷ"), Vec::<String>::new());
    assert_eq!(exact("ban"), ["m1"]);
    assert_eq!(ids(&collection, &Plan::term(Field::Folded, "ban")), ["m1", "m2"]);
    let phrase = vec![(0, "ban".to_owned()), (1, "kiem".to_owned())];
    assert_eq!(ids(&collection, &Plan::Phrase(Field::Folded, phrase)), ["m1"]);
}

#[test]
fn agencies_are_at_hand_and_not_more_than_one_page_is_needed() {
    let agency = |n: usize| Entry {
        kind: EntryKind::Agency,
        id: format!("a{n}"),
        keys: vec![],
        numbers: vec![],
        heading: String::new(),
        body: String::new(),
        record: Record::Agency(Box::new(AgencyRecord {
            id: format!("a{n}"),
            ..AgencyRecord::default()
        })),
    };
    let many: Vec<Entry> = (0..1_234).map(agency).collect();
    let (_dir, collection) = collection(&many);
    assert_eq!(collection.agencies().len(), 1_234);
}

#[test]
fn an_index_of_another_version_is_refused_with_the_command() {
    let (dir, _) = collection(&[]);
    let (generation, mut about) = super::generation::current(dir.path()).unwrap();
    about.version = "0-old".to_owned();
    let changed = serde_json::to_vec(&about).unwrap();
    std::fs::write(generation.join("generation.json"), changed).unwrap();
    let refused = Collection::open(dir.path()).err().unwrap();
    assert!(matches!(refused, OpenError::OtherVersion { .. }));
    assert!(refused.to_string().contains("tracuu ingest"));
}

#[test]
fn a_damaged_index_is_refused_not_misread() {
    let (dir, _) = collection(&[unit("m1", &[], "kiểm tra")]);
    let (generation, _) = super::generation::current(dir.path()).unwrap();
    std::fs::write(generation.join("meta.json"), b"{").unwrap();
    assert!(Collection::open(dir.path()).is_err());
}

#[test]
fn every_file_with_a_changed_byte_is_named() {
    let (dir, whole) = collection(&[unit("m1", &[], "kiểm tra")]);
    assert_eq!(whole.damaged_files().unwrap(), Vec::<PathBuf>::new());
    let (generation, _) = super::generation::current(dir.path()).unwrap();
    let mut found = 0;
    for file in std::fs::read_dir(&generation).unwrap() {
        let path = file.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        let is_engines =
            name.extension().is_some_and(|end| end != "json" && end != "lock");
        if !is_engines {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let mut changed = bytes.clone();
        changed[bytes.len() / 2] ^= 1;
        std::fs::write(&path, changed).unwrap();
        // One that no longer opens is refused before it is looked at.
        if let Ok(collection) = Collection::open(dir.path()) {
            assert_eq!(collection.damaged_files().unwrap(), [name]);
            found += 1;
        }
        std::fs::write(&path, bytes).unwrap();
    }
    assert!(found > 3, "{found}");
}

/// What an index answers about some words, and in what order it lists its entries.
fn answers(collection: &Collection) -> Vec<String> {
    let mut answers = ids(collection, &Plan::All);
    for word in ["kiem", "tra", "giam", "sat", "m"] {
        let plan = Plan::some([
            Plan::term(Field::Folded, word),
            Plan::term(Field::Exact, word),
            Plan::term(Field::Cites, "d1"),
        ]);
        for (score, entry) in collection.candidates(&plan, 7).unwrap() {
            let record = collection.record_at(entry).unwrap();
            answers.push(format!("{word} {} {record:?}", score.to_bits()));
        }
        let n_with = collection.n_with_term(Field::Folded, word).unwrap();
        let n_known = collection.vocabulary().n_entries(word);
        answers.push(format!("{word} {n_with} {n_known}"));
    }
    answers.push(format!("{:?}", collection.about().tokens));
    answers
}

#[test]
fn groups_that_are_replaced_and_removed_leave_no_trace() {
    let text = |number: usize, edition: usize| match (number + edition) % 3 {
        0 => "kiểm tra, giám sát",
        1 => "kiểm tra",
        _ => "giám sát m và một câu dài hơn để trung bình đổi khác",
    };
    let group = |number: usize, edition: usize| -> Vec<Entry> {
        let cites: &[&str] = if edition.is_multiple_of(2) { &["d1"] } else { &[] };
        let inside = |one: usize| {
            unit(&format!("m{number}-{one}"), cites, text(number, edition + one))
        };
        (0..=edition % 3).map(inside).collect()
    };
    let grown = tempfile::tempdir().unwrap();
    let mut sizes: Vec<Option<(usize, GroupSize)>> = vec![None; 40];
    for step in 0..90_usize {
        let building = Building::begin(grown.path()).unwrap();
        let mut writer = match super::generation::current(grown.path()) {
            Ok((dir, about)) => {
                Writer::revising(building, Sample::default(), (&dir, &about)).unwrap()
            }
            Err(_) => Writer::fresh(building, Sample::default()).unwrap(),
        };
        for number in [step * 7 % 40, step * 11 % 40] {
            let name = format!("g{number}");
            if let Some((_, size)) = sizes[number].take() {
                writer.remove_group(&name, &size);
            }
            if step % 5 < 4 {
                let entries = group(number, step);
                let size = writer.add_group(&name, number as u64 + 1, &entries).unwrap();
                sizes[number] = Some((step, size));
            }
        }
        writer.finish(About::default(), None).unwrap();
    }
    let fresh = tempfile::tempdir().unwrap();
    let mut writer = Writer::begin(fresh.path(), Sample::default()).unwrap();
    for (number, known) in sizes.iter().enumerate() {
        let Some((edition, size)) = known else { continue };
        let entries = group(number, *edition);
        let written =
            writer.add_group(&format!("g{number}"), number as u64 + 1, &entries);
        assert_eq!(written.unwrap(), *size);
    }
    writer.finish(About::default(), None).unwrap();
    let both = [grown, fresh].map(|dir| Collection::open(dir.path()).unwrap());
    assert!(
        both[0].inner.searcher.segment_readers().len() > 1 && both[0].n_entries() > 30
    );
    let [grown, fresh] = both.each_ref().map(answers);
    assert_eq!(grown, fresh);
    // The engine counts what this crate counts, where nothing was removed.
    let inner = &both[1].inner;
    for field in [Field::Folded, Field::Exact, Field::Pair, Field::Cites, Field::Group] {
        let field = inner.fields.of(field);
        let counted = Bm25StatisticsProvider::total_num_tokens(&inner.searcher, field);
        assert_eq!(inner.statistics.n_tokens(field), counted.unwrap());
    }
}

/// A unit of each text, called `m00` and so on.
fn units(texts: &[String]) -> Vec<Entry> {
    let texts = texts.iter().enumerate();
    texts.map(|(index, text)| unit(&format!("m{index:02}"), &[], text)).collect()
}

proptest::proptest! {
    // Each case writes an index.
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]

    /// A plan of points finds what counting the points of every entry finds.
    #[test]
    fn entries_with_enough_points_are_those_whose_points_are_counted(
        texts in proptest::collection::vec("([abcd] ){0,6}", 1..40),
        clauses in proptest::collection::vec(("[abcd]( [abcd]){0,1}", 1_u32..4), 0..6),
        least in 1_u32..8,
    ) {
        let (_dir, collection) = collection(&units(&texts));
        let plans = clauses.iter().map(|(words, points)| {
            let words = words.split(' ').map(str::to_owned).enumerate().collect();
            (Plan::Phrase(Field::Folded, words), *points)
        });
        let has = |text: &str, words: &str| {
            format!(" {} ", text.trim()).contains(&format!(" {words} "))
        };
        let points = |text: &str| -> u32 {
            let found = clauses.iter().filter(|(words, _)| has(text, words));
            found.map(|(_, points)| points).sum()
        };
        let wanted = texts.iter().enumerate().filter(|(_, text)| points(text) >= least);
        let wanted: Vec<String> = wanted.map(|(index, _)| format!("m{index:02}")).collect();
        proptest::prop_assert_eq!(ids(&collection, &Plan::at_least(least, plans)), wanted);
    }

    /// The best of a union that other plans narrow are those of the engine's conjunction.
    #[test]
    fn the_best_of_a_narrowed_union_do_not_depend_on_how_it_is_searched(
        texts in proptest::collection::vec("([abcde] ){0,6}", 1..60),
        n in 1_usize..20,
    ) {
        let (_dir, collection) = collection(&units(&texts));
        let word = |word: &str| Plan::term(Field::Folded, word);
        let union = Plan::some([word("a"), word("b").boosted(0.5)]);
        let wanted = || Plan::Const(Box::new(word("c")), 0.0);
        let narrowed = Plan::all([union.clone(), wanted()]).but_not(word("d"));
        // A conjunction of which two parts score is not taken apart.
        let whole = Plan::all([wanted(), union]).but_not(word("d"));
        let places = |plan: &Plan| -> Vec<_> {
            let found = collection.candidates(plan, n).unwrap();
            found.into_iter().map(|(_, entry)| entry).collect()
        };
        proptest::prop_assert_eq!(places(&narrowed), places(&whole));
    }
}
