//! Write: what stands in the index, group by group, so that an ingest writes only what is not as it
//! was.
//!
//! A group are the entries of one document, of all that stands in one, or of one agency. It is
//! named by what it is of, and has a checksum of all that its entries are made of. What is counted
//! over all groups is kept group by group, but for phrases, which are too many: a text that goes
//! is taken out of their counts.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::entries::agency::AgencyCounter;
use super::entries::phrases::PhraseCounter;
use super::entries::rank::NamePlaces;
use super::entries::summary::DocumentSummary;
use tracuu_index::entry::{Entry, Record};
use tracuu_index::group::GroupSize;
use tracuu_index::label;
use tracuu_index::suggest::record::NewSuggestion;
use tracuu_index::writer::{Sample, WriteError, Writer};
use tracuu_index::written::WrittenEntries;

/// Changes with everything that makes entries (`build.rs`).
const WRITER: &str = env!("TRACUU_WRITER_HASH");

/// What stands in an index.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct WrittenGroups {
    /// Version of what wrote it.
    writer: String,
    pub(super) sample: Sample,
    pub(super) places: NamePlaces,
    /// By their ids.
    pub(super) summaries: FxHashMap<String, KnownSummary>,
    groups: BTreeMap<String, WrittenGroup>,
    pub(super) phrases: PhraseCounter,
}

/// A group as it was written.
#[derive(Serialize, Deserialize)]
struct WrittenGroup {
    /// Checksum of all that its entries are made of.
    made_of: String,
    /// Its place among all groups of its kind.
    label: u64,
    size: GroupSize,
    share: GroupShare,
}

/// What a group adds to what is counted over all of them.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct GroupShare {
    pub(super) agencies: AgencyCounter,
    pub(super) suggestions: Vec<NewSuggestion>,
    pub(super) n_units: usize,
    pub(super) n_assignments: usize,
}

/// A document as it was summed up, and of what it was made then.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KnownSummary {
    pub(super) made_of: String,
    pub(super) summary: DocumentSummary,
}

/// A group as it is to be.
pub(super) struct NewGroup {
    pub(super) name: String,
    /// Checksum of all that its entries are made of.
    pub(super) made_of: String,
}

/// What is to be done for a group.
pub(super) struct GroupPlan {
    pub(super) group: NewGroup,
    label: u64,
    /// Whether it is not as it was, so that its entries are to be made.
    pub(super) is_new: bool,
}

impl WrittenGroups {
    /// Nothing yet.
    pub(super) fn new(sample: Sample) -> Self {
        let phrases = PhraseCounter::new(sample);
        Self { writer: WRITER.to_owned(), sample, phrases, ..Self::default() }
    }

    /// What was kept with a generation; `None` where another program wrote it, or with another
    /// sample.
    pub(super) fn read(kept: &[u8], sample: Sample) -> Option<Self> {
        let read: Self = serde_json::from_slice(kept).ok()?;
        (read.writer == WRITER && read.sample == sample).then_some(read)
    }

    /// All that groups add to the suggestions, and the phrases.
    pub(super) fn into_suggestions(self) -> (Vec<NewSuggestion>, PhraseCounter) {
        let shares = self.groups.into_values().map(|group| group.share);
        (shares.flat_map(|share| share.suggestions).collect(), self.phrases)
    }
}

/// Writes groups that are not as they were, and leaves those that are.
pub(super) struct GroupWriter {
    pub(super) writer: Writer,
    /// Groups of the generation before that were not met yet.
    before: BTreeMap<String, WrittenGroup>,
    /// Their entries.
    entries_before: Option<WrittenEntries>,
    pub(super) now: WrittenGroups,
}

impl GroupWriter {
    /// Starts from what was written before, which the writer has taken over.
    pub(super) fn new(
        writer: Writer,
        mut before: WrittenGroups,
        entries_before: Option<WrittenEntries>,
    ) -> Self {
        let groups = std::mem::take(&mut before.groups);
        Self { writer, before: groups, entries_before, now: before }
    }

    /// Finds out what is to be done for the groups of a kind, which are given in their order: those
    /// that are as they were stay, the others are removed.
    pub(super) fn plan(
        &mut self,
        groups: Vec<NewGroup>,
    ) -> Result<Vec<GroupPlan>, WriteError> {
        let label_before = |group: &NewGroup| Some(self.before.get(&group.name)?.label);
        let labels: Vec<Option<u64>> = groups.iter().map(label_before).collect();
        let labels = label::assign(&labels);
        let mut plans = Vec::with_capacity(groups.len());
        for (group, label) in groups.into_iter().zip(labels) {
            let known = self.before.remove(&group.name);
            let is_new = !known.as_ref().is_some_and(|known| {
                known.made_of == group.made_of && known.label == label
            });
            match known {
                Some(known) if is_new => self.remove(&group.name, &known)?,
                Some(known) => drop(self.now.groups.insert(group.name.clone(), known)),
                None => {}
            }
            plans.push(GroupPlan { group, label, is_new });
        }
        Ok(plans)
    }

    /// Writes the entries of a new group, with what it adds to what is counted.
    pub(super) fn put(
        &mut self,
        plan: &GroupPlan,
        entries: &[Entry],
        share: GroupShare,
    ) -> Result<(), WriteError> {
        let NewGroup { name, made_of } = &plan.group;
        for (id, text) in texts(entries.iter().map(|entry| &entry.record)) {
            self.now.phrases.add(id, text);
        }
        let size = self.writer.add_group(name, plan.label, entries)?;
        let (made_of, label) = (made_of.clone(), plan.label);
        let written = WrittenGroup { made_of, label, size, share };
        self.now.groups.insert(name.clone(), written);
        Ok(())
    }

    fn remove(&mut self, name: &str, group: &WrittenGroup) -> Result<(), WriteError> {
        // Only units have texts.
        let entries = self.entries_before.as_ref().filter(|_| group.share.n_units > 0);
        if let Some(before) = entries {
            let records = before.records(name)?;
            for (id, text) in texts(&records) {
                self.now.phrases.remove(id, text);
            }
        }
        self.writer.remove_group(name, &group.size);
        Ok(())
    }

    /// What a group adds to what is counted.
    pub(super) fn share(&self, plan: &GroupPlan) -> Option<&GroupShare> {
        Some(&self.now.groups.get(&plan.group.name)?.share)
    }

    /// Removes the groups that were not met.
    pub(super) fn remove_rest(&mut self) -> Result<(), WriteError> {
        for (name, group) in std::mem::take(&mut self.before) {
            self.remove(&name, &group)?;
        }
        Ok(())
    }
}

/// The texts whose phrases are counted, with the ids of their units.
fn texts<'r>(
    records: impl IntoIterator<Item = &'r Record>,
) -> impl Iterator<Item = (&'r str, &'r str)> {
    records.into_iter().filter_map(|record| match record {
        Record::Unit(unit) => Some((unit.id.as_str(), unit.text.as_str())),
        _ => None,
    })
}
