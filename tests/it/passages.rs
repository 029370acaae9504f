//! A collection of given passages, written straight into an index, so that their white
//! space and spelling stay as they are.

use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::reader::Collection;
use tracuu_index::record::{DocumentKey, Unit};
use tracuu_index::writer::{Sample, Writer};
use tracuu_query::search::Searcher;

/// Opens a collection of provisions with these texts; their ids are `d#1`, `d#2` …
pub(crate) fn searcher(texts: &[&str]) -> Searcher {
    let dir = tempfile::tempdir().unwrap();
    let mut writer = Writer::begin(dir.path(), Sample::default()).unwrap();
    for (index, text) in texts.iter().enumerate() {
        writer.add(&entry(index + 1, text)).unwrap();
    }
    writer.finish(About::default(), None).unwrap();
    Searcher::new(Collection::open(dir.path()).unwrap())
}

fn entry(number: usize, text: &str) -> Entry {
    let id = format!("d#{number}");
    let document = DocumentKey { id: "d".to_owned(), ..DocumentKey::default() };
    let unit = Unit {
        id: id.clone(),
        path: number.to_string(),
        document,
        text: text.to_owned(),
        ..Unit::default()
    };
    Entry {
        kind: EntryKind::Provision,
        id,
        keys: Vec::new(),
        numbers: Vec::new(),
        heading: String::new(),
        body: text.to_owned(),
        record: Record::Unit(Box::new(unit)),
    }
}
