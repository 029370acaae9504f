//! Why an entry has the score of a query whose entries are all scored alike.

use tantivy::query::{Explanation, Scorer};
use tantivy::{DocId, TantivyError};

/// Why an entry has the score of a query of such entries: `what` all of them have.
///
/// # Errors
/// Where it is none of them.
pub(super) fn explain(
    mut found: Box<dyn Scorer>,
    entry: DocId,
    what: &'static str,
) -> tantivy::Result<Explanation> {
    if found.seek(entry) == entry {
        return Ok(Explanation::new(what, 1.0));
    }
    Err(TantivyError::InvalidArgument("no such entry".to_owned()))
}
