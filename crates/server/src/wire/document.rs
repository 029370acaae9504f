//! Documents and what is known of them.

use std::collections::HashMap;

use serde::{Serialize, Serializer};
use strum::VariantArray;
use utoipa::ToSchema;

use super::validity::{StandingOn, TimelineEvent};
use tracuu_index::record::{
    DocumentRecord, FactRecord, FactSource, FactValue, Origin, Support,
};
use tracuu_legal::document::fact_field::FactField;

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
    /// On what the title rests; null without a title, and of a document known by a name only.
    pub title_support: Option<Support>,
    /// Organisation of the letterhead, as printed, where `issuer` is who signs; of held
    /// documents only.
    pub letterhead: Option<String>,
    /// What is stated, by whom; conflicts stay side by side.
    pub facts: Vec<Fact>,
    /// Names of the facts of which two values are stated where one can be true.
    pub conflicts: Vec<FactField>,
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
    /// What it is about.
    pub field: FactField,
    /// What is stated; dates in ISO.
    #[serde(serialize_with = "in_words")]
    #[schema(value_type = String)]
    pub value: FactValue,
    /// Who states it, and where.
    pub stated_by: Vec<Statement>,
    /// Citing provisions that state it beside those listed: of a document that is cited
    /// everywhere some stand for all.
    pub n_more: usize,
}

/// Who states a fact, and where.
#[derive(Debug, Serialize, ToSchema)]
pub struct Statement {
    /// Who.
    pub origin: Origin,
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
            title_support: record.title_support,
            letterhead: record.letterhead,
            conflicts: conflicts(&facts),
            facts,
            timeline: record.events.iter().map(TimelineEvent::from).collect(),
            period_end: record.period_end,
            standing: None,
        }
    }
}

/// The value as clients get it: `2022: in_force` for a status.
fn in_words<S: Serializer>(value: &FactValue, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

/// Statements of the same value of the same fact put together, in the order in which the
/// values first stand.
fn grouped(records: &[FactRecord]) -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    for record in records {
        let statements = statements(record);
        let n_more = match &record.source {
            FactSource::Citations(places) => places.n_more,
            FactSource::Own { .. } | FactSource::Catalogue { .. } => 0,
        };
        let FactRecord { field, value, .. } = record;
        let known =
            facts.iter_mut().find(|fact| fact.field == *field && fact.value == *value);
        if let Some(fact) = known {
            fact.stated_by.extend(statements);
            fact.n_more += n_more;
        } else {
            let value = value.clone();
            facts.push(Fact { field: *field, value, stated_by: statements, n_more });
        }
    }
    facts
}

/// Who makes a statement. The places of citations are put together by document, in the
/// order of the record.
fn statements(record: &FactRecord) -> Vec<Statement> {
    let origin = record.origin();
    let cited = match &record.source {
        FactSource::Own { document } => {
            let (source, places) = (document.clone(), Vec::new());
            return vec![Statement { origin, source, places }];
        }
        FactSource::Catalogue { entries, confidence } => {
            let (source, places) = (entries.join("; "), vec![confidence.to_string()]);
            return vec![Statement { origin, source, places }];
        }
        FactSource::Citations(cited) => cited,
    };
    let mut found: Vec<Statement> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for place in &**cited {
        let path = &place.path;
        let at = *known.entry(place.document.as_str()).or_insert(found.len());
        match found.get_mut(at) {
            Some(statement) if statement.places.contains(path) => {}
            Some(statement) => statement.places.push(path.clone()),
            None => found.push(Statement {
                origin,
                source: place.document.clone(),
                places: vec![path.clone()],
            }),
        }
    }
    found
}

/// The facts of which two values are stated where one can be true.
fn conflicts(facts: &[Fact]) -> Vec<FactField> {
    let single =
        FactField::VARIANTS.iter().copied().filter(|field| field.is_single_valued());
    let n_values = |field| facts.iter().filter(|fact| fact.field == field).count();
    single.filter(|field| n_values(*field) > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::document::provision_key::ProvisionKey;

    fn fact(field: FactField, value: &str, path: &str) -> FactRecord {
        let places = vec![ProvisionKey::new("ke-hoach", path)];
        FactRecord {
            field,
            value: value.to_owned().into(),
            source: FactSource::Citations(places.into()),
        }
    }

    #[test]
    fn two_dates_are_a_conflict_and_two_titles_are_not() {
        let record = DocumentRecord {
            facts: vec![
                fact(FactField::Date, "2021-11-09", "II.1"),
                fact(FactField::Title, "về công tác cán bộ", "II.1"),
                fact(FactField::Title, "công tác cán bộ", "II.2"),
                fact(FactField::Date, "2021-11-03", "II.2"),
                fact(FactField::Date, "2021-11-09", "II.3"),
            ]
            .into(),
            ..DocumentRecord::default()
        };
        let document = Document::from(record);
        assert_eq!(document.conflicts, [FactField::Date]);
        assert_eq!(document.facts.len(), 4);
        let stated = &document.facts[0].stated_by;
        assert_eq!(stated.len(), 2);
        assert_eq!(
            (stated[1].source.as_str(), stated[1].places[0].as_str()),
            ("ke-hoach", "II.3")
        );
    }
}
