//! Fields: their results are text, their codes are not, and numbers of pages belong to the
//! layout.

use crate::flow::is_layout_field;
use crate::package::error::{PackageError, PackagePart};

/// Most fields inside each other.
const MAX_FIELDS: usize = 64;

/// So much of a code is kept, in bytes; its name stands first.
const MAX_CODE_BYTES: usize = 64;

/// The fields that are open, from outside to inside.
#[derive(Default)]
pub(super) struct OpenFields {
    open: Vec<OpenField>,
}

#[derive(Default)]
struct OpenField {
    code: String,
    in_result: bool,
    hides_result: bool,
}

impl OpenFields {
    /// Opens a field with its code, as far as it is known.
    ///
    /// # Errors
    ///
    /// Too many fields inside each other.
    pub(super) fn open(
        &mut self,
        code: &str,
        part: PackagePart,
    ) -> Result<(), PackageError> {
        if self.open.len() >= MAX_FIELDS {
            return Err(PackageError::TooDeep { part, limit: MAX_FIELDS });
        }
        self.open.push(OpenField::default());
        self.add_code(code);
        Ok(())
    }

    /// Adds to the code of the innermost field.
    pub(super) fn add_code(&mut self, code: &str) {
        if let Some(field) = self.open.last_mut()
            && field.code.len() < MAX_CODE_BYTES
        {
            field.code.extend(code.chars().take(MAX_CODE_BYTES));
        }
    }

    /// The code of the innermost field ends.
    pub(super) fn show_result(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.hides_result = is_layout_field(&field.code);
            field.in_result = true;
        }
    }

    /// The innermost field ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// Drops fields whose code does not end with its paragraph: they would hide all that
    /// follows. Results may go on over paragraphs, as in a table of contents.
    pub(super) fn end_codes(&mut self) {
        self.open.retain(|field| field.in_result);
    }

    /// Whether text is no text of the document here.
    pub(super) fn hide(&self) -> bool {
        self.open.iter().any(|field| !field.in_result || field.hides_result)
    }
}
