//! Reads the formats of automatic numbers (`numbering.xml`).

use crate::flow::label::Digits;
use crate::flow::numbering::{ListFormat, ListLevel, NumberedList, Numbering};
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};

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

/// Reads the part.
///
/// # Errors
///
/// As [`XmlReader::next`], or too many lists.
pub(super) fn read_numbering(xml: &mut XmlReader<'_>) -> Result<Numbering, PackageError> {
    let mut numbering = Numbering::default();
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("abstractNum") => {
                let id = xml.number("abstractNumId").unwrap_or_default();
                let format = read_format(xml)?;
                numbering.formats.insert(id, format);
            }
            XmlNode::Start if xml.is("num") => {
                let id = xml.number("numId").unwrap_or_default();
                let list = read_list(xml)?;
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

fn read_format(xml: &mut XmlReader<'_>) -> Result<ListFormat, PackageError> {
    let mut format = ListFormat::default();
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("lvl") => {
                let place = xml.number("ilvl");
                let level = read_level(xml)?;
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

fn read_list(xml: &mut XmlReader<'_>) -> Result<NumberedList, PackageError> {
    let mut list = NumberedList::default();
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("lvlOverride") => {
                let place = xml.number("ilvl");
                change_level(&mut list, xml, place)?;
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

fn change_level(
    list: &mut NumberedList,
    xml: &mut XmlReader<'_>,
    place: Option<i64>,
) -> Result<(), PackageError> {
    loop {
        match xml.next()? {
            XmlNode::Start if xml.is("lvl") => {
                let level = read_level(xml)?;
                put(&mut list.levels, place, level);
            }
            XmlNode::Start => {
                if xml.is("startOverride") {
                    put(&mut list.starts, place, number(xml).unwrap_or(1));
                }
                xml.skip()?;
            }
            XmlNode::Text => {}
            XmlNode::End | XmlNode::Eof => return Ok(()),
        }
    }
}

fn read_level(xml: &mut XmlReader<'_>) -> Result<ListLevel, PackageError> {
    let mut level = ListLevel::default();
    xml.each_child(|child| take_property(&mut level, child))?;
    Ok(level)
}

fn take_property(level: &mut ListLevel, xml: &XmlReader<'_>) {
    match xml.name() {
        (Namespace::Word, "start") => level.start = number(xml).unwrap_or(1),
        (Namespace::Word, "numFmt") => {
            level.digits = digits(&xml.value().unwrap_or_default());
        }
        (Namespace::Word, "lvlText") => {
            let pattern = xml.value().unwrap_or_default();
            level.pattern = pattern.chars().take(MAX_PATTERN_CHARS).collect();
        }
        (Namespace::Word, "suff") => {
            level.has_gap = xml.value().as_deref() != Some("nothing");
        }
        (Namespace::Word, "lvlRestart") => {
            level.restart = number(xml).and_then(|level| level.try_into().ok());
        }
        (Namespace::Word, "isLgl") => level.is_legal = xml.is_on(),
        (Namespace::Word, "pStyle") => level.style = xml.value().map(Into::into),
        _ => {}
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
