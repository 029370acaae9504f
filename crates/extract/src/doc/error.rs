//! Why a document of Word 97 to 2003 cannot be read.

/// Why a document of Word 97 to 2003 gives no manuscript.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum DocError {
    /// Its container cannot be opened, or lacks what every document has.
    #[error(
        "the Word 97-2003 document (doc) is damaged: {what}\n\
         hint: get it again, or open it in Word and save it as docx"
    )]
    Damaged {
        /// What is missing or wrong.
        what: &'static str,
    },
    /// Under a password.
    #[error(
        "the Word 97-2003 document (doc) is under a password\nhint: save it without one"
    )]
    Encrypted,
    /// Written by a Word before 97.
    #[error(
        "the Word document (doc) is older than Word 97\n\
         hint: open it in Word and save it as docx"
    )]
    TooOld,
    /// More paragraphs, cells or text than are read.
    #[error(
        "the Word 97-2003 document (doc) holds more paragraphs, cells or text than are read\n\
         hint: part it into its documents"
    )]
    TooMuch,
}
