//! A collection that is ingested again and again: what is read, what stays, what goes.
#![allow(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use tracuu_index::counted::COUNTED;
use tracuu_index::entry::{EntryKind, Record};
use tracuu_index::generation::{About, GenerationError, roll_back};
use tracuu_index::plan::{Direction, Field, Plan};
use tracuu_index::reader::{Collection, Page, of_kind};
use tracuu_index::suggest::record::SuggestionKind;
use tracuu_index::unread_file::UnreadFileState;
use tracuu_ingest::error::IngestError;
use tracuu_ingest::report::{IngestReport, Silent};
use tracuu_ingest::run::{IngestJob, run};

/// A folder of plans with an index.
struct Office {
    dir: TempDir,
}

impl Office {
    /// An office with so many plans, ingested.
    fn new(n_plans: usize) -> Self {
        let office = Self { dir: tempfile::tempdir().unwrap() };
        fs::create_dir(office.path("")).unwrap();
        for number in 1..=n_plans {
            office.write_plan(number, "khảo sát vùng nuôi");
        }
        let report = office.ingest().unwrap();
        assert_eq!((report.n_held, report.changes.n_read), (n_plans, n_plans));
        office
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join("corpus").join(name)
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn write_plan(&self, number: usize, task: &str) {
        self.write(&format!("ke-hoach-{number}.txt"), plan(number, task));
    }

    fn job(&self) -> IngestJob {
        IngestJob {
            roots: vec![self.dir.path().join("corpus")],
            index_dir: self.dir.path().join("index"),
            ..IngestJob::default()
        }
    }

    fn ingest(&self) -> Result<IngestReport, IngestError> {
        run(&self.job(), &mut Silent)
    }

    fn shrink(&self) -> IngestReport {
        run(&IngestJob { allow_shrink: true, ..self.job() }, &mut Silent).unwrap()
    }

    fn collection(&self) -> Collection {
        Collection::open(&self.dir.path().join("index")).unwrap()
    }

    /// Texts of a plan's units, as the index has them.
    fn text(&self, number: usize) -> String {
        let id = format!("dang.tu.x-song-khe.ke-hoach.{number}.2024");
        let units = self.collection().units_of(&id, Page::WHOLE).unwrap();
        units.items.into_iter().map(|unit| unit.text).collect()
    }
}

fn plan(number: usize, task: &str) -> String {
    format!(
        "TỈNH ỦY SONG KHE\n*\nSố {number}-KH/TU\n\nSong Khe, ngày 14 tháng 5 năm 2024\n\n\
         KẾ HOẠCH\nvề việc số {number}\n\n1. Ban Tổ chức Tỉnh ủy {task}.\n\n\
         T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Văn Mẫu\n"
    )
}

#[test]
fn what_another_store_has_read_is_not_read_again() {
    let office = Office::new(2);
    let other = IngestJob {
        index_dir: office.dir.path().join("other"),
        lenders: vec![office.dir.path().join("index")],
        ..office.job()
    };
    let report = run(&other, &mut Silent).unwrap();
    assert_eq!((report.n_held, report.changes.n_read), (2, 0));
    let answers = Collection::open(&other.index_dir).unwrap();
    assert_eq!(answers.about().fingerprint, office.collection().about().fingerprint);
    assert_eq!(answers.n_entries(), office.collection().n_entries());
}

#[test]
fn only_what_changed_is_read() {
    let office = Office::new(4);
    let report = office.ingest().unwrap();
    assert!(report.was_current);
    office.write_plan(5, "kiểm kê ao nuôi");
    office.write_plan(2, "thả giống mới");
    let report = office.ingest().unwrap();
    let changes = &report.changes;
    assert_eq!(changes.added, ["ke-hoach-5.txt"]);
    assert_eq!(changes.changed, ["ke-hoach-2.txt"]);
    assert_eq!((changes.n_read, report.n_held), (2, 5));
    assert!(office.text(2).contains("thả giống mới"));
    assert!(office.text(1).contains("khảo sát"));
}

#[test]
fn who_issued_a_document_does_not_hang_on_what_its_text_names() {
    let office = Office::new(0);
    office.write_plan(7, "cùng Ban Thường vụ Huyện ủy Bến Đá rà soát ao");
    office.ingest().unwrap();
    assert!(office.text(7).contains("Bến Đá"));
}

#[test]
fn what_is_read_anew_gives_the_same_as_what_was_kept() {
    let office = Office::new(3);
    office.write_plan(4, "kiểm kê ao nuôi");
    office.ingest().unwrap();
    let texts = [1, 2, 3, 4].map(|number| office.text(number));
    let fresh = IngestJob { fresh: true, ..office.job() };
    let report = run(&fresh, &mut Silent).unwrap();
    assert_eq!(report.changes.n_read, 4);
    assert_eq!([1, 2, 3, 4].map(|number| office.text(number)), texts);
}

#[test]
fn a_file_that_breaks_keeps_what_was_last_read_of_it() {
    let office = Office::new(3);
    office.write("ke-hoach-2.txt", "");
    let report = office.ingest().unwrap();
    assert_eq!(report.changes.kept, ["ke-hoach-2.txt"]);
    assert_eq!((report.n_held, report.n_unread(UnreadFileState::Failed)), (3, 1));
    assert!(office.text(2).contains("khảo sát"));
    assert!(office.ingest().unwrap().was_current);
    office.write_plan(2, "thả giống mới");
    let report = office.ingest().unwrap();
    assert_eq!(report.changes.changed, ["ke-hoach-2.txt"]);
    assert_eq!(report.n_unread(UnreadFileState::Failed), 0);
}

#[test]
fn an_empty_folder_is_a_disk_that_is_not_there() {
    let office = Office::new(3);
    let away = office.dir.path().join("away");
    fs::rename(office.path(""), &away).unwrap();
    fs::create_dir(office.path("")).unwrap();
    let report = office.ingest().unwrap();
    assert_eq!((report.n_held, report.changes.kept.len()), (3, 3));
    assert_eq!(report.n_unread(UnreadFileState::Failed), 1);
    assert!(office.text(3).contains("khảo sát"));
    fs::remove_dir(office.path("")).unwrap();
    assert!(matches!(office.ingest(), Err(IngestError::Root { .. })));
    fs::rename(&away, office.path("")).unwrap();
    let report = office.ingest().unwrap();
    assert_eq!((report.n_held, report.changes.n_read), (3, 0));
    assert!(report.changes.kept.is_empty());
}

#[test]
fn a_root_that_is_not_there_is_kept_until_it_may_go() {
    let office = Office::new(3);
    let other = office.dir.path().join("khac");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("a.txt"), plan(40, "đắp bờ")).unwrap();
    let mut job = office.job();
    job.roots.push(other.clone());
    assert_eq!(run(&job, &mut Silent).unwrap().n_held, 4);
    fs::rename(&other, office.dir.path().join("mat")).unwrap();
    let fresh = IngestJob { fresh: true, ..office.job() };
    for job in [office.job(), fresh] {
        let report = run(&job, &mut Silent).unwrap();
        assert_eq!(report.n_held, 4, "{report:?}");
        assert!(office.text(40).contains("đắp bờ"));
    }
    let report = office.shrink();
    assert_eq!((report.n_held, report.changes.removed.len()), (3, 1));
    assert!(office.ingest().unwrap().was_current);
}

