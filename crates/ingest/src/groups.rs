//! Write: what stands in the index, group by group, so that an ingest writes only what is not as it
//! was.
//!
//! A group are the entries of one document, of all that stands in one, or of one agency. It is
//! named by what it is of, and has a checksum of all that its entries are made of. What is counted
//! over all groups is kept group by group, but for phrases, which are too many: a text that goes
//! is taken out of their counts.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entries::agency::AgencyCounter;
use super::entries::phrases::PhraseCounter;
use super::entries::rank::NamePlaces;
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

/// A group as it is to be.
pub(super) struct NewGroup {
    pub(super) name: String,
    /// Checksum of all that its entries are made of.
    pub(super) made_of: String,
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

    /// Brings the groups of a kind to what they are to be, in their order. `build` makes the
    /// entries of the one with a number, and what it adds to what is counted.
    pub(super) fn write(
        &mut self,
        groups: &[NewGroup],
        mut build: impl FnMut(usize) -> (Vec<Entry>, GroupShare),
    ) -> Result<(), WriteError> {
        let label_before = |group: &NewGroup| Some(self.before.get(&group.name)?.label);
        let labels: Vec<Option<u64>> = groups.iter().map(label_before).collect();
        let labels = label::assign(&labels);
        for (number, (group, label)) in groups.iter().zip(labels).enumerate() {
            let known = self.before.remove(&group.name);
            let same = |known: &WrittenGroup| {
                known.made_of == group.made_of && known.label == label
            };
            let written = match known {
                Some(known) if same(&known) => known,
                known => {
                    if let Some(known) = known {
                        self.remove(&group.name, &known)?;
                    }
                    let (entries, share) = build(number);
                    for (id, text) in texts(entries.iter().map(|entry| &entry.record)) {
                        self.now.phrases.add(id, text);
                    }
                    let size = self.writer.add_group(&group.name, label, &entries)?;
                    WrittenGroup { made_of: group.made_of.clone(), label, size, share }
                }
            };
            self.now.groups.insert(group.name.clone(), written);
        }
        Ok(())
    }

    fn remove(&mut self, name: &str, group: &WrittenGroup) -> Result<(), WriteError> {
        if let Some(before) = &self.entries_before {
            let records = before.records(name)?;
            for (id, text) in texts(&records) {
                self.now.phrases.remove(id, text);
            }
        }
        self.writer.remove_group(name, &group.size);
        Ok(())
    }

    /// What a group adds to what is counted.
    pub(super) fn share(&self, group: &NewGroup) -> Option<&GroupShare> {
        Some(&self.now.groups.get(&group.name)?.share)
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
