//! What the collection states of one document, without what only the draft itself states.

use std::sync::OnceLock;

use jiff::civil::Date;

use super::finding::{Evidence, Statement};
use super::title::TitleWords;
use tracuu_index::record::{
    DocumentRecord, FactRecord, FactSource, Origin, OutlineEntry,
};
use tracuu_legal::citation::identity::Organisation;
use tracuu_legal::citation::relation::RelationKind;
use tracuu_legal::citation::validity::{EventSource, Timeline};
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;

/// What is stated of a document.
#[derive(Clone, Debug)]
pub(super) struct DocumentFacts {
    record: DocumentRecord,
    /// The titles that the most reliable state, read at the first comparison.
    titles: OnceLock<Vec<TitleWords>>,
    /// What is said of its force, put in order when it is first asked for.
    timeline: OnceLock<Timeline>,
}

/// How reliable the best statement of a fact is, the most reliable last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum SourceRank {
    /// Other documents that cite it.
    Cited,
    /// The catalogue.
    Catalogue,
    /// The document itself.
    Own,
}

impl DocumentFacts {
    /// The facts of a record that do not come from the documents in `own` alone; `None`
    /// where nothing else knows the document.
    pub(super) fn from_record(
        mut record: DocumentRecord,
        own: &[String],
    ) -> Option<Self> {
        record.facts.change(|facts| {
            facts.retain_mut(|fact| {
                let FactSource::Citations(places) = &mut fact.source else { return true };
                places.retain(|place| !own.contains(&place.document));
                !places.is_empty()
            });
        });
        record.events.retain(|event| match &event.source {
            EventSource::Provision(place) => !own.contains(&place.document),
            EventSource::Citers | EventSource::Catalogue { .. } => true,
        });
        (record.held || !record.facts.is_empty()).then(|| Self {
            record,
            titles: OnceLock::new(),
            timeline: OnceLock::new(),
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.record.id
    }

    pub(super) fn symbol(&self) -> Option<&str> {
        self.record.symbol.as_deref()
    }

    /// Who issued it, by its symbol and those who cite it.
    pub(super) fn organisation(&self) -> Option<&Organisation> {
        self.record.organisation.as_ref()
    }

    pub(super) fn document_type(&self) -> Option<DocumentType> {
        self.record.type_id.as_deref().and_then(DocumentType::from_id)
    }

    /// How reliable the type is: the record takes it from the most reliable of all.
    pub(super) fn type_rank(&self) -> SourceRank {
        let ranks = self.record.facts.iter().map(|fact| source_rank(fact.origin()));
        ranks.max().unwrap_or(SourceRank::Cited)
    }

    /// The provision tree, where the full text is held.
    pub(super) fn outline(&self) -> Option<&[OutlineEntry]> {
        let is_read = self.record.held && !self.record.outline.is_empty();
        is_read.then_some(&*self.record.outline)
    }

    /// What is said of its force.
    pub(super) fn timeline(&self) -> &Timeline {
        self.timeline.get_or_init(|| self.record.timeline())
    }

    /// Ids of the documents that it carries out, as its own text says.
    pub(super) fn carried_out(&self) -> impl Iterator<Item = &str> {
        let edges = self.record.relations.iter();
        let own = edges.filter(|edge| edge.source == self.record.id);
        own.filter(|edge| edge.kind == RelationKind::Implements)
            .map(|edge| edge.target.as_str())
    }

    /// The statements of a field, the most reliable first.
    pub(super) fn all(&self, field: FactField) -> Vec<&FactRecord> {
        let mut stated: Vec<_> =
            self.record.facts.iter().filter(|fact| fact.field == field).collect();
        stated.sort_by_key(|fact| std::cmp::Reverse(source_rank(fact.origin())));
        stated
    }

    /// The statements of the most reliable who state a field at all, and how reliable
    /// they are.
    pub(super) fn best(
        &self,
        field: FactField,
    ) -> Option<(SourceRank, Vec<&FactRecord>)> {
        let mut stated = self.all(field);
        let best = source_rank(stated.first()?.origin());
        stated.retain(|fact| source_rank(fact.origin()) == best);
        Some((best, stated))
    }

    /// Dates of issue as the most reliable state them.
    pub(super) fn dates(&self) -> Vec<DateText> {
        let best =
            self.best(FactField::Date).map(|(_, stated)| stated).unwrap_or_default();
        best.iter().filter_map(|fact| fact.value.as_text()?.parse().ok()).collect()
    }

    /// The day of issue where it is known and undisputed.
    pub(super) fn day(&self) -> Option<Date> {
        match self.dates()[..] {
            [only] => only.day(),
            _ => None,
        }
    }

    /// The fullest title of the most reliable.
    pub(super) fn title(&self) -> Option<&str> {
        let (_, stated) = self.best(FactField::Title)?;
        stated
            .iter()
            .filter_map(|fact| fact.value.as_text())
            .max_by_key(|title| title.len())
    }

    /// The words of the titles that the most reliable state.
    pub(super) fn titles(&self) -> &[TitleWords] {
        self.titles.get_or_init(|| {
            let stated = self.best(FactField::Title).map(|(_, stated)| stated);
            let titles = stated.into_iter().flatten();
            titles
                .filter_map(|fact| Some(TitleWords::read(fact.value.as_text()?)))
                .collect()
        })
    }

    pub(super) fn issuer(&self) -> Option<&str> {
        let (_, stated) = self.best(FactField::Issuer)?;
        stated.first()?.value.as_text()
    }

    /// A statement as evidence.
    pub(super) fn evidence(&self, fact: &FactRecord) -> Evidence {
        Evidence {
            document: self.record.id.clone(),
            statement: Statement::Fact(fact.clone()),
        }
    }

    /// What the most reliable state of a field, as evidence.
    pub(super) fn evidence_for(&self, field: FactField) -> Vec<Evidence> {
        let best = self.best(field).map(|(_, stated)| stated).unwrap_or_default();
        best.into_iter().map(|fact| self.evidence(fact)).collect()
    }
}

const fn source_rank(origin: Origin) -> SourceRank {
    match origin {
        Origin::Own => SourceRank::Own,
        Origin::Catalogue => SourceRank::Catalogue,
        Origin::Citation => SourceRank::Cited,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_legal::document::fact_field::FactConfidence;
    use tracuu_legal::document::provision_key::ProvisionKey;

    fn fact(value: &str, source: FactSource) -> FactRecord {
        FactRecord { field: FactField::Date, value: value.to_owned().into(), source }
    }

    fn cited(value: &str, documents: &[&str]) -> FactRecord {
        let places = documents.iter().map(|document| ProvisionKey::new(*document, "I"));
        fact(value, FactSource::Citations(places.collect::<Vec<_>>().into()))
    }

    #[test]
    fn a_draft_is_no_evidence_for_itself() {
        let record = DocumentRecord {
            facts: vec![
                cited("2021-11-03", &["own"]),
                cited("2021-02-03", &["own", "other"]),
            ]
            .into(),
            ..DocumentRecord::default()
        };
        let own = ["own".to_owned()];
        let facts = DocumentFacts::from_record(record.clone(), &own).unwrap();
        assert_eq!(facts.dates().len(), 1);
        let evidence = facts.evidence(facts.all(FactField::Date)[0]);
        assert_eq!(evidence.statement.places(), [ProvisionKey::new("other", "I")]);
        let both = ["own".to_owned(), "other".to_owned()];
        assert!(DocumentFacts::from_record(record, &both).is_none());
    }

    #[test]
    fn the_document_itself_is_believed_before_the_catalogue() {
        let catalogue = FactSource::Catalogue {
            entries: vec!["công báo".into()],
            confidence: FactConfidence::High,
        };
        let record = DocumentRecord {
            facts: vec![
                cited("2021", &["other"]),
                fact("2020-01-01", catalogue),
                fact("2020-02-02", FactSource::Own { document: "it".into() }),
            ]
            .into(),
            ..DocumentRecord::default()
        };
        let facts = DocumentFacts::from_record(record, &[]).unwrap();
        assert_eq!(facts.day().map(|day| day.to_string()), Some("2020-02-02".into()));
    }
}