#[test]
fn more_than_a_tenth_goes_only_when_it_may() {
    let office = Office::new(11);
    fs::remove_file(office.path("ke-hoach-11.txt")).unwrap();
    let report = office.ingest().unwrap();
    assert_eq!(report.changes.removed, ["ke-hoach-11.txt"]);
    for number in [9, 10] {
        fs::remove_file(office.path(&format!("ke-hoach-{number}.txt"))).unwrap();
    }
    let refused = office.ingest().unwrap_err();
    assert!(matches!(refused, IngestError::Shrinks { n_lost: 2, n_before: 10 }));
    assert!(office.text(9).contains("khảo sát"));
    let report = office.shrink();
    assert_eq!((report.n_held, report.changes.removed.len()), (8, 2));
}

#[test]
fn one_goes_back_to_the_index_before_and_forward_again() {
    let office = Office::new(2);
    let index = office.dir.path().join("index");
    assert!(matches!(roll_back(&index), Err(GenerationError::NoPrevious(_))));
    office.write_plan(3, "đắp bờ");
    office.ingest().unwrap();
    assert_eq!(roll_back(&index).unwrap().n_held, 2);
    assert_eq!(office.collection().about().n_held, 2);
    assert!(office.ingest().unwrap().was_current);
    assert_eq!(roll_back(&index).unwrap().n_held, 3);
    roll_back(&index).unwrap();
    office.write_plan(4, "đắp bờ");
    assert_eq!(office.ingest().unwrap().n_held, 4);
}

