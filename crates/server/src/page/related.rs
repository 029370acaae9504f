//! The relations of a document with others, both ways, as a page shows them.

use super::findings::{SourceLink, place_source};
use super::names::DocumentNames;
use crate::problem::Problem;
use tracuu_index::key::{cites_term, stated_term};
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page};
use tracuu_index::record::{DocumentRecord, EdgeRecord};
use tracuu_legal::citation::relation::RelationKind;
use tracuu_print::messages::spoken;
use tracuu_text::capitals;

/// Documents asked for that cite one, or state its relations.
const MAX_CITERS: usize = 200;

/// Documents shown under one heading; the page of the graph and the interface have more.
const MAX_SHOWN: usize = 60;

/// The documents that stand in one relation to a document.
pub(super) struct RelationGroup {
    /// `Căn cứ`, `Được thay thế bởi` …
    pub(super) label: String,
    /// The documents.
    pub(super) documents: Vec<Related>,
    /// Those beyond the ones shown.
    pub(super) n_more: usize,
}

/// A related document.
pub(super) struct Related {
    /// The document.
    pub(super) document: SourceLink,
    /// Its title; may be empty.
    pub(super) title: String,
    /// Whether the relation concerns some provisions only.
    pub(super) is_partial: bool,
    /// The place that says so.
    pub(super) place: SourceLink,
}

/// A heading: the kind, and whether the document at hand acts.
type Heading = (RelationKind, bool);

/// The relations of a document, its own first, in the order of their kinds.
pub(super) fn groups(
    collection: &Collection,
    record: &DocumentRecord,
    names: &mut DocumentNames<'_>,
) -> Result<Vec<RelationGroup>, Problem> {
    let terms = [cites_term(&record.id), stated_term(&record.id)];
    let plan = Plan::any_of(Field::Relation, terms);
    let page = Page { offset: 0, limit: MAX_CITERS };
    let citers = collection.documents(&plan, page)?.items;
    let mut found: Vec<(Heading, RelationGroup)> = Vec::new();
    let own = record.relations.iter().map(|edge| (edge, record.id.as_str()));
    let others = citers.iter().filter(|citer| citer.id != record.id);
    let others = others.flat_map(|citer| {
        let said = citer.relations.iter().chain(&citer.stated);
        said.map(|edge| (edge, citer.id.as_str()))
    });
    for (edge, stated_in) in own.chain(others) {
        add(&mut found, edge, stated_in, &record.id, names)?;
    }
    found.sort_by_key(|((kind, acts), _)| (!acts, *kind));
    Ok(found.into_iter().map(|(_, group)| group).collect())
}

fn add(
    found: &mut Vec<(Heading, RelationGroup)>,
    edge: &EdgeRecord,
    stated_in: &str,
    id: &str,
    names: &mut DocumentNames<'_>,
) -> Result<(), Problem> {
    let kind = edge.kind;
    let acts = edge.source == id;
    let other = match (acts, edge.target == id) {
        (true, false) => &edge.target,
        (false, true) => &edge.source,
        _ => return Ok(()),
    };
    let heading = (kind, acts);
    let place = found.iter().position(|(known, _)| *known == heading);
    let place = place.unwrap_or_else(|| {
        let label = if acts {
            capitals::capitalised(spoken().relation(kind))
        } else {
            spoken().passive_relation(kind).to_owned()
        };
        found.push((heading, RelationGroup { label, documents: Vec::new(), n_more: 0 }));
        found.len() - 1
    });
    let Some((_, group)) = found.get_mut(place) else { return Ok(()) };
    let url = format!("/documents/{other}");
    if group.documents.iter().any(|known| known.document.url.as_ref() == Some(&url)) {
        return Ok(());
    }
    if group.documents.len() >= MAX_SHOWN {
        group.n_more += 1;
        return Ok(());
    }
    let name = names.name(other)?;
    group.documents.push(Related {
        document: SourceLink { text: name.full, url: Some(url) },
        title: name.title.unwrap_or_default(),
        is_partial: edge.is_partial,
        place: place_source(stated_in, &edge.path, names)?,
    });
    Ok(())
}
