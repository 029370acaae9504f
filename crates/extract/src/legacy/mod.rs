//! Text from before Unicode: which encoding it is in, and its letters in Unicode.
//!
//! The old encodings put Vietnamese letters on the codes of Western ones, so that the same
//! bytes read `NghÞ quyÕt` in one and `Nghị quyết` in another. What is known about them is
//! in `data/tcvn3.tsv`, `data/vni.tsv` and `data/viscii.tsv`. The name of a font is a hint
//! that often lies; the share of well-formed Vietnamese syllables decides (`score`).

mod encoding;
pub(crate) mod font;
mod recognise;
mod score;

pub(crate) use encoding::LegacyEncoding;
pub(crate) use recognise::{recognise_bytes, recognise_in_font, recognise_text};
