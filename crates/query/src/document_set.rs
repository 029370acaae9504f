//! Documents that a question names, as a plan that the engine joins: however many they
//! are, no list of ids passes through.

use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, JoinColumn, Plan};
use tracuu_index::reader::{Collection, MAX_PAGE, Page, of_kind};
use tracuu_index::record::DocumentRecord;

/// Most records that are read to see which documents fit a condition that no plan can
/// express; reading one takes some 30 µs. What lies beyond is left out, and said.
const MAX_READ: usize = 5 * MAX_PAGE;

/// Records that fit a condition.
pub(crate) struct FittingDocuments {
    /// In the order of the collection.
    pub(crate) records: Vec<DocumentRecord>,
    /// Whether these are all; `false` where records were left unread.
    pub(crate) is_whole: bool,
}

/// The documents of a plan whose records fit, of the first [`MAX_READ`].
pub(crate) fn fitting(
    collection: &Collection,
    plan: &Plan,
    fits: impl Fn(&DocumentRecord) -> bool,
) -> Result<FittingDocuments, ReadError> {
    let mut records = Vec::new();
    let mut page = Page::WHOLE;
    loop {
        let found = collection.documents(plan, page)?;
        page.offset += found.items.len();
        let is_whole = found.items.is_empty() || page.offset >= found.total;
        records.extend(found.items.into_iter().filter(&fits));
        if is_whole || page.offset >= MAX_READ {
            return Ok(FittingDocuments { records, is_whole });
        }
    }
}

impl FittingDocuments {
    /// The documents themselves, of the plan in which they were read.
    pub(crate) fn within(self, plan: &Plan) -> DocumentSet {
        let ids = self.records.into_iter().map(|document| document.id);
        let plan = Plan::all([plan.clone(), Plan::any_of(Field::Id, ids)]);
        DocumentSet { plan, is_whole: self.is_whole }
    }
}

/// Documents that a question names.
#[derive(Clone, Debug)]
pub(crate) struct DocumentSet {
    /// A plan over documents only.
    pub(crate) plan: Plan,
    /// Whether it has all of them; `false` where records were left unread.
    pub(crate) is_whole: bool,
}

impl DocumentSet {
    /// All documents of a plan.
    pub(crate) const fn new(plan: Plan) -> Self {
        Self { plan, is_whole: true }
    }

    /// No document.
    pub(crate) const EMPTY: Self = Self::new(Plan::Nothing);

    /// The documents of a plan whose records fit, of the first [`MAX_READ`].
    pub(crate) fn from_records(
        collection: &Collection,
        plan: &Plan,
        fits: impl Fn(&DocumentRecord) -> bool,
    ) -> Result<Self, ReadError> {
        Ok(fitting(collection, plan, fits)?.within(plan))
    }

    /// The documents themselves, and all that stands in them.
    pub(crate) fn inside(&self) -> Plan {
        let themselves = Plan::all([of_kind(EntryKind::Document), self.plan.clone()]);
        Plan::some([themselves, self.joined(Field::Document)])
    }

    /// Entries that have the id of one of the documents in a field.
    pub(crate) fn joined(&self, field: Field) -> Plan {
        Plan::joined(field, JoinColumn::Id, self.plan.clone())
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self, collection: &Collection) -> Result<bool, ReadError> {
        Ok(collection.count(&self.plan)? == 0)
    }
}