#[test]
fn names_that_differ_in_the_form_of_their_letters_are_two_documents() {
    let office = Office::new(0);
    for name in ["Ghi chép.txt", "ghi chép.txt", "Ghi che\u{301}p.txt"] {
        office.write(name, format!("Không có số, trong {}.\n", name.len()));
    }
    office.ingest().unwrap();
    let all = of_kind(EntryKind::Document);
    let found = office.collection().documents(&all, Page::WHOLE).unwrap().items;
    let ids: BTreeSet<String> = found.into_iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), 3, "{ids:?}");
}

#[test]
fn nothing_is_written_into_a_generation_that_is_searched() {
    let office = Office::new(1);
    let index = office.dir.path().join("index");
    let files = || -> BTreeSet<PathBuf> {
        let name = fs::read_to_string(index.join("CURRENT")).unwrap();
        let found = fs::read_dir(index.join(name)).unwrap();
        found.map(|file| file.unwrap().path()).collect()
    };
    let before = files();
    assert!(office.text(1).contains("khảo sát"));
    assert_eq!(files(), before);
}

#[test]
fn an_index_that_is_damaged_is_written_anew() {
    let office = Office::new(3);
    let index = office.dir.path().join("index");
    let name = fs::read_to_string(index.join("CURRENT")).unwrap();
    assert!(office.collection().damaged_files().unwrap().is_empty());
    for file in fs::read_dir(index.join(name)).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|end| end == "term" || end == "store") {
            fs::write(path, "x".repeat(300)).unwrap();
        }
    }
    office.write_plan(4, "đắp bờ");
    office.write_plan(1, "thả giống mới");
    let report = office.ingest().unwrap();
    assert!(report.notes.iter().any(|note| note.contains("written anew")), "{report:?}");
    assert!([1, 4].iter().all(|number| !office.text(*number).is_empty()));
    assert!(office.text(1).contains("thả giống mới"));
    assert!(office.collection().damaged_files().unwrap().is_empty());
}

#[test]
fn a_damaged_store_is_set_aside_and_all_is_read_again() {
    let office = Office::new(2);
    let store = office.dir.path().join("index/store.sqlite");
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", store.display()));
    }
    fs::write(&store, "x".repeat(40_000)).unwrap();
    office.write_plan(3, "đắp bờ");
    let report = office.ingest().unwrap();
    assert_eq!((report.n_held, report.changes.n_read), (3, 3));
    assert!(report.notes[0].contains("damaged"), "{:?}", report.notes);
}

/// Words that are asked for.
const WORDS: [&str; 9] =
    ["khao", "sat", "ke", "hoach", "ban", "chuc", "ao", "thay", "nuoi"];

/// What is suggested.
const SUGGESTED: [SuggestionKind; 5] = [
    SuggestionKind::Symbol,
    SuggestionKind::Document,
    SuggestionKind::Agency,
    SuggestionKind::Measure,
    SuggestionKind::Phrase,
];

