//! A file inside an archive or a mail.

use tracuu_text::read_failure::ReadFailure;

/// A file inside another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InnerFile {
    /// Its name with its folders, parted by `/`, to be shown. It is no path: nothing is ever
    /// written or opened under it.
    pub name: String,
    /// Its bytes, or why they cannot be unpacked.
    pub bytes: Result<Vec<u8>, ReadFailure>,
}

/// The name of an inner file as it is shown: without steps that lead out, and without what
/// nobody sees.
pub(super) fn shown_name(name: &str) -> String {
    let name = tracuu_text::invisible::visible(name);
    let steps = name.split(['/', '\\']).map(str::trim);
    let steps = steps.filter(|step| !matches!(*step, "" | "." | ".."));
    let steps = steps.map(|step| step.replace(char::is_control, " "));
    steps.collect::<Vec<_>>().join("/")
}
