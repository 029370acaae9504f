//! The questions of staff over the real plan, against their hand-made answers.
//!
//! The same judgement as the scorer beside the answers: measures, items, documents and
//! sections as sets, nothing of what must not be returned, topics by the first places.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use tracuu_index::reader::Collection;
use tracuu_ingest::report::Silent;
use tracuu_ingest::run::{IngestJob, run};
use tracuu_query::answer::{Answer, Hit, HitKind};
use tracuu_query::search::{SearchRequest, Searcher};

use crate::shared;

const QUESTIONS: &str = "gold/plan/queries.jsonl";

/// Questions that may be missed; all are answered today.
const MAX_MISSES: usize = 2;

#[test]
#[ignore = "needs ../shared"]
fn the_questions_of_staff_are_answered() {
    judge(Path::new("corpus"));
}

/// Whether the pages of a format are known, for each file that gives the plan.
const FORMATS: [(&str, bool); 7] = [
    ("plan.docx", false),
    ("plan_split.docx", false),
    ("plan_tcvn3.docx", false),
    ("plan.odt", true),
    ("plan.doc", false),
    ("plan_vni.doc", false),
    ("plan.pdf", true),
];

#[test]
#[ignore = "needs ../shared"]
fn the_questions_of_staff_are_answered_from_every_format() {
    for (name, has_pages) in FORMATS {
        let corpus = tempfile::tempdir().unwrap();
        let plan = shared::path(&format!("fixtures/{name}"));
        std::fs::copy(plan, corpus.path().join(name)).unwrap();
        let catalogue = corpus.path().join("catalogue.toml");
        std::fs::copy("corpus/catalogue.toml", catalogue).unwrap();
        let places = judge(corpus.path());
        assert!(!places.is_empty(), "{name}");
        for hit in &places {
            assert_eq!(hit.page.is_some(), has_pages, "{name}: {}", hit.label);
            assert!(hit.page.is_none_or(|page| page.number <= MAX_PAGE), "{name}");
        }
        let pages: BTreeSet<Option<u32>> =
            places.iter().map(|hit| hit.page.map(|page| page.number)).collect();
        assert_eq!(pages.len() > 3, has_pages, "{name}: {pages:?}");
    }
}

/// More pages than any file of the plan has.
const MAX_PAGE: u32 = 30;

/// Asks a collection every question and counts what it misses; gives the hits that are places
/// in a document.
fn judge(corpus: &Path) -> Vec<Hit> {
    let dir = tempfile::tempdir().unwrap();
    let job = IngestJob {
        roots: vec![corpus.to_owned()],
        index_dir: dir.path().to_owned(),
        ..IngestJob::default()
    };
    run(&job, &mut Silent).unwrap();
    let searcher = Searcher::new(Collection::open(&job.index_dir).unwrap());
    let (mut misses, mut places) = (Vec::new(), Vec::new());
    for question in shared::records(QUESTIONS) {
        let text = question["query"].as_str().unwrap();
        let answer = searcher
            .search(SearchRequest {
                text,
                limit: 100,
                cursor: None,
                ..SearchRequest::default()
            })
            .unwrap();
        if let Some(why) = miss(&question, &answer) {
            misses.push(format!("{} {text}: {why}", question["id"]));
        }
        let is_place = |hit: &Hit| !matches!(hit.kind, HitKind::Document(_));
        places.extend(answer.hits.into_iter().filter(is_place));
    }
    assert!(misses.len() <= MAX_MISSES, "{}\n{}", corpus.display(), misses.join("\n"));
    places
}

type Set = BTreeSet<String>;

fn strings(value: &Value) -> Vec<String> {
    let list = value.as_array().cloned().unwrap_or_default();
    list.iter().map(|one| one.as_str().map_or(one.to_string(), str::to_owned)).collect()
}

/// Why an answer is none, or `None` where it is one.
fn miss(question: &Value, answer: &Answer) -> Option<String> {
    let want = &question["expected"];
    let class = question["class"].as_str().unwrap_or_default();
    let (mut measures, mut sections, mut documents, mut items) =
        (Vec::new(), Set::new(), Set::new(), Set::new());
    for hit in &answer.hits {
        match &hit.kind {
            HitKind::Measure => measures.push(hit.label.clone()),
            HitKind::Provision => drop(sections.insert(hit.label.clone())),
            HitKind::Document(_) => drop(documents.insert(hit.label.clone())),
            HitKind::Assignment(record) => {
                items.extend(record.items.iter().map(ToString::to_string));
            }
        }
    }
    if want["empty"] == true {
        return (!answer.hits.is_empty()).then(|| "hits, none expected".to_owned());
    }
    let found: Set =
        measures.iter().chain(&sections).chain(&documents).cloned().collect();
    let bad: Vec<String> =
        strings(&want["must_not"]).into_iter().filter(|id| found.contains(id)).collect();
    if !bad.is_empty() {
        return Some(format!("returned {bad:?}"));
    }
    let allowed: Set =
        strings(&want["also_ok"]).into_iter().chain(strings(&want["sections"])).collect();
    let differs = |name: &str, got: &Set| {
        let wanted: Set = strings(&want[name]).into_iter().collect();
        let fits = wanted.is_subset(got)
            && got.iter().all(|one| wanted.contains(one) || allowed.contains(one));
        (!wanted.is_empty() && !fits).then(|| format!("{name} {got:?}, not {wanted:?}"))
    };
    let wanted = strings(&want["measures"]);
    if class == "topic" {
        let first: Set = measures.iter().take(wanted.len()).cloned().collect();
        let all: Set = wanted.into_iter().collect();
        let first: Set = first.difference(&allowed).cloned().collect();
        return (first != all).then(|| format!("first measures {first:?}, not {all:?}"));
    }
    let has_rows = !strings(&want["rows"]).is_empty();
    let measure_set: Set = measures.into_iter().collect();
    differs("measures", &measure_set)
        .or_else(|| (class != "agency").then(|| differs("documents", &documents))?)
        .or_else(|| (class == "agency" && has_rows).then(|| differs("items", &items))?)
        .or_else(|| {
            let places: Set = strings(&want["sections"]).into_iter().collect();
            (wanted.is_empty() && !places.is_subset(&sections))
                .then(|| format!("sections {sections:?}, not {places:?}"))
        })
}