/// All that a collection answers with, in its order.
fn answers(collection: &Collection) -> Vec<String> {
    let json = |record: &Record| serde_json::to_string(record).unwrap();
    let mut all: Vec<String> = Vec::new();
    let listing = collection.listed(&Plan::All, Page::WHOLE).unwrap();
    all.extend(listing.items.iter().map(json));
    for field in [Field::SymbolRank, Field::TitleRank, Field::Mentions] {
        let by = (field, Direction::Descending);
        let found = collection.listed_by(&Plan::All, by, Page::WHOLE).unwrap();
        all.extend(found.items.iter().map(json));
    }
    for (field, counts) in
        COUNTED.iter().zip(collection.counts(&Plan::All).unwrap().by_field)
    {
        let counts: BTreeMap<String, usize> = counts.into_iter().collect();
        all.push(format!("{field:?} {counts:?}"));
    }
    for word in WORDS {
        let fields =
            [Field::Folded, Field::Exact, Field::Word, Field::Heading, Field::Pair];
        let n_with = fields.map(|field| collection.n_with_term(field, word).unwrap());
        all.push(format!(
            "{word} {n_with:?} {}",
            collection.vocabulary().n_entries(word)
        ));
        let words = fields.map(|field| Plan::term(field, word));
        let held = Plan::term(Field::Held, "yes");
        for plan in
            [Plan::some(words.clone()), Plan::some(words.into_iter().chain([held]))]
        {
            for (score, entry) in collection.candidates(&plan, 9).unwrap() {
                let record = collection.record_at(entry).unwrap();
                all.push(format!("{word} {} {}", score.to_bits(), json(&record)));
            }
        }
    }
    for kind in SUGGESTED {
        for item in 0..collection.suggestions().n_items(kind) {
            let item = u32::try_from(item).unwrap();
            all.push(format!("{:?}", collection.suggestions().record(kind, item)));
        }
    }
    let About { n_held, n_documents, n_entries, .. } = collection.about();
    all.push(format!("{n_held} {n_documents} {n_entries} {:?}", collection.agencies()));
    all.push(format!("{}", collection.n_pair_sample().unwrap()));
    all
}

/// A file that others cite, replace and amend, by its number and one of several forms.
fn linked_text(file: usize, form: usize) -> String {
    let number = if form == 5 { 1 } else { file + 1 };
    let other = 1 + (file + form) % 5;
    let task = match form % 3 {
        0 => format!(
            "thực hiện Kế hoạch số {other}-KH/TU ngày 14/5/2024 của Tỉnh ủy Song Khe"
        ),
        1 => format!(
            "khảo sát ao nuôi theo khoản 2 Kế hoạch số {other}-KH/TU ngày 14/5/2024"
        ),
        _ => "thả giống mới theo Luật Thủy sản và Nghị quyết số 7-NQ/TW".to_owned(),
    };
    let mut text = plan(number, &task);
    if form == 4 {
        let end =
            format!("Kế hoạch này thay thế Kế hoạch số {other}-KH/TU ngày 14/5/2024.");
        text = text.replace(
            "\nT/M",
            &format!(
                "\n2. {end}\n\n3. Ban Tuyên giáo Tỉnh ủy chủ trì, \
            phối hợp với Sở Tài chính kiểm kê vùng nuôi trước ngày 30/6/2024.\n\nT/M"
            ),
        );
    }
    match form {
        6 => text.replace("SONG KHE", "BEN DA").replace("Song Khe", "Bến Đá"),
        7 => REPORT.to_owned(),
        8 => format!("Ghi chép {file}\n\nKhông có số, về Kế hoạch {other}-KH/TU.\n"),
        _ => text,
    }
}

/// A report of a district, which names no province.
const REPORT: &str = "HUYỆN ỦY BẾN ĐÁ\n*\nSố 12-BC/HU\n\nBến Đá, ngày 02 tháng 8 năm 2024\n\n\
    BÁO CÁO\nkết quả nửa năm\n\n1. Thực hiện Kế hoạch số 73-KH/TU ngày 14/5/2024 của Ban \
    Thường vụ Tỉnh ủy.\n";

