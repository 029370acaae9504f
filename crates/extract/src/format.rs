//! Which format a file has, by its content; a name is only a hint between plain text
//! and Markdown.

use std::fmt;

use memchr::memmem;

/// A format that is recognised by its content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Word since 2007 (Office Open XML).
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// `PowerPoint` since 2007.
    Pptx,
    /// Text of `OpenDocument`.
    Odt,
    /// Sheet of `OpenDocument`.
    Ods,
    /// Word 97 to 2003.
    Doc,
    /// Excel 97 to 2003.
    Xls,
    /// An Office file under a password.
    EncryptedOffice,
    /// Another file in the container of Office 97 to 2003.
    Office97,
    /// Portable Document Format.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// A page of HTML.
    Html,
    /// An XML document.
    Xml,
    /// A picture, such as a scan.
    Picture,
    /// An archive.
    Archive,
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Docx => "a Word document (docx)",
            Self::Xlsx => "an Excel workbook (xlsx)",
            Self::Pptx => "a PowerPoint presentation (pptx)",
            Self::Odt => "an OpenDocument text (odt)",
            Self::Ods => "an OpenDocument sheet (ods)",
            Self::Doc => "a Word 97-2003 document (doc)",
            Self::Xls => "an Excel 97-2003 workbook (xls)",
            Self::EncryptedOffice => "an Office file under a password",
            Self::Office97 => "an Office 97-2003 file",
            Self::Pdf => "a PDF file",
            Self::Rtf => "a Rich Text file (rtf)",
            Self::Html => "an HTML page",
            Self::Xml => "an XML file",
            Self::Picture => "a picture",
            Self::Archive => "an archive",
        })
    }
}

/// Signatures at the first byte.
const SIGNATURES: [(&[u8], Format); 11] = [
    (b"%PDF-", Format::Pdf),
    (b"{\\rtf", Format::Rtf),
    (b"\x89PNG\r\n", Format::Picture),
    (b"\xff\xd8\xff", Format::Picture),
    (b"GIF8", Format::Picture),
    (b"II*\0", Format::Picture),
    (b"MM\0*", Format::Picture),
    (b"\x1f\x8b", Format::Archive),
    (b"7z\xbc\xaf\x27\x1c", Format::Archive),
    (b"Rar!\x1a\x07", Format::Archive),
    (b"<?xml", Format::Xml),
];

/// Names inside a ZIP container, the most telling first.
const ZIP_NAMES: [(&[u8], Format); 6] = [
    (b"word/", Format::Docx),
    (b"xl/", Format::Xlsx),
    (b"ppt/", Format::Pptx),
    (b"vnd.oasis.opendocument.text", Format::Odt),
    (b"vnd.oasis.opendocument.spreadsheet", Format::Ods),
    // A container whose type is packed; most of them are texts.
    (b"content.xml", Format::Odt),
];

/// How far a signature may stand behind other bytes, as readers of PDF allow.
const PDF_HEAD_BYTES: usize = 1024;

/// The format of a file that is neither plain text nor Markdown; `None` where no
/// signature is found.
pub fn recognise(bytes: &[u8]) -> Option<Format> {
    if let Some((_, format)) = SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign))
    {
        return Some(*format);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        let name = ZIP_NAMES.iter().find(|(name, _)| holds_name(bytes, name));
        return Some(name.map_or(Format::Archive, |(_, format)| *format));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(office97(bytes));
    }
    let head = bytes.get(..PDF_HEAD_BYTES.min(bytes.len())).unwrap_or_default();
    if memmem::find(head, b"%PDF-").is_some() && head.contains(&0) {
        return Some(Format::Pdf);
    }
    html(head)
}

/// Whether the bytes hold a name of a part, in any case of its letters (ECMA-376 part 2,
/// 6.2.2.3: names of parts are equivalent without regard to case).
fn holds_name(bytes: &[u8], name: &[u8]) -> bool {
    let Some(first) = name.first() else { return false };
    memchr::memchr2_iter(first.to_ascii_lowercase(), first.to_ascii_uppercase(), bytes)
        .any(|at| {
            let here = bytes.get(at..at + name.len());
            here.is_some_and(|here| here.eq_ignore_ascii_case(name))
        })
}

fn office97(bytes: &[u8]) -> Format {
    let has = |name: &str| {
        let utf16: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &utf16).is_some()
    };
    if has("EncryptedPackage") {
        Format::EncryptedOffice
    } else if has("WordDocument") {
        Format::Doc
    } else if has("Workbook") {
        Format::Xls
    } else {
        Format::Office97
    }
}

