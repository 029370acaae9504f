//! Checking an uploaded draft, for the API and the page. Nothing of the draft is stored.

use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;

use super::attachment;
use super::clock;
use super::params;
use super::problem::{Problem, ProblemKind};
use super::state::Service;
use super::wire::checked_file::CheckedFile;
use tracuu_check::document_directory::{DocumentDirectory, ReferenceCollection};
use tracuu_check::draft::Draft;
use tracuu_check::report::CheckReport;
use tracuu_check::rule::Rule;
use tracuu_check::rule_set::DraftKind;
use tracuu_check::run::{CheckSettings, check};
use tracuu_check::word_file::{WordError, WordOptions, write_word_file};
use tracuu_extract::docx::annotate::is_docx;
use tracuu_intake::reader::FileReader;
use tracuu_intake::word_changes::WordFailure;
use tracuu_print::messages::spoken;
use tracuu_query::search::Searcher;
use tracuu_text::capitals::capitalised;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::read_failure::ReadFailureKind;

/// Media type of Word documents.
pub(super) const DOCX: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Most files of one batch: a morning's work of a whole office, and some minutes of one
/// processor at the size of the largest drafts.
pub(super) const MAX_FILES: usize = 50;

/// An uploaded draft.
pub(super) enum DraftUpload {
    /// Pasted or sent as JSON.
    Text(String),
    /// The bytes of a file, and its name where the client sends one.
    File(Bytes, Option<String>),
}

impl DraftUpload {
    /// The draft as it was sent, where that is text.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::File(bytes, _) => std::str::from_utf8(bytes).ok(),
        }
    }

    /// Whether it is a Word document, which can be returned with comments.
    pub(super) fn is_word(&self) -> bool {
        matches!(self, Self::File(bytes, _) if is_docx(bytes))
    }

    /// Whether it is a Word document with a digital signature.
    pub(super) fn is_signed(&self, reader: &FileReader) -> bool {
        let Self::File(bytes, _) = self else { return false };
        let facts = self.is_word().then(|| reader.word_facts(bytes, &[]));
        facts.is_some_and(|facts| facts.is_ok_and(|facts| facts.is_signed))
    }
}

/// Options of one check, as the client writes them.
#[derive(Debug, Default)]
pub(super) struct CheckOptions {
    /// The day on which cited documents must be in force, `YYYY-MM-DD`; `None`: the
    /// draft's own date.
    pub(super) date: Option<String>,
    /// The kind of draft; `None`: what its head says.
    pub(super) kind: Option<DraftKind>,
    /// Rule ids to skip.
    pub(super) disable: Vec<String>,
    /// Rule ids to run although the service skips them by default.
    pub(super) enable: Vec<String>,
}

/// A draft and the report on it.
pub(super) struct CheckedDraft {
    /// The documents it was compared with.
    pub(super) directory: Arc<DocumentDirectory>,
    /// The draft as it was read.
    pub(super) draft: Draft,
    /// What was found.
    pub(super) report: CheckReport,
}

impl CheckedDraft {
    /// Reads a draft and checks it against the collection.
    ///
    /// # Errors
    /// The draft cannot be read, an option is not valid, or the index fails.
    pub(super) fn from_upload(
        service: &Service,
        searcher: &Searcher,
        upload: &DraftUpload,
        options: &CheckOptions,
    ) -> Result<Self, Problem> {
        let options = rule_options(service, options)?;
        let province = service.checking().province.as_deref();
        let draft = Draft::read(manuscript(service.reader(), upload)?, province);
        let directory = service.directory()?;
        let against = ReferenceCollection {
            directory: &directory,
            collection: Some(searcher.collection()),
        };
        let report = check(&draft, against, &options)?;
        Ok(Self { directory, draft, report })
    }

    /// The uploaded Word document with corrections and comments, by the service's author
    /// and clock.
    ///
    /// # Errors
    /// The upload is no Word document, it is signed, or it cannot be written.
    pub(super) fn word_file(
        &self,
        service: &Service,
        upload: &DraftUpload,
        options: WordOptions,
    ) -> Result<Response, Problem> {
        let (bytes, name) = match upload {
            DraftUpload::Text(text) => (text.as_bytes(), None),
            DraftUpload::File(bytes, name) => (bytes.as_ref(), name.as_deref()),
        };
        let author = service.checking().author.clone();
        let options = WordOptions { author, date: clock::now(), ..options };
        let Self { report, directory, .. } = self;
        let reader = service.reader();
        let written = write_word_file(reader, bytes, report, directory, &options);
        let file = written.map_err(|error| match error {
            WordError::Signed => Problem::plain(ProblemKind::DraftSigned),
            WordError::Write(WordFailure::NoDocx) => {
                let why = spoken().refusal_no_word();
                Problem::new(ProblemKind::DraftUnreadable, why)
            }
            WordError::Write(other) => {
                let why = spoken().refusal_not_annotated(first_line(&other));
                Problem::new(ProblemKind::DraftUnreadable, why)
            }
        })?;
        let is_corrected = file.n_corrections > 0;
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(DOCX));
        headers.insert(header::CONTENT_DISPOSITION, disposition(name, is_corrected));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok((headers, file.bytes).into_response())
    }
}