/// The present id of what had an id at any time.
fn follow(collection: &Collection, id: &str) -> Option<String> {
    if collection.document(id).unwrap().is_some() {
        return Some(id.to_owned());
    }
    collection.document_formerly(id).unwrap()
}

#[test]
fn an_address_leads_on_when_the_province_is_learnt() {
    let office = Office::new(0);
    office.write("bao-cao.txt", REPORT);
    office.ingest().unwrap();
    let held = |collection: &Collection| {
        let all = of_kind(EntryKind::Document);
        let all = collection.documents(&all, Page::WHOLE).unwrap().items;
        let report = all.iter().find(|one| one.source.as_deref() == Some("bao-cao.txt"));
        let cited = all.iter().find(|one| one.symbol.as_deref() == Some("73-KH/TU"));
        [report, cited].map(|one| one.unwrap().id.clone())
    };
    let before = held(&office.collection());
    office.write_plan(73, "khảo sát vùng nuôi");
    office.ingest().unwrap();
    let collection = office.collection();
    let now = held(&collection);
    for (before, now) in before.iter().zip(&now) {
        assert_ne!(before, now);
        assert_eq!(follow(&collection, before).as_ref(), Some(now), "{before}");
    }
    // A file that is moved is the same document.
    fs::rename(office.path("bao-cao.txt"), office.path("cũ.txt")).unwrap();
    office.shrink();
    for (before, now) in before.iter().zip(&now) {
        assert_eq!(follow(&office.collection(), before).as_ref(), Some(now));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// Files come, change and go in any order; what a document was ever called leads to one
    /// while its file is there.
    #[test]
    fn an_address_once_given_is_found_while_its_file_is_there(
        steps in vec((0_usize..4, 0_usize..4), 1..6)
    ) {
        let office = Office::new(0);
        let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, form) in steps {
            let name = format!("{file}.txt");
            match (file, form) {
                (_, 0) => drop(fs::remove_file(office.path(&name))),
                (0, _) => office.write(&name, REPORT),
                (1, _) => office.write(&name, format!("Ghi chép {form}\n\nKhông có số.\n")),
                (_, 1) => office.write(&name, plan(file, "khảo sát")),
                (_, 2) => office.write(&name, plan(file, "khảo sát").replace("SONG KHE", "BEN DA")),
                _ => office.write(&name, plan(3, "khảo sát vùng khác")),
            }
            office.shrink();
            let collection = office.collection();
            let all = of_kind(EntryKind::Document);
            for record in collection.documents(&all, Page::WHOLE).unwrap().items {
                if let Some(source) = record.source {
                    given.entry(source).or_default().insert(record.id);
                }
            }
            for (source, ids) in &given {
                let is_there = office.path(source).try_exists().unwrap();
                for id in ids.iter().filter(|_| is_there) {
                    prop_assert!(follow(&collection, id).is_some(), "{source}: {id}");
                }
            }
        }
    }

    /// Files come, change and go in any order; the index that was brought up to date each time
    /// answers as one that is built at once.
    #[test]
    fn what_grew_answers_as_what_is_built_at_once(
        steps in vec((0_usize..9, 0_usize..10), 1..9)
    ) {
        let office = Office::new(0);
        let fresh = office.dir.path().join("fresh");
        for (file, form) in steps {
            let name = format!("{}/{file}.txt", file % 2);
            match form {
                9 => drop(fs::remove_file(office.path(&name))),
                _ => office.write(&name, linked_text(file, form)),
            }
            office.shrink();
        }
        let job = IngestJob { index_dir: fresh.clone(), ..office.job() };
        run(&job, &mut Silent).unwrap();
        let built = answers(&Collection::open(&fresh).unwrap());
        let grown = answers(&office.collection());
        for (grown, built) in grown.iter().zip(&built) {
            prop_assert_eq!(grown, built);
        }
        prop_assert_eq!(grown.len(), built.len());
    }
}
