//! Documents and what is known of them.

use serde::Serialize;
use utoipa::ToSchema;

use super::validity::{StandingOn, TimelineEvent};
use tracuu_index::record::{DocumentRecord, FactRecord, Origin};

/// Facts that can have one value only. Of titles and bodies several wordings are usual,
/// and no conflict.
const SINGLE_VALUED: [&str; 2] = ["type", "date"];

/// A document (văn bản) in a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentSummary {
    /// Id, readable and URL-safe.
    pub id: String,
    /// Canonical symbol; null for a document without a number.
    pub symbol: Option<String>,
    /// Name of the type, such as `Nghị quyết`.
    pub r#type: Option<String>,
    /// Id of the type, such as `nghi-quyet`.
    pub type_id: Option<String>,
    /// Date of issue, ISO; null where none is stated or sources conflict.
    pub date: Option<String>,
    /// Issuing body, as written.
    pub issuer: Option<String>,
    /// Title (trích yếu).
    pub title: Option<String>,
    /// Whether the full text is in the collection.
    pub held: bool,
    /// Number of mentions in the collection.
    pub n_mentions: usize,
    /// Its page on this service.
    pub url: String,
}

/// A document with everything that is stated of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Document {
    /// What a list shows.
    #[serde(flatten)]
    pub summary: DocumentSummary,
    /// Who signed; of held documents only.
    pub signer: Option<String>,
    /// Place of issue; of held documents only.
    pub place: Option<String>,
    /// File in the corpus; of held documents only.
    pub source: Option<String>,
    /// What is stated, by whom; conflicts stay side by side.
    pub facts: Vec<Fact>,
    /// Names of the facts of which two values are stated where one can be true.
    pub conflicts: Vec<String>,
    /// What is said of its force, by date, undated statements last.
    pub timeline: Vec<TimelineEvent>,
    /// The last year of the period in its title: a hint that its time has run out.
    pub period_end: Option<i16>,
    /// How it stands on the day asked for; null where none is asked for.
    pub standing: Option<StandingOn>,
}

/// One value of one fact, with everybody who states it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Fact {
    /// `type`, `date`, `issuer`, `title`, `status`, `replaced_by`, `amended_by` …
    pub field: String,
    /// What is stated; dates in ISO.
    pub value: String,
    /// Who states it, and where.
    pub stated_by: Vec<Statement>,
}

/// Who states a fact, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// `own` (the document's head), `catalogue` or `citation`.
    pub origin: &'static str,
    /// Id of the document that states it, or the catalogue's source.
    pub source: String,
    /// Paths of the citing provisions, or the catalogue's confidence.
    pub places: Vec<String>,
}

impl From<&DocumentRecord> for DocumentSummary {
    fn from(record: &DocumentRecord) -> Self {
        Self {
            id: record.id.clone(),
            symbol: record.symbol.clone(),
            r#type: record.type_name.clone(),
            type_id: record.type_id.clone(),
            date: record.date.clone(),
            issuer: record.issuer.clone(),
            title: record.title.clone(),
            held: record.held,
            n_mentions: record.n_mentions,
            url: format!("/documents/{}", record.id),
        }
    }
}

impl From<DocumentRecord> for Document {
    fn from(record: DocumentRecord) -> Self {
        let facts = grouped(&record.facts);
        Self {
            summary: DocumentSummary::from(&record),
            signer: record.signer,
            place: record.place,
            source: record.source,
            conflicts: conflicts(&facts),
            facts,
            timeline: record.events.iter().map(TimelineEvent::from).collect(),
            period_end: record.period_end,
            standing: None,
        }
    }
}

/// Statements of the same value of the same fact put together, in the order in which the
/// values first stand.
fn grouped(records: &[FactRecord]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for record in records {
        let statements = statements(record);
        let known = facts
            .iter_mut()
            .find(|fact| fact.field == record.field && fact.value == record.value);
        match known {
            Some(fact) => fact.stated_by.extend(statements),
            None => facts.push(Fact {
                field: record.field.clone(),
                value: record.value.clone(),
                stated_by: statements,
            }),
        }
    }
    facts
}

/// Who makes a statement. The places of citations name their documents (`id#path`); they
/// are put together by document, in the order of the record.
fn statements(record: &FactRecord) -> Vec<Statement> {
    let origin = origin_name(record.origin);
    if record.origin != Origin::Citation {
        let (source, places) = (record.source.clone(), record.places.clone());
        return vec![Statement { origin, source, places }];
    }
    let mut found: Vec<Statement> = Vec::new();
    for place in &record.places {
        let (source, path) = place.split_once('#').unwrap_or((&record.source, place));
        match found.iter_mut().find(|statement| statement.source == source) {
            Some(statement) if statement.places.iter().any(|known| known == path) => {}
            Some(statement) => statement.places.push(path.to_owned()),
            None => found.push(Statement {
                origin,
                source: source.to_owned(),
                places: vec![path.to_owned()],
            }),
        }
    }
    found
}

fn conflicts(facts: &[Fact]) -> Vec<String> {
    SINGLE_VALUED
        .into_iter()
        .filter(|field| facts.iter().filter(|fact| fact.field == *field).count() > 1)
        .map(str::to_owned)
        .collect()
}

const fn origin_name(origin: Origin) -> &'static str {
    match origin {
        Origin::Own => "own",
        Origin::Catalogue => "catalogue",
        Origin::Citation => "citation",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(field: &str, value: &str, place: &str) -> FactRecord {
        FactRecord {
            field: field.to_owned(),
            value: value.to_owned(),
            origin: Origin::Citation,
            source: String::new(),
            places: vec![format!("ke-hoach#{place}")],
        }
    }

    #[test]
    fn two_dates_are_a_conflict_and_two_titles_are_not() {
        let record = DocumentRecord {
            facts: vec![
                fact("date", "2021-11-09", "II.1"),
                fact("title", "về công tác cán bộ", "II.1"),
                fact("title", "công tác cán bộ", "II.2"),
                fact("date", "2021-11-03", "II.2"),
                fact("date", "2021-11-09", "II.3"),
            ],
            ..DocumentRecord::default()
        };
        let document = Document::from(record);
        assert_eq!(document.conflicts, ["date"]);
        assert_eq!(document.facts.len(), 4);
        let stated = &document.facts[0].stated_by;
        assert_eq!(stated.len(), 2);
        assert_eq!(
            (stated[1].source.as_str(), stated[1].places[0].as_str()),
            ("ke-hoach", "II.3")
        );
    }
}
