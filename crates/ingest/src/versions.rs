//! Several held texts of one document: a draft beside the copy that was issued, a Word file
//! beside its conversion. One of them answers for the document, and each knows the others.

use super::gather::Gathered;
use tracuu_index::entry::{Entry, Record as Stored};
use tracuu_index::record::VersionRecord;

/// Tells every text of a document of the others. `places` has for each entry the index of
/// the held document that it is.
pub(super) fn add_to(
    entries: &mut [Entry],
    places: &[Option<usize>],
    all: &Gathered<'_>,
) {
    /// Texts of one document that know each other; a reader chooses among a few.
    const MAX_VERSIONS: usize = 20;
    let mut others = vec![Vec::new(); all.held.len()];
    for record in &all.records {
        let texts: Vec<usize> = all.texts_of(record).take(MAX_VERSIONS).collect();
        for one in &texts {
            let versions = texts.iter().filter(|other| *other != one);
            let versions = versions.filter_map(|other| version(all, *one, *other));
            if let Some(slot) = others.get_mut(*one) {
                *slot = versions.collect();
            }
        }
    }
    for (entry, place) in entries.iter_mut().zip(places) {
        let versions = place.and_then(|index| others.get_mut(index));
        if let (Stored::Document(stored), Some(versions)) = (&mut entry.record, versions)
        {
            stored.versions = std::mem::take(versions);
        }
    }
}

fn version(all: &Gathered<'_>, one: usize, other: usize) -> Option<VersionRecord> {
    let (one, held) = (all.held.get(one)?, all.held.get(other)?);
    Some(VersionRecord {
        id: all.own_ids.get(other)?.clone(),
        source: held.source.clone(),
        is_same_text: one.text() == held.text(),
    })
}
