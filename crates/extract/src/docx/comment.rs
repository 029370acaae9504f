//! The part with the texts of comments, and how the container names it.

use serde::{Deserialize, Serialize};

use super::revision::RevisionAuthor;
use super::source::{PartRoot, WordNames, namespace, prefix};
use crate::package::error::{PackageError, PackagePart};
use crate::package::xml::Namespace;
use tracuu_text::span::Span;

/// A comment on some words of a document.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Comment {
    /// The words, in the canonical text of the document. A span without any word of the
    /// source stands for its whole block.
    pub span: Span,
    /// Its text, a paragraph a line.
    pub text: String,
}

/// The comments that a document has.
#[derive(Default)]
pub(super) struct Known {
    /// Largest id; -1 without any.
    pub(super) last_id: i64,
    pub(super) n_comments: usize,
}

impl Known {
    /// Reads the ids of a part with comments, and finds its root.
    ///
    /// # Errors
    ///
    /// A part that is no well-formed XML.
    pub(super) fn read(
        source: &str,
        part: PackagePart,
        known: &mut Self,
    ) -> Result<PartRoot, PackageError> {
        PartRoot::find(source, part, |xml| {
            let (space, name) = xml.name();
            if space != Namespace::Word || !name.starts_with("comment") {
                return;
            }
            known.n_comments +=
                usize::from(matches!(name, "comment" | "commentReference"));
            known.last_id = xml.number("id").unwrap_or_default().max(known.last_id);
        })
    }
}

/// A part without comments.
pub(super) fn empty_part(is_strict: bool) -> String {
    let namespace = namespace(is_strict);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:comments xmlns:w=\"{namespace}\"></w:comments>"
    )
}

/// The elements of new comments, for a part whose root has this name.
pub(super) fn elements(
    root: &str,
    is_strict: bool,
    comments: &[(i64, &Comment)],
    author: &RevisionAuthor,
) -> String {
    let names = WordNames::beside(root, is_strict);
    let elements =
        comments.iter().map(|(id, comment)| element(&names, *id, comment, author));
    elements.collect::<Vec<_>>().concat()
}

fn element(
    WordNames { prefix: w, declaration }: &WordNames,
    id: i64,
    comment: &Comment,
    by: &RevisionAuthor,
) -> String {
    let author = escape(&by.name);
    let initials = escape(&initials(&by.name));
    let date =
        by.date_text().map_or_else(String::new, |date| format!(" {w}:date=\"{date}\""));
    let n_lines = comment.text.lines().count();
    let lines = comment.text.lines().chain((n_lines == 0).then_some(""));
    let paragraph = |line: &str| {
        let line = escape(line);
        format!(
            "<{w}:p><{w}:r><{w}:t xml:space=\"preserve\">{line}</{w}:t></{w}:r></{w}:p>"
        )
    };
    let paragraphs = lines.map(paragraph).collect::<Vec<_>>().concat();
    format!(
        "<{w}:comment{declaration} {w}:id=\"{id}\" {w}:author=\"{author}\"{date} \
         {w}:initials=\"{initials}\">{paragraphs}</{w}:comment>"
    )
}

/// First letters of the words of a name.
fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).collect()
}

/// A text as XML holds it; letters that XML does not have are left out.
pub(super) fn escape(text: &str) -> String {
    let has = |letter: &char| {
        !matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}')
            && !matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    let text: String = text.chars().filter(has).collect();
    quick_xml::escape::escape(&text).into_owned()
}

/// The entry of the part in the list of relations.
pub(super) fn relation(root: &str, id: &str, target: &str, is_strict: bool) -> String {
    let kind = if is_strict {
        "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
    } else {
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    };
    let name = beside(root, "Relationship");
    format!("<{name} Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
}

/// A list of relations without any.
pub(super) const NO_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" \
    standalone=\"yes\"?>\n<Relationships \
    xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"></Relationships>";

/// The entry of the part in the list of types.
pub(super) fn content_type(root: &str, part_name: &str) -> String {
    let kind =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    let name = beside(root, "Override");
    format!("<{name} PartName=\"/{part_name}\" ContentType=\"{kind}\"/>")
}

/// A name with the prefix of another.
fn beside(root: &str, name: &str) -> String {
    match prefix(root) {
        "" => name.to_owned(),
        prefix => format!("{prefix}:{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_cannot_break_the_part() {
        let author = RevisionAuthor {
            name: "Tra \"cứu\"".to_owned(),
            date: Some(jiff::civil::date(2026, 3, 2).at(7, 5, 0, 0)),
        };
        let text = "<w:p>\u{b}&\nhai".to_owned();
        let comment = Comment { span: Span::default(), text };
        let xml = elements("comments", false, &[(7, &comment)], &author);
        let text = |line: &str| {
            format!("<w:p><w:r><w:t xml:space=\"preserve\">{line}</w:t></w:r></w:p>")
        };
        let namespace = namespace(false);
        assert_eq!(
            xml,
            format!(
                "<w:comment xmlns:w=\"{namespace}\" w:id=\"7\" w:author=\"Tra &quot;cứu&quot;\" \
                 w:date=\"2026-03-02T07:05:00Z\" w:initials=\"T&quot;\">{}{}</w:comment>",
                text("&lt;w:p&gt;&amp;"),
                text("hai")
            )
        );
    }
}
