//! Types of documents (loại văn bản), as dated data: `data/document-types.tsv`.

/// One type of document, such as Nghị quyết. Compared by identity of its row.
#[derive(Clone, Copy, Debug)]
pub struct DocumentType(&'static TypeRow);

/// A row of `data/document-types.tsv`.
#[derive(Debug)]
pub struct TypeRow {
    /// Readable id, also part of document ids: `nghi-quyet`. Listed, never derived.
    pub id: &'static str,
    /// The name as printed in running text: `Nghị quyết`.
    pub name: &'static str,
    /// Codes in party symbols, canonical first: `QĐ`, `QĐi`.
    pub party_codes: Vec<&'static str>,
    /// Codes in state symbols, canonical first.
    pub state_codes: Vec<&'static str>,
}

impl PartialEq for DocumentType {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for DocumentType {}

impl DocumentType {
    /// The readable id, such as `nghi-quyet`.
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The name as printed, such as `Nghị quyết`.
    pub fn name(self) -> &'static str {
        self.0.name
    }
}
