//! Properties of runs and paragraphs (`w:rPr`, `w:pPr`), as far as the text depends on
//! them. A property that is not stated is `None` and is inherited.

use crate::legacy::font::FontLetters;
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};

/// The own properties of a run, or of the runs of a style.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct RunProperties {
    /// Name of the character style.
    pub(super) style: Option<String>,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    /// Hidden text.
    pub(super) hidden: Option<bool>,
    pub(super) letters: Option<FontLetters>,
    /// Tracked as deleted or moved away; on the mark of a paragraph it joins the
    /// paragraph with the next.
    pub(super) is_deleted: bool,
}

impl RunProperties {
    /// Reads `w:rPr`, which has just begun, to its end.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut run = Self::default();
        xml.each_child(|child| run.take(child))?;
        Ok(run)
    }

    fn take(&mut self, xml: &XmlReader<'_>) {
        match xml.name() {
            (Namespace::Word, "rStyle") => self.style = xml.value().map(Into::into),
            (Namespace::Word, "b") => self.bold = Some(xml.is_on()),
            (Namespace::Word, "i") => self.italic = Some(xml.is_on()),
            (Namespace::Word, "vanish") => self.hidden = Some(xml.is_on()),
            (Namespace::Word, "del" | "moveFrom") => self.is_deleted = true,
            (Namespace::Word, "rFonts") => self.letters = letters(xml).or(self.letters),
            _ => {}
        }
    }

    /// Fills what is not stated here from what it is based on.
    pub(super) fn inherit(&mut self, base: &Self) {
        self.bold = self.bold.or(base.bold);
        self.italic = self.italic.or(base.italic);
        self.hidden = self.hidden.or(base.hidden);
        self.letters = self.letters.or(base.letters);
    }
}

/// How the font stores letters; a font of the theme is Unicode.
fn letters(xml: &XmlReader<'_>) -> Option<FontLetters> {
    let theme = xml.attribute(Namespace::Word, "asciiTheme");
    if theme.is_some() {
        return Some(FontLetters::Unicode);
    }
    let name = xml.attribute(Namespace::Word, "ascii");
    let name = name.or_else(|| xml.attribute(Namespace::Word, "hAnsi"))?;
    Some(FontLetters::from_font_name(&name))
}

/// The own properties of a paragraph, or of a style of paragraphs.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct ParagraphProperties {
    /// Name of the paragraph style.
    pub(super) style: Option<String>,
    /// List that numbers it; 0 is none.
    pub(super) list: Option<i64>,
    /// Level in that list, from 0.
    pub(super) list_level: Option<usize>,
    /// Level of the heading, from 0; 9 is no heading.
    pub(super) outline: Option<u8>,
    /// Begins a new page.
    pub(super) begins_page: bool,
    /// Ends a section.
    pub(super) ends_section: bool,
    /// The mark at its end.
    pub(super) mark: RunProperties,
    /// Ids of the parts that hold heads and feet of pages.
    pub(super) margins: Vec<String>,
}

impl ParagraphProperties {
    /// Reads `w:pPr`, which has just begun, to its end.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`].
    pub(super) fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut paragraph = Self::default();
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("rPr") => {
                    paragraph.mark = RunProperties::read(xml)?;
                }
                XmlNode::Start if xml.is("numPr") => paragraph.numbering(xml)?,
                XmlNode::Start if xml.is("sectPr") => {
                    paragraph.ends_section = true;
                    paragraph.margins = read_section(xml)?;
                }
                XmlNode::Start => {
                    paragraph.take(xml);
                    xml.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(paragraph),
            }
        }
    }

    fn take(&mut self, xml: &XmlReader<'_>) {
        match xml.name() {
            (Namespace::Word, "pStyle") => self.style = xml.value().map(Into::into),
            (Namespace::Word, "pageBreakBefore") => self.begins_page = xml.is_on(),
            (Namespace::Word, "outlineLvl") => {
                self.outline = xml.number("val").and_then(|level| level.try_into().ok());
            }
            _ => {}
        }
    }

    fn numbering(&mut self, xml: &mut XmlReader<'_>) -> Result<(), PackageError> {
        xml.each_child(|child| {
            if child.is("numId") {
                self.list = child.number("val");
            } else if child.is("ilvl") {
                let level = child.number("val");
                self.list_level = level.and_then(|level| level.try_into().ok());
            }
        })
    }
}

/// Reads `w:sectPr`, which has just begun, to its end: the ids of its page heads and feet.
///
/// # Errors
///
/// As [`XmlReader::next`].
pub(super) fn read_section(xml: &mut XmlReader<'_>) -> Result<Vec<String>, PackageError> {
    let mut margins = Vec::new();
    xml.each_child(|child| {
        if child.is("headerReference") || child.is("footerReference") {
            let id = child.attribute(Namespace::Relations, "id");
            margins.extend(id.map(std::borrow::Cow::into_owned));
        }
    })?;
    Ok(margins)
}
