//! Styles of paragraphs and runs, as far as the text depends on them. A style inherits from
//! its parent, and that from the default of its family.

use rustc_hash::FxHashMap;

use super::lists::OdtLists;
use crate::legacy::font::FontLetters;
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use tracuu_text::styled::Style;

/// Longest chain of styles based on each other; a longer one is a circle.
const MAX_CHAIN: usize = 32;

/// Most styles of a document; an automatic one may stand for each paragraph.
const MAX_STYLES: usize = 200_000;

/// From which weight on letters are bold (CSS 2, 15.6).
const BOLD_WEIGHT: u32 = 600;

/// What a style is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum StyleFamily {
    Paragraph,
    Run,
}

/// What a style says; a property that is not stated is `None` and is inherited.
#[derive(Clone, Default)]
pub(super) struct OdtStyle {
    parent: Option<String>,
    is_bold: Option<bool>,
    is_italic: Option<bool>,
    pub(super) is_hidden: Option<bool>,
    letters: Option<FontLetters>,
    /// Name of the list that numbers its paragraphs; an empty one is none.
    pub(super) list: Option<String>,
    /// Begins a new page.
    pub(super) begins_page: Option<bool>,
}

impl OdtStyle {
    /// How letters of this style look.
    pub(super) fn style(&self) -> Style {
        Style {
            bold: self.is_bold == Some(true),
            italic: self.is_italic == Some(true),
            ..Style::default()
        }
    }

    /// How their font stores them.
    pub(super) fn letters(&self) -> FontLetters {
        self.letters.unwrap_or_default()
    }

    /// Fills what is not stated here from what it is based on.
    fn inherit(&mut self, base: &Self) {
        self.is_bold = self.is_bold.or(base.is_bold);
        self.is_italic = self.is_italic.or(base.is_italic);
        self.is_hidden = self.is_hidden.or(base.is_hidden);
        self.letters = self.letters.or(base.letters);
        self.begins_page = self.begins_page.or(base.begins_page);
        if self.list.is_none() {
            self.list.clone_from(&base.list);
        }
    }

    /// This style, with what it leaves open as in `below`.
    #[must_use]
    pub(super) fn over(&self, below: &Self) -> Self {
        let mut both = self.clone();
        both.inherit(below);
        both
    }

    fn take(&mut self, xml: &XmlReader<'_>, fonts: &FxHashMap<String, FontLetters>) {
        match xml.name() {
            (Namespace::Style, "text-properties") => {
                let value = |name| xml.attribute(Namespace::Formatting, name);
                if let Some(weight) = value("font-weight") {
                    let number = weight.parse::<u32>().ok();
                    let is_heavy = number.is_some_and(|weight| weight >= BOLD_WEIGHT);
                    self.is_bold = Some(weight == "bold" || is_heavy);
                }
                if let Some(slant) = value("font-style") {
                    self.is_italic = Some(slant != "normal");
                }
                if let Some(display) = xml.attribute(Namespace::Text, "display") {
                    self.is_hidden = Some(display == "none");
                }
                let face = xml.attribute(Namespace::Style, "font-name");
                let face = face.map(|face| {
                    let known = fonts.get(&*face).copied();
                    known.unwrap_or_else(|| FontLetters::from_font_name(&face))
                });
                let family = value("font-family");
                let family = family.map(|name| font_of_family(&name));
                self.letters = face.or(family).or(self.letters);
            }
            (Namespace::Style, "paragraph-properties") => {
                let before = xml.attribute(Namespace::Formatting, "break-before");
                if let Some(before) = before {
                    self.begins_page = Some(before == "page");
                }
            }
            _ => {}
        }
    }
}

/// A family may be quoted.
fn font_of_family(name: &str) -> FontLetters {
    FontLetters::from_font_name(name.trim_matches(['\'', '"', ' ']))
}

/// Styles by their names, and the lists and fonts that are declared beside them.
#[derive(Clone, Default)]
pub(super) struct OdtStyles {
    by_name: FxHashMap<(StyleFamily, String), OdtStyle>,
    default: OdtStyle,
    fonts: FxHashMap<String, FontLetters>,
    /// Formats of automatic numbers.
    pub(super) lists: OdtLists,
    n_read: usize,
}

impl OdtStyles {
    /// A style with all that it is based on; `None` for one that does not exist.
    pub(super) fn named(&self, family: StyleFamily, name: &str) -> Option<OdtStyle> {
        let mut style = self.by_name.get(&(family, name.to_owned()))?.clone();
        let mut parent = style.parent.take();
        for _ in 0..MAX_CHAIN {
            let base = parent.take().and_then(|name| self.by_name.get(&(family, name)));
            let Some(base) = base else { break };
            style.inherit(base);
            parent.clone_from(&base.parent);
        }
        Some(style)
    }

    /// The style of a paragraph, with the default below it.
    pub(super) fn of_paragraph(&self, name: Option<&str>) -> OdtStyle {
        let named = name.and_then(|name| self.named(StyleFamily::Paragraph, name));
        named.unwrap_or_default().over(&self.default)
    }

    /// Takes in an element that has just begun, if it declares something, to its end.
    /// Tells whether it did.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or too many styles.
    pub(super) fn take(&mut self, xml: &mut XmlReader<'_>) -> Result<bool, PackageError> {
        match xml.name() {
            (Namespace::Style, "font-face") => {
                let name = xml.attribute(Namespace::Style, "name").unwrap_or_default();
                let family = xml.attribute(Namespace::Graphics, "font-family");
                let letters = family.map_or_else(
                    || FontLetters::from_font_name(&name),
                    |family| font_of_family(&family),
                );
                self.fonts.insert(name.into_owned(), letters);
                xml.skip()?;
            }
            (Namespace::Style, "style" | "default-style") => self.take_style(xml)?,
            (Namespace::Text, "list-style" | "outline-style") => self.lists.take(xml)?,
            _ => return Ok(false),
        }
        self.n_read += 1;
        if self.n_read > MAX_STYLES {
            return Err(PackageError::TooMuch { part: xml.part() });
        }
        Ok(true)
    }

    fn take_style(&mut self, xml: &mut XmlReader<'_>) -> Result<(), PackageError> {
        let attribute = |name| xml.attribute(Namespace::Style, name).map(Into::into);
        let name: Option<String> = attribute("name");
        let family = match attribute("family").as_deref() {
            Some("paragraph") => StyleFamily::Paragraph,
            Some("text") => StyleFamily::Run,
            _ => return xml.skip(),
        };
        let mut style = OdtStyle {
            parent: attribute("parent-style-name"),
            list: attribute("list-style-name"),
            // Another kind of page begins a new one.
            begins_page: attribute("master-page-name")
                .filter(|name| !name.is_empty())
                .map(|_| true),
            ..OdtStyle::default()
        };
        let fonts = &self.fonts;
        xml.each_child(|child| style.take(child, fonts))?;
        match name {
            Some(name) => drop(self.by_name.insert((family, name), style)),
            None if family == StyleFamily::Paragraph => self.default = style,
            None => {}
        }
        Ok(())
    }

    /// The styles of a part of the container: those that every part shares, then its own.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or too many styles.
    pub(super) fn read(
        &mut self,
        xml: &mut XmlReader<'_>,
        until: (Namespace, &str),
    ) -> Result<(), PackageError> {
        loop {
            match xml.next()? {
                XmlNode::Start if xml.name() == until => return Ok(()),
                XmlNode::Start => {
                    self.take(xml)?;
                }
                XmlNode::Text | XmlNode::End => {}
                XmlNode::Eof => return Ok(()),
            }
        }
    }
}
