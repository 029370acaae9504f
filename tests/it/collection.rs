//! A small invented collection, written straight into an index: a plan that cites two
//! documents, one of them with two dates, and assigns a task in a table.

use std::path::Path;

use tracuu_index::entry::{Entry, EntryKind, Record};
use tracuu_index::generation::About;
use tracuu_index::plan::Field;
use tracuu_index::reader::Collection;
use tracuu_index::record::{
    AgencyKey, AgencyRecord, AssignmentRecord, CitationRecord, DocumentKey,
    DocumentRecord, EdgeRecord, EventRecord, FactRecord, Origin, OutlineEntry, Unit,
};
use tracuu_index::suggest::record::{
    NewSuggestion, SuggestionDetail, SuggestionKind, SuggestionRecord,
};
use tracuu_index::writer::Writer;
use tracuu_legal::document::date::DateText;

/// Id of the plan, which is held.
pub(crate) const PLAN: &str = "dang.tu.an-son.ke-hoach.12.2026";
/// Id of the resolution with two stated dates, which is not held.
pub(crate) const RESOLUTION: &str = "dang.tu.an-son.nghi-quyet.7.chua-ro";
/// Id of the agency that leads.
pub(crate) const AGENCY: &str = "an-son.ban-to-chuc";

const TITLE: &str = "đẩy mạnh công tác kiểm tra <giám sát>";
const MEASURE: &str = "1. Nâng cao chất lượng sinh hoạt chi bộ\nThực hiện nghiêm Nghị quyết \
                       số 07-NQ/TU ngày 12/3/2022 của Tỉnh ủy về công tác cán bộ.";
const TABLE: &str = "STT | Nội dung | Chủ trì | Phối hợp\n1 | Sinh hoạt chi bộ theo Nghị \
                     quyết số 07-NQ/TU ngày 15/3/2022 | Ban Tổ chức | Văn phòng";

/// Writes the collection into a folder and opens it.
pub(crate) fn open(index_dir: &Path) -> Collection {
    let mut writer = Writer::begin(index_dir).unwrap();
    for entry in entries() {
        writer.add(&entry).unwrap();
    }
    writer.suggest(suggestions());
    let about = About {
        fingerprint: "5eed0123456789ab".to_owned(),
        n_held: 1,
        n_documents: 2,
        ..About::default()
    };
    writer.finish(about).unwrap();
    Collection::open(index_dir).unwrap()
}

fn suggestions() -> [NewSuggestion; 2] {
    let suggestion = |kind, text: &str, details, url: String| {
        let text = text.to_owned();
        let record = SuggestionRecord { text, details, url, folder: String::new() };
        NewSuggestion { kind, record, spellings: Vec::new(), n_uses: 2 }
    };
    let resolution = format!("/documents/{RESOLUTION}");
    [
        suggestion(
            SuggestionKind::Symbol,
            "Nghị quyết số 07-NQ/TU",
            vec![SuggestionDetail::IssuedOn(DateText::Year(2022))],
            resolution,
        ),
        suggestion(
            SuggestionKind::Phrase,
            "nghị quyết của Đảng",
            Vec::new(),
            String::new(),
        ),
    ]
}

fn entries() -> Vec<Entry> {
    vec![
        plan(),
        resolution(),
        unit("header", false, "", "TỈNH ỦY AN SƠN\nKẾ HOẠCH", 0),
        unit("II.1", true, "Nâng cao chất lượng sinh hoạt chi bộ", MEASURE, 30),
        unit("table", false, "", TABLE, 300),
        assignment(),
        agency(),
    ]
}

fn entry(kind: EntryKind, id: &str, text: (&str, &str), record: Record) -> Entry {
    Entry {
        kind,
        id: id.to_owned(),
        keys: Vec::new(),
        numbers: Vec::new(),
        heading: text.0.to_owned(),
        body: text.1.to_owned(),
        record,
    }
}

fn text(value: &str) -> Option<String> {
    Some(value.to_owned())
}

fn plan() -> Entry {
    let outline = [
        ("header", "header", "", 0, 29),
        ("II.1", "measure", "Nâng cao chất lượng sinh hoạt chi bộ", 30, 250),
        ("table", "annex", "", 300, 420),
    ];
    let record = DocumentRecord {
        id: PLAN.to_owned(),
        symbol: text("12-KH/TU"),
        type_id: text("ke-hoach"),
        type_name: text("Kế hoạch"),
        title: text(TITLE),
        date: text("2026-01-05"),
        issuer: text("Tỉnh ủy An Sơn"),
        held: true,
        facts: vec![fact("date", "2026-01-05", Origin::Own, "")],
        source: text("ke-hoach.md"),
        relations: vec![EdgeRecord {
            kind: "implements".to_owned(),
            source: PLAN.to_owned(),
            target: RESOLUTION.to_owned(),
            path: "II.1".to_owned(),
            cue: text("Thực hiện nghiêm"),
            n_places: 1,
            ..EdgeRecord::default()
        }],
        outline: outline
            .map(|(path, level, title, start, end)| OutlineEntry {
                path: path.to_owned(),
                level: level.to_owned(),
                label: path.rsplit('.').next().unwrap().to_owned(),
                title: title.to_owned(),
                start,
                end,
            })
            .to_vec(),
        ..DocumentRecord::default()
    };
    let mut entry = entry(
        EntryKind::Document,
        PLAN,
        (TITLE, "Kế hoạch số 12-KH/TU"),
        Record::Document(Box::new(record)),
    );
    entry.keys = keys(&[
        (Field::Document, PLAN),
        (Field::Type, "ke-hoach"),
        (Field::Number, "12"),
        (Field::Code, "KH"),
        (Field::IssuerCode, "TU"),
        (Field::Held, "yes"),
        (Field::Relation, &format!("implements:{RESOLUTION}")),
        (Field::Relation, &format!("cites:{RESOLUTION}")),
    ]);
    entry.numbers = vec![(Field::Year, 2026), (Field::Date, 20_260_105)];
    entry
}

