//! Lists: how their levels are numbered (`text:list-style`, `text:outline-style`), and how
//! far they have been counted.

use rustc_hash::FxHashMap;

use crate::flow::label::{Digits, ListLabel, bullet, write_number};
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};

/// Levels of a list (ISO/IEC 26300-1, 19.840).
const N_LEVELS: usize = 10;

/// The list of headings, which has no name.
pub(super) const OUTLINE: &str = "";

/// One level of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
struct OdtListLevel {
    digits: Digits,
    /// With `%1%` to `%10%` for the numbers of the levels.
    pattern: String,
    start: u32,
    has_gap: bool,
}

/// All lists of a document.
#[derive(Clone, Default)]
pub(super) struct OdtLists {
    by_name: FxHashMap<String, [Option<OdtListLevel>; N_LEVELS]>,
}

impl OdtLists {
    /// Reads a list that has just begun, to its end.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn take(&mut self, xml: &mut XmlReader<'_>) -> Result<(), PackageError> {
        let is_outline = xml.name().1 == "outline-style";
        let name = xml.attribute(Namespace::Style, "name").unwrap_or_default();
        let name = if is_outline { OUTLINE.to_owned() } else { name.into_owned() };
        let mut levels: [Option<OdtListLevel>; N_LEVELS] = Default::default();
        let mut open: Option<usize> = None;
        let mut depth = 1;
        while depth > 0 {
            match xml.next()? {
                XmlNode::Start => {
                    depth += 1;
                    if let Some((place, level)) = OdtListLevel::read(xml) {
                        open = Some(place);
                        if let Some(target) = levels.get_mut(place) {
                            *target = Some(level);
                        }
                    } else if xml.name().1 == "list-level-label-alignment" {
                        let followed =
                            xml.attribute(Namespace::Text, "label-followed-by");
                        let target =
                            open.and_then(|place| levels.get_mut(place)?.as_mut());
                        if let Some(level) = target {
                            level.has_gap = followed.as_deref() != Some("nothing");
                        }
                    }
                }
                XmlNode::End => depth -= 1,
                XmlNode::Text => {}
                XmlNode::Eof => break,
            }
        }
        self.by_name.insert(name, levels);
        Ok(())
    }

    fn level(&self, list: &str, place: usize) -> Option<&OdtListLevel> {
        self.by_name.get(list)?.get(place)?.as_ref()
    }
}

impl OdtListLevel {
    /// A level that has just begun, and its place from 0; `None` for other elements.
    fn read(xml: &XmlReader<'_>) -> Option<(usize, Self)> {
        let (Namespace::Text, name) = xml.name() else { return None };
        let is_bullet = name == "list-level-style-bullet";
        let is_number = matches!(name, "list-level-style-number" | "outline-level-style");
        let is_image = name == "list-level-style-image";
        if !(is_bullet || is_number || is_image) {
            return None;
        }
        let text = |name| xml.attribute(Namespace::Text, name);
        let style = |name| xml.attribute(Namespace::Style, name);
        let number =
            |name| text(name).and_then(|value| value.trim().parse::<usize>().ok());
        let place = number("level")?.checked_sub(1)?;
        let digits = if is_number {
            digits(&style("num-format").unwrap_or_default())
        } else {
            Digits::Bullet
        };
        // LibreOffice states the whole label where it is more than the levels in a row.
        let whole = xml.attribute(Namespace::Other, "num-list-format");
        let pattern = match whole {
            _ if is_image => "•".to_owned(),
            _ if is_bullet => text("bullet-char").unwrap_or_default().into_owned(),
            Some(whole) => whole.into_owned(),
            None => {
                let shown = number("display-levels").unwrap_or(1).clamp(1, place + 1);
                let first = place + 1 - shown;
                let levels = (first..=place).map(|level| format!("%{}%", level + 1));
                let levels = levels.collect::<Vec<_>>().join(".");
                let (before, after) = (style("num-prefix"), style("num-suffix"));
                let (before, after) =
                    (before.unwrap_or_default(), after.unwrap_or_default());
                format!("{before}{levels}{after}")
            }
        };
        let start = number("start-value").and_then(|start| u32::try_from(start).ok());
        let start = start.unwrap_or(1);
        Some((place, Self { digits, pattern, start, has_gap: true }))
    }
}

/// How numbers are written (XSLT 1.0, 7.7.1).
fn digits(name: &str) -> Digits {
    match name {
        "" => Digits::None,
        "I" => Digits::UpperRoman,
        "i" => Digits::LowerRoman,
        "A" => Digits::UpperLetter,
        "a" => Digits::LowerLetter,
        _ => Digits::Decimal,
    }
}

/// How far each list has been counted.
#[derive(Default)]
pub(super) struct OdtCounter {
    numbers: FxHashMap<String, [Option<u32>; N_LEVELS]>,
}

impl OdtCounter {
    /// Starts a list anew.
    pub(super) fn restart(&mut self, list: &str) {
        self.numbers.remove(list);
    }

    /// Counts an item and gives its label; `None` where the list shows nothing.
    /// `start` is the number that the item itself states.
    pub(super) fn label(
        &mut self,
        lists: &OdtLists,
        list: &str,
        place: usize,
        start: Option<u32>,
    ) -> Option<ListLabel> {
        let place = place.min(N_LEVELS - 1);
        let level = lists.level(list, place)?;
        let numbers = self.numbers.entry(list.to_owned()).or_default();
        for (above, number) in numbers.iter_mut().enumerate().take(place) {
            let first = lists.level(list, above).map_or(1, |level| level.start);
            number.get_or_insert(first);
        }
        if let Some(number) = numbers.get_mut(place) {
            let next = number.map_or(level.start, |number| number.saturating_add(1));
            *number = Some(start.unwrap_or(next));
        }
        numbers.iter_mut().skip(place + 1).for_each(|number| *number = None);
        let numbers = *numbers;
        let number_of = |place: usize| {
            let number = numbers.get(place).copied().flatten().unwrap_or_default();
            let digits =
                lists.level(list, place).map_or(Digits::Decimal, |one| one.digits);
            write_number(number, digits, false)
        };
        let is_bullet = level.digits == Digits::Bullet;
        let mut text = match level.digits {
            Digits::Bullet => bullet(&level.pattern),
            _ => fill(&level.pattern, number_of),
        };
        if text.trim().is_empty() {
            return None;
        }
        if level.has_gap && !text.ends_with(' ') {
            text.push(' ');
        }
        Some(ListLabel { text, is_bullet })
    }
}

/// A pattern with the numbers of its levels.
fn fill(pattern: &str, number_of: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for (at, piece) in pattern.split('%').enumerate() {
        // Between two signs stands the number of a level.
        let level = piece.parse::<usize>().ok().filter(|_| at % 2 == 1);
        match level.and_then(|level| level.checked_sub(1)) {
            Some(place) => text.push_str(&number_of(place)),
            None => text.push_str(piece),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_take_the_numbers_of_their_levels() {
        assert_eq!(fill("%1%.%2%.", |place| (place + 4).to_string()), "4.5.");
        assert_eq!(fill("Điều %1%.", |_| "7".to_owned()), "Điều 7.");
        assert_eq!(fill("-", |_| "7".to_owned()), "-");
    }
}
