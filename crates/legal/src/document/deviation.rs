//! How a written symbol departs from its canonical form (`docs/citations.md` §3).

use serde::{Deserialize, Serialize};

/// A departure of a written symbol from its canonical form. The order is that of the names
/// on the wire, in which the deviations of a citation are listed.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Deviation {
    /// Letters in the wrong case: `439/QĐ-TTG`.
    Case,
    /// A type code with one wrong letter, of which only one listed code can be meant.
    CodeTypo,
    /// A dash or slash of another code point: `62–NQ/TU`.
    Dash,
    /// The date behind the symbol is one that no calendar has: `ngày 30/02/2021`. It is
    /// kept as a place without a value.
    DateImpossible,
    /// Read from a picture by a recogniser of characters (OCR) that was not sure of it.
    Doubtful,
    /// Letters without their marks: `46/2015/nd-cp`.
    Folded,
    /// A hyphen is missing: `858CV/ĐUK`, `38/2023/NQHĐND`; a blank may stand for it.
    HyphenMissing,
    /// Signs inside the symbol that nobody sees: zero-width blanks, soft hyphens.
    Invisible,
    /// A party symbol without the code of its issuer: `03-HD`.
    IssuerMissing,
    /// A line end behind a separator.
    LineBreak,
    /// A letter of another script or alphabet: `Ð` (U+00D0) for `Đ`.
    Lookalike,
    /// Digits, or the word "số", that a scan misread.
    Ocr,
    /// Hyphen and slash in the order of the other side: `01/NQ-ĐUK`.
    Order,
    /// Letters that run on into the next word.
    RunOn,
    /// A wrong separator: `06/2022-QH15`.
    Separator,
    /// Blanks around a separator: `94- KH/TU`.
    Space,
    /// The number only: `Nghị quyết 57`.
    SymbolMissing,
}

impl Deviation {
    /// Whether the canonical form is a repair with more than one possible reading, so that
    /// the citation counts only where its date agrees.
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Ocr | Self::CodeTypo | Self::Doubtful)
    }
}

tracuu_text::display_serde_names!(Deviation);