/// Checks files one after the other; one that cannot be read is a row as well.
///
/// # Errors
/// There are too many, an option is not valid, or the index fails.
pub(super) fn check_files(
    service: &Service,
    searcher: &Searcher,
    files: Vec<(Bytes, String)>,
    options: &CheckOptions,
) -> Result<Vec<CheckedFile>, Problem> {
    if files.len() > MAX_FILES {
        let detail = spoken().refusal_too_many_files(MAX_FILES);
        return Err(Problem::new(ProblemKind::BadRequest, detail));
    }
    let mut rows = Vec::with_capacity(files.len());
    for (bytes, name) in files {
        let upload = DraftUpload::File(bytes, Some(name.clone()));
        match CheckedDraft::from_upload(service, searcher, &upload, options) {
            Ok(checked) => rows.push(CheckedFile::checked(name, &checked.report)),
            Err(problem) if is_of_file(problem.kind()) => {
                let why = capitalised(problem.detail());
                rows.push(CheckedFile::failed(name, why));
            }
            Err(problem) => return Err(problem),
        }
    }
    Ok(rows)
}

/// Whether a problem is one of the file and not of the request or the service.
fn is_of_file(kind: ProblemKind) -> bool {
    let of_file = [
        ProblemKind::DraftUnreadable,
        ProblemKind::BodyTooLarge,
        ProblemKind::Overloaded,
    ];
    of_file.contains(&kind)
}

/// The header that names the file to be stored: the name of the draft and what was done.
fn disposition(name: Option<&str>, is_corrected: bool) -> HeaderValue {
    /// Characters of the draft's name that are kept.
    const MAX_NAME: usize = 120;
    let name = attachment::safe_name(name.unwrap_or_default(), usize::MAX);
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).trim();
    let stem = if stem.is_empty() { spoken().file_draft() } else { stem };
    let stem: String = stem.chars().take(MAX_NAME).collect();
    if is_corrected {
        let full = format!("{}.docx", spoken().file_with_corrections(stem));
        return attachment::disposition(&full, "du-thao-da-sua.docx");
    }
    let full = format!("{}.docx", spoken().file_with_comments(stem));
    attachment::disposition(&full, "du-thao-co-chu-thich.docx")
}

fn manuscript(reader: &FileReader, upload: &DraftUpload) -> Result<Manuscript, Problem> {
    let read = match upload {
        DraftUpload::Text(text) => reader.read(text.as_bytes(), None),
        DraftUpload::File(bytes, name) => reader.read(bytes, name.as_deref()),
    };
    read.map_err(|failure| {
        let kind = match failure.kind {
            ReadFailureKind::TooLarge => ProblemKind::BodyTooLarge,
            ReadFailureKind::NoWorker => ProblemKind::Overloaded,
            _ => ProblemKind::DraftUnreadable,
        };
        let cause = spoken().read_failure(failure.kind);
        Problem::new(kind, spoken().refusal_draft_unreadable(cause))
    })
}

fn first_line(error: &dyn std::error::Error) -> String {
    error.to_string().split('\n').next().unwrap_or_default().to_owned()
}

fn rule_options(
    service: &Service,
    wanted: &CheckOptions,
) -> Result<CheckSettings, Problem> {
    let day = match &wanted.date {
        None => None,
        Some(written) => Some(written.parse::<Date>().map_err(|_| {
            params::invalid("date", written, spoken().parameter_draft_day())
        })?),
    };
    let rules = |name: &'static str, ids: &[String]| -> Result<Vec<Rule>, Problem> {
        let parsed = ids.iter().map(|id| {
            let accepted = spoken().parameter_rule();
            id.parse::<Rule>().map_err(|_| params::invalid(name, id, accepted))
        });
        parsed.collect()
    };
    let on = rules("enable", &wanted.enable)?;
    let mut off = rules("disable", &wanted.disable)?;
    let checking = service.checking();
    off.extend(checking.off.iter().filter(|rule| !on.contains(rule)));
    let collected = checking
        .collected
        .or_else(|| service.collection().built().and_then(clock::day_of));
    Ok(CheckSettings {
        day,
        today: clock::today(),
        collected,
        rules: wanted.kind,
        off,
        on,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_cannot_leave_its_header() {
        for name in
            ["a\"; x=\r\nSet-Cookie: b.docx", "Dự thảo.docx", "../../x", "\u{202e}"]
        {
            let header = disposition(Some(name), false);
            let header = header.to_str().unwrap();
            assert_eq!(header.matches('"').count(), 2, "{header}");
            assert!(!header.contains('/') && header.is_ascii(), "{header}");
        }
        let header = disposition(Some("KH 12.docx"), false);
        assert!(header.to_str().unwrap().contains("UTF-8''KH%2012%20%28c"));
    }
}
