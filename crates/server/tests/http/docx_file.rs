//! The smallest Word document that holds some paragraphs.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
    <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
    <Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
    </Types>";

const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
    <Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
    </Relationships>";

/// A Word document of paragraphs; their text must need no escaping.
pub(crate) fn docx(paragraphs: &[&str]) -> Vec<u8> {
    docx_of(&docx_body(paragraphs))
}

/// The same with a part that stands for a digital signature.
pub(crate) fn signed_docx(paragraphs: &[&str]) -> Vec<u8> {
    let signature = [("_xmlsignatures/sig1.xml", "<Signature/>")];
    packed(&docx_body(paragraphs), &signature)
}

/// A Word document with this markup as its body.
pub(crate) fn docx_of(text: &str) -> Vec<u8> {
    packed(text, &[])
}

fn docx_body(paragraphs: &[&str]) -> String {
    let paragraph = |text: &&str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    paragraphs.iter().map(paragraph).collect()
}

fn packed(text: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let body =
        format!("<w:document xmlns:w=\"{main}\"><w:body>{text}</w:body></w:document>");
    let mut file = ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &body),
    ];
    for (name, part) in parts.iter().chain(more) {
        file.start_file(*name, SimpleFileOptions::default()).unwrap();
        file.write_all(part.as_bytes()).unwrap();
    }
    file.finish().unwrap().into_inner()
}