fn resolution() -> Entry {
    let record = DocumentRecord {
        id: RESOLUTION.to_owned(),
        symbol: text("07-NQ/TU"),
        type_id: text("nghi-quyet"),
        type_name: text("Nghị quyết"),
        title: text("về công tác cán bộ"),
        issuer: text("Tỉnh ủy"),
        facts: vec![
            fact("date", "2022-03-12", Origin::Citation, "II.1"),
            fact("date", "2022-03-15", Origin::Citation, "table"),
            fact("title", "về công tác cán bộ", Origin::Citation, "II.1"),
        ],
        n_mentions: 2,
        events: vec![EventRecord {
            change: "replaced".to_owned(),
            from: text("2026-01-05"),
            by: text(PLAN),
            is_plausible: true,
            origin: "actor".to_owned(),
            place: format!("{PLAN}#II.1"),
            words: "thay thế <script>\"07-NQ/TU\"".to_owned(),
        }],
        ..DocumentRecord::default()
    };
    let mut entry = entry(
        EntryKind::Document,
        RESOLUTION,
        ("về công tác cán bộ", "Nghị quyết số 07-NQ/TU"),
        Record::Document(Box::new(record)),
    );
    entry.keys = keys(&[
        (Field::Document, RESOLUTION),
        (Field::Type, "nghi-quyet"),
        (Field::Number, "7"),
        (Field::Code, "NQ"),
        (Field::IssuerCode, "TU"),
    ]);
    entry.numbers = vec![(Field::Year, 2022), (Field::Date, 20_220_312)];
    entry
}

fn unit(path: &str, is_measure: bool, title: &str, body: &str, start: usize) -> Entry {
    let id = format!("{PLAN}#{path}");
    let cited = "Nghị quyết số 07-NQ/TU";
    let citations: Vec<_> = body
        .match_indices(cited)
        .map(|(at, found)| CitationRecord {
            start: at,
            end: at + found.len(),
            kind: "numbered".to_owned(),
            symbol: text("07-NQ/TU"),
            type_name: text("Nghị quyết"),
            state: "resolved".to_owned(),
            document: text(RESOLUTION),
            ..CitationRecord::default()
        })
        .collect();
    let cites: Vec<_> = citations.iter().map(|_| (Field::Cites, RESOLUTION)).collect();
    let record = Unit {
        id: id.clone(),
        path: path.to_owned(),
        within: vec![id.clone()],
        is_measure,
        title: title.to_owned(),
        document: key(),
        start,
        text: body.to_owned(),
        citations,
    };
    let kind = if is_measure { EntryKind::Measure } else { EntryKind::Provision };
    let mut entry = entry(kind, &id, (title, body), Record::Unit(Box::new(record)));
    entry.keys = keys(&[(Field::Document, PLAN), (Field::Within, &id)]);
    entry.keys.extend(keys(&cites));
    entry
}

fn assignment() -> Entry {
    let id = format!("{PLAN}#table.1");
    let record = AssignmentRecord {
        id: id.clone(),
        source: "table".to_owned(),
        row: text("1"),
        path: "table".to_owned(),
        task: "Sinh hoạt chi bộ".to_owned(),
        items: vec![1],
        measures: vec!["II.1".to_owned()],
        units: vec![format!("{PLAN}#II.1")],
        lead: vec![AgencyKey {
            id: AGENCY.to_owned(), name: "Ban Tổ chức".to_owned()
        }],
        document: key(),
        evidence: TABLE.to_owned(),
        ..AssignmentRecord::default()
    };
    let mut entry = entry(
        EntryKind::Assignment,
        &id,
        ("Sinh hoạt chi bộ", TABLE),
        Record::Assignment(Box::new(record)),
    );
    entry.keys =
        keys(&[(Field::Document, PLAN), (Field::Lead, AGENCY), (Field::Agency, AGENCY)]);
    entry
}

fn agency() -> Entry {
    let record = AgencyRecord {
        id: AGENCY.to_owned(),
        name: "Ban Tổ chức Tỉnh ủy An Sơn".to_owned(),
        variants: vec!["Ban Tổ chức".to_owned()],
        n_lead: 1,
        ..AgencyRecord::default()
    };
    entry(EntryKind::Agency, AGENCY, ("", ""), Record::Agency(Box::new(record)))
}

fn key() -> DocumentKey {
    DocumentKey { id: PLAN.to_owned(), symbol: text("12-KH/TU"), title: text(TITLE) }
}

fn keys(pairs: &[(Field, &str)]) -> Vec<(Field, String)> {
    pairs.iter().map(|(field, value)| (*field, (*value).to_owned())).collect()
}

fn fact(field: &str, value: &str, origin: Origin, place: &str) -> FactRecord {
    FactRecord {
        field: field.to_owned(),
        value: value.to_owned(),
        origin,
        source: if place.is_empty() { PLAN.to_owned() } else { String::new() },
        places: if place.is_empty() { vec![] } else { vec![format!("{PLAN}#{place}")] },
    }
}
