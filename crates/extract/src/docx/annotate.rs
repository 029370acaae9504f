//! A Word document with comments on its words, and with nothing else changed.
//!
//! The container is written anew with the packed bytes that it had; only the part of the
//! text gets marks (`mark`), the part of the comments their texts, and the lists of
//! relations and types an entry where there was no such part. The same document and
//! comments give the same bytes. A signature of the file does not hold any more, as after
//! any change.

use super::anchor::{CommentAnchor, Paragraphs};
use super::comment::{self, Comment, Known};
use super::document::{self, USUAL_BODY};
use super::error::DocxError;
use super::mark::mark;
use super::relations::{self, PartRelations};
use super::revision::RevisionAuthor;
use super::source::PartRoot;
use crate::format::{self, Format};
use crate::mend::assemble::build_manuscript_with_origins;
use crate::package::container::Package;
use crate::package::error::{PackageError, PackagePart};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::origin::Origins;
use tracuu_text::span::Span;

/// Most comments of a document, those that it had included: Word does not open a file with
/// more than 32,767 anchors ([MS-OI29500] 2.1.315).
pub const MAX_COMMENTS: usize = 32_767;

/// Folder with the signatures of a file (ISO/IEC 29500-2, 13).
const SIGNATURES: &str = "_xmlsignatures/";

/// Name of the list of types.
const TYPES: &str = "[Content_Types].xml";

/// Why a document cannot be given comments.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// Another format.
    #[error("comments can be written into Word documents (docx) only")]
    NoDocx,
    /// It cannot be read.
    #[error(transparent)]
    Docx(#[from] DocxError),
    /// Too many comments.
    #[error("{n_comments} comments are more than the {MAX_COMMENTS} that Word opens")]
    TooMany {
        /// Those it had and the new ones.
        n_comments: usize,
    },
    /// The container has no list of types, so that Word would not open it.
    #[error(
        "the Word document (docx) has no list of content types\n\
         hint: open and save it anew in Word"
    )]
    NoTypes,
    /// The text has no paragraph on which a comment could stand.
    #[error("the Word document (docx) has no paragraph to comment on")]
    NoParagraph,
    /// The container cannot be written.
    #[error("the Word document (docx) cannot be written: {0}")]
    Container(#[source] zip::result::ZipError),
}

impl From<PackageError> for AnnotateError {
    fn from(error: PackageError) -> Self {
        Self::Docx(error.into())
    }
}

/// Whether the bytes are a Word document, by their content.
pub fn is_docx(bytes: &[u8]) -> bool {
    format::recognise(bytes) == Some(Format::Docx)
}

/// Whether the file carries a digital signature, which no change of it survives.
pub fn is_signed(bytes: &[u8]) -> bool {
    let Ok(mut package) = Package::open(bytes) else { return false };
    package.has_folder(SIGNATURES)
        || PartRelations::read(&mut package, "")
            .is_ok_and(|root| root.has_target_in(SIGNATURES))
}

/// The same document with comments on its words. Comments that it has stay; ids go on
/// behind theirs.
///
/// Where words lie in a note, a comment stands at the sign that refers to the note; in a
/// text box, a formula or a control of a form, on the whole of it; in an automatic label,
/// on the paragraph; in the head or foot of a page, on the first paragraph of the text.
/// Words that go on into another cell are marked as far as their paragraph goes.
///
/// # Errors
///
/// See [`AnnotateError`].
pub fn annotate(
    original: &[u8],
    comments: &[Comment],
    author: &RevisionAuthor,
) -> Result<Vec<u8>, AnnotateError> {
    if !is_docx(original) {
        return Err(AnnotateError::NoDocx);
    }
    let read = document::read(original)?;
    if comments.is_empty() {
        return Ok(original.to_vec());
    }
    let (manuscript, origins) =
        build_manuscript_with_origins(read.blocks, read.furniture);
    let mut parts = Parts::read(original)?;
    let numbered = parts.number_comments(comments)?;
    let paragraphs = Paragraphs::find(&parts.body)?;
    let mut anchors = Vec::with_capacity(numbered.len());
    for (id, comment) in &numbered {
        let source = source_of(comment.span, &manuscript, &origins);
        let source = paragraphs.anchor(source).ok_or(AnnotateError::NoParagraph)?;
        anchors.push(CommentAnchor { source, id: *id });
    }
    let body = mark(&parts.body, &anchors, parts.is_strict)?;
    let mut changed = parts.with_comments(&numbered, author)?;
    changed.push((parts.body_name, body));
    Package::open(original)?.rewrite(&changed).map_err(AnnotateError::Container)
}

/// Where the words of a span stand in the part of the text; those of its block where it
/// has none.
fn source_of(span: Span, manuscript: &Manuscript, origins: &Origins) -> Option<Span> {
    let block = || {
        let place = manuscript.block_at(span.start)?;
        origins.of(manuscript.blocks().get(place)?.span)
    };
    origins.of(span).or_else(block)
}

