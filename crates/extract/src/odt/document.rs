//! Puts the parts of a document together: styles, text, heads and feet of pages.

use super::error::OdtError;
use super::story::OdtStory;
use super::styles::OdtStyles;
use crate::flow::page_counter::PageCounter;
use crate::flow::{Flow, RawDocument};
use crate::package::container::Package;
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::{Namespace, XmlNode, XmlReader};
use tracuu_text::styled::StyledText;

/// Names of the parts (ISO/IEC 26300-3, 2.2.1).
const BODY: &str = "content.xml";
const STYLES: &str = "styles.xml";

/// Most heads and feet of pages that are read.
const MAX_MARGINS: usize = 64;

/// Reads an `OpenDocument` text.
///
/// # Errors
///
/// A damaged, encrypted or hostile file, or one that is too large; see [`OdtError`].
pub(crate) fn read(bytes: &[u8]) -> Result<RawDocument, OdtError> {
    let mut package = Package::open(bytes)?;
    let mut styles = OdtStyles::default();
    let mut furniture = Vec::new();
    if let Some(mut xml) = package.part(STYLES, PackagePart::Styles)? {
        // The automatic styles of this part are those of page heads; the body has its own
        // under the same names.
        styles.read(&mut xml, (Namespace::Office, "automatic-styles"))?;
        let mut of_margins = styles.clone();
        of_margins.read(&mut xml, (Namespace::Office, "master-styles"))?;
        furniture = read_margins(&mut xml, &of_margins)?;
    }
    let Some(mut xml) = package.part(BODY, PackagePart::Body)? else {
        return Err(OdtError::NoDocument);
    };
    styles.read(&mut xml, (Namespace::Office, "body"))?;
    loop {
        match xml.next()? {
            XmlNode::Start if xml.name() == (Namespace::Office, "text") => break,
            XmlNode::Start | XmlNode::End | XmlNode::Eof => {
                return Err(OdtError::NoDocument);
            }
            XmlNode::Text => {}
        }
    }
    let mut pages = PageCounter::of_body();
    let blocks = OdtStory::read(&mut xml, styles, &mut pages)?.finish();
    Ok(RawDocument { blocks, furniture, knows_pages: pages.is_laid_out() })
}

/// Heads and feet of all page layouts, each text once.
fn read_margins(
    xml: &mut XmlReader<'_>,
    styles: &OdtStyles,
) -> Result<Vec<StyledText>, PackageError> {
    let mut furniture: Vec<StyledText> = Vec::new();
    let mut n_margins = 0;
    loop {
        match xml.next()? {
            XmlNode::Start => {
                let (Namespace::Style, name) = xml.name() else { continue };
                if !(name.starts_with("header") || name.starts_with("footer")) {
                    continue;
                }
                n_margins += 1;
                if n_margins > MAX_MARGINS {
                    return Ok(furniture);
                }
                let mut none = PageCounter::default();
                let flow: Flow = OdtStory::read(xml, styles.clone(), &mut none)?;
                flow.add_to_furniture(&mut furniture);
            }
            XmlNode::Text | XmlNode::End => {}
            XmlNode::Eof => return Ok(furniture),
        }
    }
}
