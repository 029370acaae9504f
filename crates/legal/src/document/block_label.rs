//! The label of a block by its looks alone, bullets included: where its words begin, and
//! what its siblings look like.
//!
//! [`label`](super::label) reads the labels that provisions may have, with the sequence
//! that they stand in; here a block stands for itself, and a wrong label costs nothing but
//! the words behind it.

use tracuu_text::numeral::roman;

/// How a block is labelled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum LabelStyle {
    /// 3. 3- 3)
    Number,
    /// 3.1.
    Dotted,
    /// IV.
    Roman,
    /// a)
    Letter,
    /// - + •
    Bullet,
}

/// The label of a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BlockLabel {
    /// Its length in bytes, with what stands before it.
    pub(crate) end: usize,
    pub(crate) style: LabelStyle,
}

impl BlockLabel {
    /// The label with which a block begins.
    pub(crate) fn read(block: &str) -> Option<Self> {
        let trimmed = block.trim_start_matches(['*', ' ']);
        let skipped = block.len() - trimmed.len();
        if let Some(rest) = trimmed.strip_prefix(['-', '+', '•', '–']) {
            return Some(Self {
                end: block.len() - rest.len(),
                style: LabelStyle::Bullet,
            });
        }
        let end = trimmed.find([' ', '\t']).unwrap_or(trimmed.len());
        let word = trimmed.get(..end).unwrap_or_default();
        let inside = word.trim_end_matches(['.', ')', '-', '/', ':']);
        let is_marked = inside.len() < word.len();
        if !is_marked || inside.is_empty() {
            return None;
        }
        // "c)" is the third point, no hundred.
        let is_small_letter = inside.len() == 1 && inside.starts_with(char::is_lowercase);
        let style = if inside.bytes().all(|byte| byte.is_ascii_digit()) {
            LabelStyle::Number
        } else if inside.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            LabelStyle::Dotted
        } else if roman(inside).is_some() && !is_small_letter {
            LabelStyle::Roman
        } else if inside.chars().count() == 1 {
            LabelStyle::Letter
        } else {
            return None;
        };
        Some(Self { end: skipped + end, style })
    }
}