/// The parts that comments change, as they are.
struct Parts {
    body_name: String,
    body: String,
    is_strict: bool,
    /// Name of the part with comments, and the part where there is one.
    comments_name: String,
    comments: Option<String>,
    /// Name of the list of relations, and the list where there is one.
    relations_name: String,
    relations: Option<String>,
    /// Whether the list of relations names the part with comments.
    is_related: bool,
    types: String,
    known: Known,
}

impl Parts {
    fn read(original: &[u8]) -> Result<Self, AnnotateError> {
        let mut package = Package::open(original)?;
        let (body_name, body) = read_body(&mut package)?;
        let related = PartRelations::read(&mut package, &body_name)?;
        let mut known = Known { last_id: -1, n_comments: 0 };
        let body_root = Known::read(&body, PackagePart::Body, &mut known)?;
        let relations_name = relations::list_of(&body_name);
        let related = related.of_kind("comments");
        let is_related = related.is_some();
        let comments_name = related.map_or_else(
            || unused_name(&package, &body_name),
            |name| package.name_of(name).unwrap_or_else(|| name.to_owned()),
        );
        Ok(Self {
            is_strict: body_root.is_strict(&body),
            relations: package.text(&relations_name, PackagePart::Relations)?,
            relations_name,
            is_related,
            comments: package.text(&comments_name, PackagePart::Comments)?,
            comments_name,
            types: package
                .text(TYPES, PackagePart::Types)?
                .ok_or(AnnotateError::NoTypes)?,
            known,
            body_name,
            body,
        })
    }

    /// The comments with their ids.
    fn number_comments<'c>(
        &mut self,
        comments: &'c [Comment],
    ) -> Result<Vec<(i64, &'c Comment)>, AnnotateError> {
        if let Some(part) = &self.comments {
            Known::read(part, PackagePart::Comments, &mut self.known)?;
        }
        let n_comments = self.known.n_comments + comments.len();
        if n_comments > MAX_COMMENTS {
            return Err(AnnotateError::TooMany { n_comments });
        }
        let first = self.known.last_id.saturating_add(1);
        Ok((first..).zip(comments).collect())
    }

    /// The changed parts beside the text: that of the comments, and the lists that must
    /// name it where it is new.
    fn with_comments(
        &self,
        comments: &[(i64, &Comment)],
        author: &RevisionAuthor,
    ) -> Result<Vec<(String, String)>, PackageError> {
        let empty = comment::empty_part(self.is_strict);
        let part = self.comments.as_ref().unwrap_or(&empty);
        let root = Known::read(part, PackagePart::Comments, &mut Known::default())?;
        let is_strict = root.is_strict(part);
        let elements = comment::elements(root.name(part), is_strict, comments, author);
        let mut changed =
            vec![(self.comments_name.clone(), root.append(part, &elements))];
        if !self.is_related {
            changed.push((self.relations_name.clone(), self.with_relation()?));
        }
        if self.comments.is_none() {
            changed.push((TYPES.to_owned(), self.with_type()?));
        }
        Ok(changed)
    }

    fn with_relation(&self) -> Result<String, PackageError> {
        let list = self.relations.as_deref().unwrap_or(comment::NO_RELATIONS);
        let root = PartRoot::find(list, PackagePart::Relations, |_| {})?;
        let free = (1..).map(|number| format!("rId{number}"));
        let id = { free }.find(|id| !list.contains(&format!("\"{id}\"")));
        let file = self.comments_name.rsplit('/').next().unwrap_or_default();
        let id = id.unwrap_or_default();
        let entry = comment::relation(root.name(list), &id, file, self.is_strict);
        Ok(root.append(list, &entry))
    }

    fn with_type(&self) -> Result<String, PackageError> {
        let root = PartRoot::find(&self.types, PackagePart::Types, |_| {})?;
        if self.types.contains(&format!("\"/{}\"", self.comments_name)) {
            return Ok(self.types.clone());
        }
        let entry = comment::content_type(root.name(&self.types), &self.comments_name);
        Ok(root.append(&self.types, &entry))
    }
}

/// Name and text of the part with the body.
pub(super) fn read_body(
    package: &mut Package<'_>,
) -> Result<(String, String), AnnotateError> {
    let root = PartRelations::read(package, "")?;
    let name = root.of_kind("officeDocument").unwrap_or(USUAL_BODY);
    let name = package.name_of(name).ok_or(DocxError::NoDocument)?;
    let body = package.text(&name, PackagePart::Body)?.ok_or(DocxError::NoDocument)?;
    Ok((name, body))
}

/// A name for a new part beside the text that the container does not have.
fn unused_name(package: &Package<'_>, body_name: &str) -> String {
    let folder = body_name.rsplit_once('/').map_or("", |(folder, _)| folder);
    let slash = if folder.is_empty() { "" } else { "/" };
    let numbers = std::iter::once(String::new()).chain((1..).map(|n: u32| n.to_string()));
    let mut names = numbers.map(|number| format!("{folder}{slash}comments{number}.xml"));
    names.find(|name| package.name_of(name).is_none()).unwrap_or_default()
}
