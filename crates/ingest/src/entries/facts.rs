//! What is stated of a document, by whom and where.

use crate::corpus::catalogue::{CatalogueEntry, CatalogueRelation};
use crate::document_facts::HeadFacts;
use crate::linked_collection::{LinkedCollection, NumberedDocument};
use tracuu_index::record::{FactRecord, FactSource, FactValue};
use tracuu_legal::citation::record::MentionPlace;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::{FactConfidence, FactField};
use tracuu_legal::document::provision_key::ProvisionKey;

/// All facts that are stated of a document: by itself, the catalogue, and its citers.
pub(super) fn stated_facts(
    collection: &LinkedCollection<'_>,
    numbered: &NumberedDocument<'_>,
) -> Vec<FactRecord> {
    let NumberedDocument { record, texts, catalogue } = numbered;
    let mut facts = Vec::new();
    if let Some(held) = texts.first() {
        add_own(&mut facts, &collection[*held].source.facts.head, &record.id);
    }
    for entry in catalogue {
        add_listed(&mut facts, entry);
    }
    let mut add = |field, value: String, places: &[MentionPlace]| {
        let provisions = cited_in(collection, places);
        if !provisions.is_empty() {
            let source = FactSource::Citations(provisions.into());
            facts.push(FactRecord { field, value: value.into(), source });
        }
    };
    for stated in &record.types {
        add(FactField::Type, stated.value.name().to_owned(), &stated.places);
    }
    for stated in &record.dates {
        add(FactField::Date, stated.value.to_string(), &stated.places);
    }
    for stated in &record.issuers {
        add(FactField::Issuer, stated.value.clone(), &stated.places);
    }
    for stated in &record.titles {
        add(FactField::Title, stated.value.clone(), &stated.places);
    }
    facts
}

/// Adds what the head of a held document states.
pub(super) fn add_own(facts: &mut Vec<FactRecord>, head: &HeadFacts, id: &str) {
    let type_name = head.document_type.map(DocumentType::name);
    let stated = [
        (FactField::Type, type_name.map(str::to_owned)),
        (FactField::Date, head.date.map(|date| date.to_string())),
        (FactField::Issuer, head.issuer.clone()),
        (FactField::Title, head.title.clone()),
    ];
    facts.extend(stated.into_iter().filter_map(|(field, value)| {
        let source = FactSource::Own { document: id.to_owned() };
        Some(FactRecord { field, value: value?.into(), source })
    }));
}

/// The provisions in which mentions stand.
pub(super) fn cited_in(
    collection: &LinkedCollection<'_>,
    places: &[MentionPlace],
) -> Vec<ProvisionKey> {
    let mentions = places.iter().filter_map(|place| collection.mention(*place));
    let provisions = mentions.filter_map(|mention| {
        Some(ProvisionKey::new(&*mention.document.id, mention.path?))
    });
    let mut provisions: Vec<ProvisionKey> = provisions.collect();
    provisions.dedup();
    provisions
}

/// Adds what an entry of the catalogue states.
fn add_listed(facts: &mut Vec<FactRecord>, entry: &CatalogueEntry) {
    let mut add =
        |field, value: FactValue, confidence: FactConfidence, from: &[String]| {
            let source = FactSource::Catalogue { entries: from.to_vec(), confidence };
            facts.push(FactRecord { field, value, source });
        };
    let days = [(FactField::Date, &entry.date), (FactField::Effective, &entry.effective)];
    for (field, stated) in days {
        if let Some(stated) = stated {
            add(
                field,
                stated.value.to_string().into(),
                stated.confidence,
                &stated.sources,
            );
        }
    }
    let texts = [(FactField::Issuer, &entry.issuer), (FactField::Title, &entry.title)];
    for (field, stated) in texts {
        if let Some(stated) = stated {
            add(field, stated.value.clone().into(), stated.confidence, &stated.sources);
        }
    }
    for stated in &entry.validity {
        let value = FactValue::Status(stated.value);
        add(FactField::Validity, value, stated.confidence, &stated.sources);
    }
    let name = |relation: &CatalogueRelation| match relation.date {
        Some(date) => format!("{} ({date})", relation.symbol),
        None => relation.symbol.to_string(),
    };
    for (field, relations) in [
        (FactField::AmendedBy, &entry.amended_by),
        (FactField::ReplacedBy, &entry.replaced_by),
    ] {
        for relation in relations {
            add(field, name(relation).into(), relation.confidence, &relation.sources);
        }
    }
}
