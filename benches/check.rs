//! How long a check takes: the plan of the corpus, some 30 pages, against a collection of
//! 10,000 documents.

use divan::Bencher;
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::run::{CheckSettings, check};
use tracuu_extract::read::read_markdown;
use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::plan::Field;
use tracuu_index::reader::Collection;
use tracuu_index::record::{DocumentRecord, FactRecord, FactSource};
use tracuu_index::writer::{Sample, Writer};
use tracuu_legal::citation::identity::{Organisation, Territory};
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::provision_key::ProvisionKey;

/// Documents of the collection.
const N_DOCUMENTS: usize = 10_000;

fn main() {
    divan::main();
}

fn plan() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/ke-hoach-165-kh-tu.md");
    std::fs::read_to_string(path).unwrap_or_default()
}

/// A document known by citation, with a date and a title.
fn document(index: usize) -> Entry {
    let (number, year) = (index % 100 + 1, 1990 + index / 100 % 36);
    let serial = index / 3600;
    let symbol = format!("{number:02}-NQ/TW");
    let id = format!("dang.tw.nghi-quyet.{number}.{year}~{serial}");
    let source = FactSource::Citations(vec![ProvisionKey::new("khac", "I.1")].into());
    let fact = |field: FactField, value: String| FactRecord {
        field,
        value: value.into(),
        source: source.clone(),
    };
    let title = format!("về nhiệm vụ thứ {index} của công tác xây dựng Đảng năm {year}");
    let record = DocumentRecord {
        organisation: Some(Organisation {
            codes: "dang.tw".to_owned(),
            territory: Territory::Country,
        }),
        id: id.clone(),
        symbol: Some(symbol),
        type_id: Some("nghi-quyet".to_owned()),
        facts: vec![
            fact(FactField::Date, format!("{year}-03-05")),
            fact(FactField::Title, title),
        ]
        .into(),
        ..DocumentRecord::default()
    };
    Entry {
        kind: EntryKind::Document,
        id: id.clone(),
        keys: vec![(Field::Id, id)],
        numbers: Vec::new(),
        heading: String::new(),
        body: String::new(),
        record: Record::Document(Box::new(record)),
    }
}

fn collection() -> (tempfile::TempDir, Option<Collection>) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let opened =
        Writer::begin(dir.path(), Sample::default()).ok().and_then(|mut writer| {
            for index in 0..N_DOCUMENTS {
                writer.add(&document(index)).ok()?;
            }
            writer.suggest([]);
            writer
                .finish(About { n_documents: N_DOCUMENTS, ..About::default() }, None)
                .ok()?;
            Collection::open(dir.path()).ok()
        });
    (dir, opened)
}

/// Reading the draft and all rules, the documents of the collection known already.
#[divan::bench]
fn a_draft(bencher: Bencher<'_, '_>) {
    let (_dir, collection) = collection();
    let Some(collection) = collection else { return };
    let Ok(directory) = DocumentDirectory::read(&collection) else { return };
    let plan = plan();
    bencher.bench(|| {
        let draft = Draft::read(read_markdown(&plan), Some("An Sơn"));
        let against =
            ReferenceCollection { directory: &directory, collection: Some(&collection) };
        check(&draft, against, &CheckSettings::default())
    });
}

/// Reading the documents of the collection, once for each generation.
#[divan::bench]
fn known_documents(bencher: Bencher<'_, '_>) {
    let (_dir, collection) = collection();
    let Some(collection) = collection else { return };
    bencher.bench(|| DocumentDirectory::read(&collection));
}
