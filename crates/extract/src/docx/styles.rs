//! Styles: what paragraphs and runs inherit. Every style is resolved once, with all that
//! it is based on.

use rustc_hash::FxHashMap;

use super::properties::{ParagraphProperties, RunProperties};
use crate::package::error::PackageError;
use crate::package::xml::{Namespace, XmlNode, XmlReader};

/// Longest chain of styles based on each other; a longer one is a circle.
const MAX_CHAIN: usize = 32;

/// Most styles; Word itself brings some 400.
const MAX_STYLES: usize = 20_000;

/// One style.
#[derive(Clone, Default)]
pub(super) struct DocxStyle {
    based_on: Option<String>,
    /// What its runs inherit.
    pub(super) run: RunProperties,
    /// What its paragraphs inherit.
    pub(super) paragraph: ParagraphProperties,
}

/// All styles of a document.
#[derive(Default)]
pub(super) struct DocxStyles {
    by_id: FxHashMap<String, DocxStyle>,
    /// The style of paragraphs that name none.
    default_id: Option<String>,
    /// Properties where no style has any.
    defaults: RunProperties,
}

impl DocxStyles {
    /// Reads the part.
    ///
    /// # Errors
    ///
    /// As [`XmlReader::next`], or too many styles.
    pub(super) fn read(xml: &mut XmlReader<'_>) -> Result<Self, PackageError> {
        let mut styles = Self::default();
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("style") => styles.style(xml)?,
                XmlNode::Start if xml.is("rPrDefault") => styles.defaults(xml)?,
                XmlNode::Start if xml.is("latentStyles") => xml.skip()?,
                XmlNode::Start | XmlNode::End | XmlNode::Text => {}
                XmlNode::Eof => break,
            }
            if styles.by_id.len() > MAX_STYLES {
                return Err(PackageError::TooMuch { part: xml.part() });
            }
        }
        styles.resolve();
        Ok(styles)
    }

    /// The style of a paragraph, or the default one.
    pub(super) fn of_paragraph(&self, id: Option<&str>) -> Option<&DocxStyle> {
        let named = id.and_then(|id| self.by_id.get(id));
        named.or_else(|| self.by_id.get(self.default_id.as_deref()?))
    }

    /// How a run is set: its own properties, else those of its character style and the
    /// style of its paragraph together, else the defaults. Bold of both styles is
    /// not bold: the second switches the first (ECMA-376 part 1, 17.7.3).
    pub(super) fn of_run(
        &self,
        own: &RunProperties,
        paragraph: Option<&DocxStyle>,
    ) -> RunProperties {
        let character = own.style.as_deref().and_then(|id| self.by_id.get(id));
        let (below, above) = (paragraph.map(|s| &s.run), character.map(|s| &s.run));
        let switched = |member: fn(&RunProperties) -> Option<bool>| match (
            below.and_then(member),
            above.and_then(member),
        ) {
            (Some(one), Some(other)) => Some(one != other),
            (one, other) => one.or(other),
        };
        let styled = RunProperties {
            bold: switched(|run| run.bold),
            italic: switched(|run| run.italic),
            hidden: switched(|run| run.hidden),
            letters: above
                .and_then(|run| run.letters)
                .or(below.and_then(|run| run.letters)),
            ..RunProperties::default()
        };
        let mut run = own.clone();
        run.inherit(&styled);
        run.inherit(&self.defaults);
        run
    }

    fn style(&mut self, xml: &mut XmlReader<'_>) -> Result<(), PackageError> {
        let id =
            xml.attribute(Namespace::Word, "styleId").unwrap_or_default().into_owned();
        let kind =
            xml.attribute(Namespace::Word, "type").unwrap_or_default().into_owned();
        let is_default = xml
            .attribute(Namespace::Word, "default")
            .is_some_and(|value| matches!(&*value, "1" | "true" | "on"));
        let mut style = DocxStyle::default();
        let mut heading = None;
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("rPr") => style.run = RunProperties::read(xml)?,
                XmlNode::Start if xml.is("pPr") => {
                    style.paragraph = ParagraphProperties::read(xml)?;
                }
                XmlNode::Start => {
                    if xml.is("basedOn") {
                        style.based_on = xml.value().map(Into::into);
                    } else if xml.is("name") {
                        heading = xml.value().and_then(|name| heading_level(&name));
                    }
                    xml.skip()?;
                }
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => break,
            }
        }
        style.paragraph.outline = style.paragraph.outline.or(heading);
        if is_default && kind == "paragraph" {
            self.default_id = Some(id.clone());
        }
        self.by_id.insert(id, style);
        Ok(())
    }

    fn defaults(&mut self, xml: &mut XmlReader<'_>) -> Result<(), PackageError> {
        loop {
            match xml.next()? {
                XmlNode::Start if xml.is("rPr") => {
                    self.defaults = RunProperties::read(xml)?;
                }
                XmlNode::Start => xml.skip()?,
                XmlNode::Text => {}
                XmlNode::End | XmlNode::Eof => return Ok(()),
            }
        }
    }

    /// Gives every style what it is based on. The name of its own style is kept in
    /// `paragraph.style` of the style whose list it takes, since levels name styles.
    fn resolve(&mut self) {
        let resolved: Vec<(String, DocxStyle)> = self
            .by_id
            .iter()
            .map(|(id, style)| (id.clone(), self.resolve_style(id, style)))
            .collect();
        self.by_id = resolved.into_iter().collect();
    }

    fn resolve_style(&self, id: &str, style: &DocxStyle) -> DocxStyle {
        let mut resolved = style.clone();
        let mut lists_in = style.paragraph.list.is_some().then(|| id.to_owned());
        let mut base_id = style.based_on.as_deref();
        for _ in 0..MAX_CHAIN {
            let Some((id, base)) = base_id.and_then(|id| self.by_id.get_key_value(id))
            else {
                break;
            };
            resolved.run.inherit(&base.run);
            let paragraph = &mut resolved.paragraph;
            if lists_in.is_none() && base.paragraph.list.is_some() {
                paragraph.list = base.paragraph.list;
                paragraph.list_level = paragraph.list_level.or(base.paragraph.list_level);
                lists_in = Some(id.clone());
            }
            paragraph.outline = paragraph.outline.or(base.paragraph.outline);
            base_id = base.based_on.as_deref();
        }
        resolved.paragraph.style = lists_in;
        resolved
    }
}

/// The level of a heading by the name of its style, from 0; the names are the same in
/// every language of Word, only the ids are translated.
fn heading_level(name: &str) -> Option<u8> {
    let name = name.trim();
    let number = name
        .get(..8)
        .filter(|start| start.eq_ignore_ascii_case("heading "))
        .and_then(|start| name.get(start.len()..))?;
    let level: u8 = number.trim().parse().ok()?;
    level.checked_sub(1).filter(|level| *level < 9)
}
