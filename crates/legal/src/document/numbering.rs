//! Numbers of provisions: which kind of sequence a label belongs to, its place there, and
//! the part of a path that stands for it.

use super::level::ProvisionLevel;
use tracuu_text::numeral::to_roman;
use tracuu_text::syllable::lower_char;

/// Most parts of a dotted label: `1.1.1.1`.
pub(super) const MAX_PARTS: usize = 4;

/// Letters in the order of points; those that are not used for them are read as well.
const LETTERS: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// A label as printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Label {
    /// Which sequence it belongs to.
    pub scheme: Scheme,
    /// Its place there.
    pub number: Number,
    /// Byte at which it starts: behind a bullet, else 0.
    pub start: usize,
    /// Byte after the label without the marks that close it.
    pub printed: usize,
    /// Byte at which the words after it start.
    pub end: usize,
    /// Whether a mark of it is missing or a bullet stands in front: it counts where its
    /// neighbours in the sequence say so.
    pub is_weak: bool,
}

impl Label {
    /// A label at the start of a line, with all its marks.
    pub(super) const fn new(
        scheme: Scheme,
        number: Number,
        printed: usize,
        end: usize,
    ) -> Self {
        Self { scheme, number, start: 0, printed, end, is_weak: false }
    }
}

/// Kinds of sequences.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Scheme {
    /// Phần thứ nhất, Phần I
    Part,
    /// Chương I
    Chapter,
    /// Mục 1
    Section,
    /// Tiểu mục 1
    Subsection,
    /// Điều 1
    Article,
    /// `A.`
    Capital,
    /// `I.`, `I-`
    Roman,
    /// `1.`, `1-`
    Arabic,
    /// `1.1.`
    Dotted,
    /// `a)`
    Letter,
    /// `1)`, `(1)`
    Bracket,
}

impl Scheme {
    /// Number of schemes.
    pub(super) const COUNT: usize = 11;

    /// Whether the label has a word: Phần, Chương, Mục, Tiểu mục, Điều.
    pub(super) const fn is_named(self) -> bool {
        matches!(
            self,
            Self::Part | Self::Chapter | Self::Section | Self::Subsection | Self::Article
        )
    }

    /// How deep its units stand: a sequence opens inside those of a smaller rank.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Part => 0,
            Self::Chapter => 1,
            Self::Section => 2,
            Self::Subsection => 3,
            Self::Article | Self::Capital | Self::Roman => 4,
            Self::Arabic => 5,
            Self::Dotted => 6,
            Self::Letter | Self::Bracket => 7,
        }
    }

    /// The level of its units.
    pub(super) const fn level(self) -> ProvisionLevel {
        match self {
            Self::Part | Self::Capital | Self::Roman => ProvisionLevel::Part,
            Self::Chapter => ProvisionLevel::Chapter,
            Self::Section => ProvisionLevel::Section,
            Self::Subsection => ProvisionLevel::Subsection,
            Self::Article => ProvisionLevel::Article,
            Self::Arabic => ProvisionLevel::Clause,
            Self::Dotted => ProvisionLevel::Subclause,
            Self::Letter | Self::Bracket => ProvisionLevel::Point,
        }
    }
}

/// The number of a label: its parts (one but for dotted labels) and a letter after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Number {
    parts: [u16; MAX_PARTS],
    n_parts: u8,
    /// `a` in Điều 12a.
    pub suffix: Option<char>,
}

impl Number {
    /// A number of one part.
    pub(super) fn single(value: u32) -> Option<Self> {
        let mut number = Self::default();
        number.push(u16::try_from(value).ok()?).then_some(number)
    }

    /// Adds a part; `false` where there is no room.
    pub(super) fn push(&mut self, value: u16) -> bool {
        let Some(place) = self.parts.get_mut(usize::from(self.n_parts)) else {
            return false;
        };
        *place = value;
        self.n_parts += 1;
        true
    }

    /// The parts before the last.
    pub(super) fn prefix(&self) -> &[u16] {
        let n_prefix = usize::from(self.n_parts).saturating_sub(1);
        self.parts.get(..n_prefix).unwrap_or_default()
    }

    /// All parts.
    pub(super) fn parts(&self) -> &[u16] {
        self.parts.get(..usize::from(self.n_parts)).unwrap_or_default()
    }

    /// The last part.
    pub(super) fn value(&self) -> u16 {
        self.parts().last().copied().unwrap_or_default()
    }
}

/// The letter of a place in [`LETTERS`], counted from 1.
pub(super) fn letter_at(place: u16) -> char {
    LETTERS.chars().nth(usize::from(place).saturating_sub(1)).unwrap_or('?')
}

/// Place of a letter in [`LETTERS`] from 1, in either case.
pub(super) fn letter_place(letter: char) -> Option<u32> {
    let small = lower_char(letter);
    let place = LETTERS.chars().position(|known| known == small)?;
    u32::try_from(place + 1).ok()
}

/// The part of a path that stands for a label: `II`, `A`, `1`, `b`, `đ`, `dieu-12a`.
pub(super) fn component(label: &Label, prefix_is_said: bool) -> String {
    let value = label.number.value();
    let suffix = label.number.suffix.map_or(String::new(), String::from);
    match label.scheme {
        Scheme::Part => format!("phan-{value}{suffix}"),
        Scheme::Chapter => format!("chuong-{}{suffix}", to_roman(u32::from(value))),
        Scheme::Section => format!("muc-{value}{suffix}"),
        Scheme::Subsection => format!("tieu-muc-{value}{suffix}"),
        Scheme::Article => format!("dieu-{value}{suffix}"),
        Scheme::Capital => letter_at(value).to_uppercase().collect(),
        Scheme::Roman => to_roman(u32::from(value)),
        Scheme::Letter => letter_at(value).to_string(),
        Scheme::Dotted if !prefix_is_said => {
            let parts: Vec<_> = label.number.parts().iter().map(u16::to_string).collect();
            parts.join(".")
        }
        Scheme::Arabic | Scheme::Dotted | Scheme::Bracket => format!("{value}{suffix}"),
    }
}