fn html(head: &[u8]) -> Option<Format> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let starts = |tag: &[u8]| {
        text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag))
    };
    if starts(b"<?xml") {
        return Some(Format::Xml);
    }
    (starts(b"<!doctype html") || starts(b"<html")).then_some(Format::Html)
}

/// The two kinds of text that are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TextKind {
    Plain,
    Markdown,
}

/// Whether a text is Markdown: by its name, or by its marks where the name decides nothing.
pub(super) fn text_kind(text: &str, name_hint: Option<&str>) -> TextKind {
    let extension = name_hint.and_then(|name| name.rsplit_once('.')).map(|(_, end)| end);
    let is_one_of = |names: &[&str]| {
        extension
            .is_some_and(|end| names.iter().any(|name| end.eq_ignore_ascii_case(name)))
    };
    if is_one_of(&["md", "markdown"]) {
        return TextKind::Markdown;
    }
    let is_marked = if is_one_of(&["txt", "text"]) {
        n_marked_lines(text) >= MIN_MARKED_LINES
    } else {
        has_marks(text)
    };
    if is_marked { TextKind::Markdown } else { TextKind::Plain }
}

/// Marked lines by which a text that is named plain is Markdown all the same, as one copied
/// from a chat or a saved page is.
const MIN_MARKED_LINES: usize = 2;

/// Lines with marks of Markdown, counted to [`MIN_MARKED_LINES`]; bold words in a sentence
/// are as good as two.
fn n_marked_lines(text: &str) -> usize {
    let mut n_marked = 0;
    for line in text.lines() {
        n_marked += if is_bold(line) { 2 } else { usize::from(is_marked(line)) };
        if n_marked >= MIN_MARKED_LINES {
            break;
        }
    }
    n_marked
}

/// Whether a text has marks of Markdown that plain text does not have by chance: a
/// heading, bold text, a row of alignment, a tag.
fn has_marks(text: &str) -> bool {
    text.lines().any(|line| is_bold(line) || is_marked(line))
}

/// Whether a line holds words between two pairs of stars.
fn is_bold(line: &str) -> bool {
    let mut pieces = line.split("**").skip(1);
    pieces.next().is_some_and(|inside| {
        inside.starts_with(char::is_alphanumeric) && pieces.next().is_some()
    })
}

/// Whether a line has another mark: a heading, a number with an escaped full stop, a row of
/// alignment, a tag.
fn is_marked(line: &str) -> bool {
    let line = line.trim();
    let title = line.trim_start_matches('#');
    let is_heading =
        (1..=6).contains(&(line.len() - title.len())) && title.starts_with(' ');
    let is_tagged =
        ["<b>", "<i>", "<br>", "<table", "<strong>"].iter().any(|tag| line.contains(tag));
    let is_alignment = line.starts_with("|--") || line.starts_with("| --");
    let digits = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_escaped = digits.len() < line.len() && digits.starts_with("\\. ");
    is_heading || is_tagged || is_alignment || is_escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_content() {
        for (bytes, expected) in [
            (&b"PK\x03\x04....word/document.xml"[..], Some(Format::Docx)),
            (b"PK\x03\x04....WORD/document.xml", Some(Format::Docx)),
            (b"PK\x03\x04....a.txt", Some(Format::Archive)),
            (b"%PDF-1.7", Some(Format::Pdf)),
            (b"\0\0%PDF-1.7", Some(Format::Pdf)),
            (b"{\\rtf1", Some(Format::Rtf)),
            (b" <!DOCTYPE HTML>", Some(Format::Html)),
            (b"\xef\xbb\xbf<html>", Some(Format::Html)),
            (b"<table><tr>", None),
            (b"Xem %PDF-1.7", None),
            (b"", None),
        ] {
            assert_eq!(recognise(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn a_name_decides_between_text_and_markdown_before_marks_do() {
        let markdown = "# Kế hoạch\n**đậm**";
        assert_eq!(text_kind("# 5\nghi chú **", Some("a.txt")), TextKind::Plain);
        assert_eq!(text_kind("Kế hoạch\n5 ** 3 ** 2", Some("a.txt")), TextKind::Plain);
        assert_eq!(text_kind(markdown, Some("a.txt")), TextKind::Markdown);
        assert_eq!(text_kind("1\\. Một\n2\\. Hai", Some("a.txt")), TextKind::Markdown);
        assert_eq!(text_kind("chữ", Some("A.MD")), TextKind::Markdown);
        assert_eq!(text_kind(markdown, None), TextKind::Markdown);
        assert_eq!(text_kind("ghi chú (**)\n*** \n# 5", None), TextKind::Markdown);
        assert_eq!(text_kind("ghi chú (**) và (**)\n***", Some("-")), TextKind::Plain);
    }
}
