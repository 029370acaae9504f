//! Formats of automatic numbers (`numbering.xml`): lists, their levels, and what single
//! lists override.

use rustc_hash::FxHashMap;

use crate::flow::label::Digits;
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};

/// Levels of a list.
pub(super) const N_LEVELS: usize = 9;

/// Longest pattern of a label, in characters. Word takes some 250.
const MAX_PATTERN_CHARS: usize = 250;

/// Most lists; long documents have some hundreds.
const MAX_LISTS: usize = 20_000;

/// How a format of Word writes numbers; those of other scripts and in words are written as
/// numbers.
fn digits(name: &str) -> Digits {
    match name {
        "decimalZero" => Digits::Padded,
        "upperRoman" => Digits::UpperRoman,
        "lowerRoman" => Digits::LowerRoman,
        "upperLetter" => Digits::UpperLetter,
        "lowerLetter" => Digits::LowerLetter,
        "bullet" => Digits::Bullet,
        "none" => Digits::None,
        _ => Digits::Decimal,
    }
}

/// One level of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ListLevel {
    pub(super) start: u32,
    pub(super) digits: Digits,
    /// With `%1` to `%9` for the numbers of the levels.
    pub(super) pattern: String,
    /// Whether white space stands after the label.
    pub(super) has_gap: bool,
    /// The levels (from 1) after whose numbers it starts again; 0 for never, `None` for
    /// all above it.
    pub(super) restart: Option<usize>,
    /// All numbers in digits, whatever their levels say.
    pub(super) is_legal: bool,
    /// Style of paragraphs that have this level.
    pub(super) style: Option<String>,
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
pub(super) struct Format {
    levels: [Option<ListLevel>; N_LEVELS],
    /// Name of the list style that it defines.
    defines: Option<String>,
    /// Name of the list style whose format it takes.
    takes: Option<String>,
}

/// A list: a format with changes of its own.
#[derive(Default)]
struct List {
    format: i64,
    levels: [Option<ListLevel>; N_LEVELS],
    starts: [Option<u32>; N_LEVELS],
}

/// All lists of a document.
#[derive(Default)]
pub(super) struct Numbering {
    formats: FxHashMap<i64, Format>,
    lists: FxHashMap<i64, List>,
}

impl Numbering {
    /// Reads the part.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or too many lists.
    pub(super) fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut numbering = Self::default();
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("abstractNum") => {
                    let id = xml.number("abstractNumId").unwrap_or_default();
                    let format = Format::read(xml)?;
                    numbering.formats.insert(id, format);
                }
                XmlNode::Start if xml.is("num") => {
                    let id = xml.number("numId").unwrap_or_default();
                    let list = List::read(xml)?;
                    numbering.lists.insert(id, list);
                }
                XmlNode::Start | XmlNode::End | XmlNode::Text => {}
                XmlNode::Eof => break,
            }
            if numbering.formats.len() + numbering.lists.len() > MAX_LISTS {
                return Err(PackageError::TooMuch { part: xml.part() });
            }
        }
        numbering.link();
        Ok(numbering)
    }

    /// The format that a list counts with; lists of one format count together.
    pub(super) fn format_of(&self, list: i64) -> Option<i64> {
        self.lists.get(&list).map(|list| list.format)
    }

    /// A level of a list.
    pub(super) fn level(&self, list: i64, level: usize) -> Option<&ListLevel> {
        let list = self.lists.get(&list)?;
        let own = list.levels.get(level)?.as_ref();
        own.or_else(|| self.formats.get(&list.format)?.levels.get(level)?.as_ref())
    }

    /// The number with which a list starts a level anew, if it says so.
    pub(super) fn start_anew(&self, list: i64, level: usize) -> Option<u32> {
        self.lists.get(&list)?.starts.get(level).copied().flatten()
    }

    /// The level of a list that paragraphs of a style have.
    pub(super) fn level_of_style(&self, list: i64, style: &str) -> Option<usize> {
        let names = |level: usize| {
            self.level(list, level)
                .is_some_and(|level| level.style.as_deref() == Some(style))
        };
        (0..N_LEVELS).find(|level| names(*level))
    }

    /// Formats that take the levels of a list style take them here, from the format that
    /// defines it.
    fn link(&mut self) {
        let mut defined: FxHashMap<&str, i64> = FxHashMap::default();
        for (id, format) in &self.formats {
            if let Some(name) = &format.defines {
                defined.insert(name, *id);
            }
        }
        let takes = |format: &Format| defined.get(format.takes.as_deref()?).copied();
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

impl Format {
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut format = Self::default();
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("lvl") => {
                    let place = xml.number("ilvl");
                    let level = ListLevel::read(xml)?;
                    put(&mut format.levels, place, level);
                }
                XmlNode::Start => {
                    if xml.is("styleLink") {
                        format.defines = xml.value().map(Into::into);
                    } else if xml.is("numStyleLink") {
                        format.takes = xml.value().map(Into::into);
                    }
                    xml.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(format),
            }
        }
    }
}

impl List {
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut list = Self::default();
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("lvlOverride") => {
                    let place = xml.number("ilvl");
                    list.change(xml, place)?;
                }
                XmlNode::Start => {
                    if xml.is("abstractNumId") {
                        list.format = xml.number("val").unwrap_or_default();
                    }
                    xml.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(list),
            }
        }
    }

    fn change(
        &mut self,
        xml: &mut XmlReader<'_>,
        place: Option<i64>,
    ) -> Result<(), PackageError> {
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("lvl") => {
                    let level = ListLevel::read(xml)?;
                    put(&mut self.levels, place, level);
                }
                XmlNode::Start => {
                    if xml.is("startOverride") {
                        put(&mut self.starts, place, number(xml).unwrap_or(1));
                    }
                    xml.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(()),
            }
        }
    }
}

impl ListLevel {
    fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut level = Self::default();
        xml.each_child(|child| level.take(child))?;
        Ok(level)
    }

    fn take(&mut self, xml: &XmlReader<'_>) {
        match xml.name() {
            (Namespace::Word, "start") => self.start = number(xml).unwrap_or(1),
            (Namespace::Word, "numFmt") => {
                self.digits = digits(&xml.value().unwrap_or_default());
            }
            (Namespace::Word, "lvlText") => {
                let pattern = xml.value().unwrap_or_default();
                self.pattern = pattern.chars().take(MAX_PATTERN_CHARS).collect();
            }
            (Namespace::Word, "suff") => {
                self.has_gap = xml.value().as_deref() != Some("nothing");
            }
            (Namespace::Word, "lvlRestart") => {
                self.restart = number(xml).and_then(|level| level.try_into().ok());
            }
            (Namespace::Word, "isLgl") => self.is_legal = xml.is_on(),
            (Namespace::Word, "pStyle") => self.style = xml.value().map(Into::into),
            _ => {}
        }
    }
}

fn number(xml: &XmlReader<'_>) -> Option<u32> {
    xml.number("val")?.try_into().ok()
}

fn put<T>(places: &mut [Option<T>], place: Option<i64>, value: T) {
    let place = place.and_then(|place| usize::try_from(place).ok());
    if let Some(target) = place.and_then(|place| places.get_mut(place)) {
        *target = Some(value);
    }
}
