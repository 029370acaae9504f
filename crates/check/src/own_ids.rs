//! The draft itself, where the collection holds it.

use super::document_directory::ReferenceCollection;
use super::draft::Draft;
use super::title::TitleWords;
use tracuu_index::error::ReadError;
use tracuu_legal::citation::mention::Citation;

/// The ids under which the collection holds the draft itself: by symbol, else by type and
/// title.
pub(super) fn own_ids(
    draft: &Draft,
    reference: ReferenceCollection<'_>,
) -> Result<Vec<String>, ReadError> {
    let ReferenceCollection { directory, collection } = reference;
    let header = &draft.document.header;
    if let Some(head) = Citation::from_head(header) {
        let resolution = draft.resolve(&head, directory.catalogue());
        return Ok(resolution.id().map(str::to_owned).into_iter().collect());
    }
    let Some((title, collection)) = header.title.as_ref().zip(collection) else {
        return Ok(Vec::new());
    };
    let mut ids = Vec::new();
    for id in directory.ids_by_title(&TitleWords::read(&title.value)) {
        let record = collection.document(id)?;
        ids.extend(record.filter(|record| record.held).map(|record| record.id));
    }
    Ok(ids)
}
