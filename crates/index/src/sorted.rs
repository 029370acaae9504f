//! Entries in an order that was asked for.

use tantivy::Order;
use tantivy::collector::Count;
use tantivy::collector::sort_key::SortByStaticFastValue;

use super::entry::Record;
use super::error::ReadError;
use super::plan::{Direction, Field, Plan};
use super::reader::{Collection, Listing, Page};

impl Collection {
    /// The entries of a plan by a number that they have, smallest or largest first, those
    /// without it last; of equal ones in the order of the collection.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn listed_by(
        &self,
        plan: &Plan,
        (field, direction): (Field, Direction),
        page: Page,
    ) -> Result<Listing<Record>, ReadError> {
        let by = |field: Field, order| {
            (SortByStaticFastValue::<u64>::for_field(field.name()), order)
        };
        let order = match direction {
            Direction::Ascending => Order::Asc,
            Direction::Descending => Order::Desc,
        };
        let key = (by(field, order), by(Field::Order, Order::Asc));
        let query = self.inner.compile(plan)?;
        let collector = (page.collector().order_by(key), Count);
        let (found, total) = self.inner.searcher.search(&*query, &collector)?;
        let items = found
            .into_iter()
            .map(|(_, address)| self.inner.record(address))
            .collect::<Result<_, _>>()?;
        Ok(Listing { items, total })
    }
}
