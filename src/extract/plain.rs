//! Plain text.

use crate::text::builder::ManuscriptBuilder;
use crate::text::manuscript::Manuscript;
use crate::text::styled::StyledText;

/// Reads plain text: a line a block.
pub fn read_text(text: &str) -> Manuscript {
    let mut builder = ManuscriptBuilder::default();
    for line in text.lines() {
        builder.paragraph(&StyledText::plain(line));
    }
    builder.finish()
}

/// Reads Markdown (for now without its marks).
pub fn read_markdown(text: &str) -> Manuscript {
    let mut builder = ManuscriptBuilder::default();
    for line in text.lines() {
        let hashes = line.bytes().take_while(|byte| *byte == b'#').count();
        let clean = line.trim_start_matches('#').replace("**", "").replace('*', "");
        match u8::try_from(hashes) {
            Ok(level @ 1..=6) => builder.heading(level, &StyledText::plain(clean)),
            _ => builder.paragraph(&StyledText::plain(clean)),
        }
    }
    builder.finish()
}
