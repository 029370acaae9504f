//! The ids of entries, without their records.

use tantivy::collector::Count;
use tantivy::columnar::StrColumn;
use tantivy::{Order, TantivyError};

use super::error::ReadError;
use super::plan::{Field, Plan};
use super::reader::{Collection, Listing, Page};

impl Collection {
    /// The ids of a plan's entries in the order of the collection, read from a column and
    /// so far cheaper than records. To find entries by these ids, join their plan
    /// ([`Plan::joined`], [`Plan::in_documents`]) instead.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn ids(&self, plan: &Plan, page: Page) -> Result<Listing<String>, ReadError> {
        let query = self.inner.compile(plan)?;
        let ordered =
            page.collector().order_by_u64_field(Field::Order.name(), Order::Asc);
        let (found, total) = self.inner.searcher.search(&*query, &(ordered, Count))?;
        let columns = self.id_columns()?;
        let items = found
            .into_iter()
            .filter_map(|(_, address)| {
                let column = columns.get(address.segment_ord as usize)?.as_ref()?;
                let ordinal = column.ords().first(address.doc_id)?;
                let mut id = String::new();
                match column.ord_to_str(ordinal, &mut id) {
                    Ok(true) => Some(Ok(id)),
                    Ok(false) => None,
                    Err(error) => Some(Err(TantivyError::from(error).into())),
                }
            })
            .collect::<Result<_, ReadError>>()?;
        Ok(Listing { items, total })
    }

    fn id_columns(&self) -> Result<Vec<Option<StrColumn>>, ReadError> {
        let segments = self.inner.searcher.segment_readers().iter();
        let columns = segments.map(|one| one.fast_fields().str(Field::Id.name()));
        Ok(columns.collect::<Result<_, TantivyError>>()?)
    }
}
