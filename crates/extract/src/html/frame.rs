//! The elements of a page that are open, and how they set their text.

use html5ever::Attribute;

use crate::legacy::font::FontLetters;
use tracuu_text::styled::Style;

/// An element that is open.
#[derive(Clone, Debug)]
pub(super) struct HtmlFrame {
    pub(super) name: String,
    pub(super) setting: HtmlSetting,
    /// What its end ends, beside itself.
    pub(super) apart: Option<HtmlApart>,
}

/// How an element sets its text; it passes to all that is inside.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct HtmlSetting {
    pub(super) style: Style,
    pub(super) letters: FontLetters,
    /// Whether its text is none of the document.
    pub(super) is_hidden: bool,
    /// Whether white space stays as it is.
    pub(super) keeps_space: bool,
}

/// A text that stands apart from the rest of the page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum HtmlApart {
    /// A head or foot of pages.
    Margin,
    /// A footnote or endnote.
    Note,
}

/// How the targets of notes begin, as Word and `LibreOffice` name them.
const NOTE_TARGETS: [&str; 6] =
    ["_ftn", "_edn", "_ftnref", "_ednref", "sdfootnote", "sdendnote"];

/// How the elements that hold notes are named.
const NOTE_IDS: [&str; 4] = ["ftn", "edn", "sdfootnote", "sdendnote"];

/// Elements whose text is none of the document.
const HIDDEN: [&str; 14] = [
    "script", "style", "title", "noscript", "template", "svg", "select", "textarea",
    "button", "del", "sdfield", "iframe", "object", "map",
];

impl HtmlFrame {
    /// An element inside others, whose setting it takes over.
    pub(super) fn new(around: HtmlSetting, name: &str, attributes: &[Attribute]) -> Self {
        let value = |name: &str| attribute(attributes, name);
        let mut setting = around;
        match name {
            "b" | "strong" | "th" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                setting.style.bold = true;
            }
            "i" | "em" | "cite" => setting.style.italic = true,
            "pre" => setting.keeps_space = true,
            _ => {}
        }
        if let Some(face) = value("face") {
            setting.set_font(face);
        }
        if let Some(style) = value("style") {
            setting.set(style);
        }
        let is_field_shown = name == "sdfield" && value("type") != Some("PAGE");
        // The number of a note; the note gets one of its own.
        let target = value("href").and_then(|target| target.strip_prefix('#'));
        let is_note_number = name == "a"
            && target.is_some_and(|target| begins_with(target, &NOTE_TARGETS));
        setting.is_hidden |= (HIDDEN.contains(&name) && !is_field_shown)
            || value("hidden").is_some()
            || is_note_number;
        let mut apart = None;
        if name == "div" {
            let is_margin = matches!(value("title"), Some("header" | "footer"));
            let is_note = value("id").is_some_and(|id| begins_with(id, &NOTE_IDS));
            apart = if is_margin {
                Some(HtmlApart::Margin)
            } else {
                is_note.then_some(HtmlApart::Note)
            };
        }
        Self { name: name.to_owned(), setting, apart }
    }
}

impl HtmlSetting {
    /// Takes in the declarations of a style (CSS 2).
    fn set(&mut self, style: &str) {
        for declaration in style.split(';') {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim();
            match name.trim() {
                "font-weight" => {
                    let is_heavy = value.parse::<u32>().is_ok_and(|weight| weight >= 600);
                    self.style.bold = value.starts_with("bold") || is_heavy;
                }
                "font-style" => self.style.italic = value != "normal",
                "font-family" => self.set_font(value),
                "display" => self.is_hidden |= value == "none",
                _ => {}
            }
        }
    }

    /// The first font of a list decides.
    fn set_font(&mut self, names: &str) {
        let name = names.split(',').next().unwrap_or_default();
        self.letters = FontLetters::from_font_name(name.trim_matches(['\'', '"', ' ']));
    }
}

/// Whether a name is one of these with a number behind it.
fn begins_with(name: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| {
        name.strip_prefix(start)
            .is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit()))
    })
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|one| &*one.name.local == name)?;
    Some(&found.value)
}
