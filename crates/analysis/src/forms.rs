//! The forms of syllables, remembered.
//!
//! [`FormsMemo`] is the heart of the analyzers' speed: a surface (`"Nghị"`, `"NGHỊ"`) is
//! brought to its normal and folded forms and its segmenter codes once per thread, and from
//! then on costs one look-up.

use rustc_hash::FxHashMap;

use crate::function_word::is_function_word;
use crate::lexicon::{folded_code, marked_code};
use tracuu_text::syllable::{fold_into, normal};

/// Most surfaces remembered per thread. A large corpus has about 10,000; the rest is room
/// for names. At some 120 bytes each the memo stays below 2 MB.
const MEMO_CAPACITY: usize = 1 << 14;

/// What the analyzers need to know of one surface.
#[derive(Debug)]
pub(super) struct SurfaceForms {
    /// Normal form.
    pub(super) normal: Box<str>,
    /// Folded form; empty only for letters that are nothing but marks.
    pub(super) folded: Box<str>,
    /// Character for the segmenter over marked syllables.
    pub(super) code: char,
    /// Character for the segmenter over folded syllables.
    pub(super) folded_code: char,
    /// Whether it alone is a function word.
    pub(super) is_function: bool,
}

impl SurfaceForms {
    /// The forms of `surface`, one syllable.
    pub(super) fn from_surface(surface: &str) -> Self {
        let normal = normal(surface);
        let mut folded = String::with_capacity(normal.len());
        fold_into(&normal, &mut folded);
        Self {
            code: marked_code(&normal),
            folded_code: folded_code(&folded),
            is_function: is_function_word(&normal),
            normal: normal.into(),
            folded: folded.into(),
        }
    }

    /// Whether the surface carries a mark (đ counts as one).
    pub(super) fn is_marked(&self) -> bool {
        self.normal != self.folded
    }
}

/// A short surface as two machine words, which compare and hash faster than text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct SurfaceKey(u64, u64);

impl SurfaceKey {
    /// The key of a surface of at most 15 bytes. The longest syllable, `nghiễng` with its
    /// marks decomposed, has 11; longer ones are foreign words and debris.
    fn from_surface(surface: &str) -> Option<Self> {
        let mut bytes = [0; 16];
        let (text, length) = bytes.split_at_mut(15);
        text.get_mut(..surface.len())?.copy_from_slice(surface.as_bytes());
        *length.first_mut()? = u8::try_from(surface.len()).ok()?;
        let both = u128::from_le_bytes(bytes);
        #[expect(clippy::cast_possible_truncation, reason = "the two halves of 128 bits")]
        Some(Self(both as u64, (both >> 64) as u64))
    }
}

/// Surfaces and their forms, remembered.
#[derive(Debug, Default)]
pub(super) struct FormsMemo {
    known: FxHashMap<SurfaceKey, u32>,
    forms: Vec<SurfaceForms>,
}

impl FormsMemo {
    /// Number of the forms of `surface`, good for [`FormsMemo::get`] until the next call of
    /// [`FormsMemo::tidy`].
    pub(super) fn look_up(&mut self, surface: &str) -> u32 {
        let key = SurfaceKey::from_surface(surface);
        if let Some(&number) = key.and_then(|key| self.known.get(&key)) {
            return number;
        }
        let number = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
        self.forms.push(SurfaceForms::from_surface(surface));
        if let Some(key) = key {
            self.known.insert(key, number);
        }
        number
    }

    /// The forms with that number.
    pub(super) fn get(&self, number: u32) -> Option<&SurfaceForms> {
        self.forms.get(number as usize)
    }

    /// Forgets everything when it has grown too large.
    pub(super) fn tidy(&mut self) {
        if self.forms.len() > MEMO_CAPACITY {
            self.known.clear();
            self.forms.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_different_surfaces_differ() {
        let surfaces =
            ["", "a", "a\0", "\0", "b", "nghiêng", "nghiễng", "fifteen letters"];
        for first in surfaces {
            for second in surfaces {
                assert_eq!(
                    SurfaceKey::from_surface(first) == SurfaceKey::from_surface(second),
                    first == second
                );
            }
        }
        assert_eq!(SurfaceKey::from_surface("sixteen letters!"), None);
    }
}
