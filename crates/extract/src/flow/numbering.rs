//! Automatic numbers as the formats of Word have them: lists, their levels, and what single
//! lists override.

use rustc_hash::FxHashMap;

use super::label::Digits;

/// Levels of a list.
pub(crate) const N_LEVELS: usize = 9;

/// One level of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ListLevel {
    pub(crate) start: u32,
    pub(crate) digits: Digits,
    /// With `%1` to `%9` for the numbers of the levels.
    pub(crate) pattern: String,
    /// Whether white space stands after the label.
    pub(crate) has_gap: bool,
    /// The levels (from 1) after whose numbers it starts again; 0 for never, `None` for
    /// all above it.
    pub(crate) restart: Option<usize>,
    /// All numbers in digits, whatever their levels say.
    pub(crate) is_legal: bool,
    /// Style of paragraphs that have this level.
    pub(crate) style: Option<String>,
}

impl Default for ListLevel {
    fn default() -> Self {
        Self {
            start: 1,
            digits: Digits::Decimal,
            pattern: String::new(),
            has_gap: true,
            restart: None,
            is_legal: false,
            style: None,
        }
    }
}

/// A format of lists.
#[derive(Default)]
pub(crate) struct ListFormat {
    pub(crate) levels: [Option<ListLevel>; N_LEVELS],
    /// Name of the list style that it defines.
    pub(crate) defines: Option<String>,
    /// Name of the list style whose format it takes.
    pub(crate) takes: Option<String>,
}

/// A list: a format with changes of its own.
#[derive(Default)]
pub(crate) struct NumberedList {
    pub(crate) format: i64,
    pub(crate) levels: [Option<ListLevel>; N_LEVELS],
    pub(crate) starts: [Option<u32>; N_LEVELS],
}

/// All lists of a document.
#[derive(Default)]
pub(crate) struct Numbering {
    pub(crate) formats: FxHashMap<i64, ListFormat>,
    pub(crate) lists: FxHashMap<i64, NumberedList>,
}

impl Numbering {
    /// The format that a list counts with; lists of one format count together.
    pub(crate) fn format_of(&self, list: i64) -> Option<i64> {
        self.lists.get(&list).map(|list| list.format)
    }

    /// A level of a list.
    pub(crate) fn level(&self, list: i64, level: usize) -> Option<&ListLevel> {
        let list = self.lists.get(&list)?;
        let own = list.levels.get(level)?.as_ref();
        own.or_else(|| self.formats.get(&list.format)?.levels.get(level)?.as_ref())
    }

    /// The number with which a list starts a level anew, if it says so.
    pub(crate) fn start_anew(&self, list: i64, level: usize) -> Option<u32> {
        self.lists.get(&list)?.starts.get(level).copied().flatten()
    }

    /// The level of a list that paragraphs of a style have.
    pub(crate) fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        let names = |level: usize| {
            self.level(list, level)
                .is_some_and(|level| level.style.as_deref() == Some(style))
        };
        (0..N_LEVELS).find(|level| names(*level))
    }

    /// Formats that take the levels of a list style take them here, from the format that
    /// defines it.
    pub(crate) fn link(&mut self) {
        let mut defined: FxHashMap<&str, i64> = FxHashMap::default();
        for (id, format) in &self.formats {
            if let Some(name) = &format.defines {
                defined.insert(name, *id);
            }
        }
        let takes = |format: &ListFormat| defined.get(format.takes.as_deref()?).copied();
        let linked: FxHashMap<i64, i64> = self
            .formats
            .iter()
            .filter_map(|(id, format)| Some((*id, takes(format)?)))
            .collect();
        for list in self.lists.values_mut() {
            if let Some(target) = linked.get(&list.format) {
                list.format = *target;
            }
        }
    }
}
