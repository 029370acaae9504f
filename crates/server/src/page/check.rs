//! The page that checks a draft: a form, and what was found beside the text. Nothing that
//! is sent is kept.

use askama::Template;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, Request, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use strum::VariantArray as _;

use super::asset;
use super::draft_text::{DraftMark, DraftPart, draft_parts, is_whole};
use super::findings::{
    self, CitingRow, FindingView, LackingRow, ShownGroup, UncheckedCitations,
};
use super::layout::html_response;
use super::names::DocumentNames;
use crate::draft::{self, CheckOptions, CheckedDraft, DraftUpload, MAX_FILES};
use crate::export::checked_files::checked_files;
use crate::language;
use crate::problem::{Problem, ProblemKind, WrittenOut};
use crate::state::Service;
use crate::wire::check::Coverage;
use crate::wire::checked_file::CheckedFile;
use tracuu_check::finding::Finding;
use tracuu_check::report::DayOrigin;
use tracuu_check::rule::FindingGroup;
use tracuu_check::rule_set::DraftKind;
use tracuu_check::table;
use tracuu_check::word_file::{ChosenCorrection, CorrectionChoice, WordOptions};
use tracuu_print::date;
use tracuu_print::messages::{Messages, spoken};
use tracuu_print::names::page_numbers;
use tracuu_query::search::Searcher;
use tracuu_text::capitals;
use tracuu_text::span::Span;

/// Longest pasted text that comes back in the form, in bytes; a longer one would double a
/// page that shows it already.
const MAX_RETURNED: usize = 32 * 1024;

#[derive(Template)]
#[template(path = "check.html")]
struct CheckPage {
    msg: Messages,
    form: FormView,
    bounds: FormBounds,
    answer: Option<CheckedView>,
    /// Several files, a row each.
    table: Option<Vec<TableRow>>,
}

impl CheckPage {
    fn new(service: &Service, form: FormView) -> Self {
        let bounds = FormBounds {
            n_files: MAX_FILES,
            megabytes: service.limits().draft_bytes >> 20,
            bytes: service.limits().draft_bytes,
        };
        Self { msg: spoken(), form, bounds, answer: None, table: None }
    }
}

/// How much the form takes.
struct FormBounds {
    n_files: usize,
    megabytes: usize,
    bytes: usize,
}

/// A file of several.
struct TableRow {
    file: CheckedFile,
    /// The same as JSON, which the page sends back for the Excel table.
    json: String,
}

impl TableRow {
    fn new(file: CheckedFile) -> Result<Self, Problem> {
        let json =
            serde_json::to_string(&file).map_err(|error| Problem::internal(&error))?;
        Ok(Self { file, json })
    }
}

/// What the form shows.
#[derive(Clone, Default)]
struct FormView {
    text: String,
    date: String,
    /// The kind of draft that was chosen; `None`: what its head says.
    kind: Option<DraftKind>,
    problem: Option<String>,
    /// The draft carries a digital signature, and the answer would break it.
    is_signed: bool,
}

impl FormView {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand values over by reference"
    )]
    fn has_kind(&self, kind: &DraftKind) -> bool {
        self.kind == Some(*kind)
    }
}

/// What was found in a draft.
struct CheckedView {
    /// The secrecy mark of the draft.
    secrecy: Option<String>,
    /// The pages that were recognised from pictures; empty where there are none.
    recognised_pages: String,
    /// The pages that could not be read; empty where all could.
    unread_pages: String,
    /// The name of the file, where there is one.
    name: Option<String>,
    coverage: Coverage,
    groups: Vec<ShownGroup>,
    lacking: Vec<LackingRow>,
    citing: Vec<CitingRow>,
    findings: Vec<FindingView>,
    /// Findings beyond those shown.
    n_hidden: usize,
    unchecked: Vec<UncheckedCitations>,
    parts: Vec<DraftPart>,
    /// All of the text is shown, each paragraph from its first letter to its last.
    is_whole: bool,
    /// It is a Word document, which can come back with comments and corrections.
    is_word: bool,
    /// It carries a digital signature, which both break.
    is_signed: bool,
}

/// The table before its first row, for the script to fill.
const NO_ROWS: &[TableRow] = &[];

/// The fields of the posted form.
struct PostedForm {
    text: String,
    files: Vec<(Bytes, String)>,
    /// Rows of a table as JSON, see [`TableRow`].
    rows: Vec<String>,
    date: String,
    kind: Option<DraftKind>,
    wanted: WantedAnswer,
    /// Chosen corrections as JSON, see [`PostedCorrection`]; `None`: all of what must be
    /// put right.
    corrections: Option<String>,
    breaks_signature: bool,
}

/// What the form asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum WantedAnswer {
    Page,
    /// The row of a file among several.
    Row,
    /// The rows that were sent, as an Excel table.
    Table,
    CommentedFile,
    CorrectedFile,
}

/// A correction that was accepted on the page.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PostedCorrection {
    /// Number of its finding on the page, from 1.
    finding: usize,
    /// The words of the draft that it takes the place of, as the page shows them.
    own: String,
    /// The words to write.
    words: String,
}

/// What comes back.
enum CheckResponse {
    Page(Box<CheckedView>),
    Table(Vec<TableRow>),
    File(Response),
}

/// `/check`: the form.
pub(crate) async fn page(State(service): State<Service>) -> Result<Response, Problem> {
    html_response(&CheckPage::new(&service, FormView::default()))
}

/// `/check` with a draft: its page, or the Word document with comments; with several: their
/// table.
pub(crate) async fn answer(
    State(service): State<Service>,
    request: Request,
) -> Result<Response, Problem> {
    let posted = PostedForm::read(request).await?;
    let mut page = CheckPage::new(&service, posted.form());
    let drafts = service.clone();
    match service.run_draft(move |searcher| posted.answer(&drafts, searcher)).await {
        Ok(CheckResponse::File(response)) => Ok(response),
        Ok(CheckResponse::Page(view)) => {
            page.answer = Some(*view);
            html_response(&page)
        }
        Ok(CheckResponse::Table(rows)) => {
            page.table = Some(rows);
            html_response(&page)
        }
        Err(problem) if problem.kind().status().is_client_error() => {
            page.form.problem = Some(capitals::capitalised(problem.detail()));
            page.form.is_signed = problem.kind() == ProblemKind::DraftSigned;
            let mut response = html_response(&page)?;
            *response.status_mut() = problem.kind().status();
            response.extensions_mut().insert(WrittenOut);
            Ok(response.into_response())
        }
        Err(problem) => Err(problem),
    }
}

impl PostedForm {
    /// Reads a form; fields that it does not know are passed over.
    async fn read(request: Request) -> Result<Self, Problem> {
        let mut form = Multipart::from_request(request, &()).await?;
        let mut posted = Self {
            text: String::new(),
            files: Vec::new(),
            rows: Vec::new(),
            date: String::new(),
            kind: None,
            wanted: WantedAnswer::Page,
            corrections: None,
            breaks_signature: false,
        };
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().unwrap_or_default().to_owned();
            let bytes = field.bytes().await?;
            let text = || String::from_utf8_lossy(&bytes).into_owned();
            match name.as_str() {
                "text" => posted.text = text(),
                "date" => text().trim().clone_into(&mut posted.date),
                "kind" => posted.kind = text().parse().ok(),
                "answer" => {
                    posted.wanted = match text().as_str() {
                        "row" => WantedAnswer::Row,
                        "table" => WantedAnswer::Table,
                        "docx" => WantedAnswer::CommentedFile,
                        "fixed" => WantedAnswer::CorrectedFile,
                        _ => WantedAnswer::Page,
                    };
                }
                "corrections" => {
                    posted.corrections = Some(text()).filter(|list| !list.is_empty());
                }
                "row" => posted.rows.push(text()),
                "signature" => posted.breaks_signature = text() == "break",
                // A form without a chosen file sends an empty one.
                "file" if !(bytes.is_empty() && file_name.is_empty()) => {
                    posted.files.push((bytes, file_name));
                }
                _ => {}
            }
        }
        Ok(posted)
    }

    fn form(&self) -> FormView {
        let is_short = self.text.len() <= MAX_RETURNED;
        let text = if is_short { self.text.clone() } else { String::new() };
        let (date, kind) = (self.date.clone(), self.kind);
        FormView { text, date, kind, problem: None, is_signed: false }
    }

    fn answer(
        self,
        service: &Service,
        searcher: &Searcher,
    ) -> Result<CheckResponse, Problem> {
        let date = Some(self.date).filter(|date| !date.is_empty());
        let options = CheckOptions { date, kind: self.kind, ..CheckOptions::default() };
        if self.wanted == WantedAnswer::Table {
            return table_file(&self.rows).map(CheckResponse::File);
        }
        let mut files = self.files;
        if files.len() > 1 || self.wanted == WantedAnswer::Row {
            let rows = draft::check_files(service, searcher, files, &options)?;
            let rows = rows.into_iter().map(TableRow::new);
            return rows.collect::<Result<_, _>>().map(CheckResponse::Table);
        }
        let (upload, name) = match files.pop() {
            Some((bytes, name)) => {
                (DraftUpload::File(bytes, Some(name.clone())), Some(name))
            }
            None if self.text.trim().is_empty() => {
                let detail = spoken().draft_empty();
                return Err(Problem::new(ProblemKind::DraftUnreadable, detail));
            }
            None => (DraftUpload::Text(self.text), None),
        };
        let checked = CheckedDraft::from_upload(service, searcher, &upload, &options)?;
        if self.wanted != WantedAnswer::Page {
            let corrections = match (self.wanted, self.corrections) {
                (WantedAnswer::CorrectedFile, Some(list)) => chosen(&checked, &list)?,
                (WantedAnswer::CorrectedFile, None) => {
                    CorrectionChoice::Groups(vec![FindingGroup::MustFix])
                }
                _ => CorrectionChoice::default(),
            };
            let breaks_signature = self.breaks_signature;
            let options =
                WordOptions { corrections, breaks_signature, ..WordOptions::default() };
            let file = checked.word_file(service, &upload, options);
            return file.map(CheckResponse::File);
        }
        let mut names = DocumentNames::new(searcher.collection());
        let mut view = CheckedView::new(checked, name, &mut names)?;
        view.is_word = upload.is_word();
        view.is_signed = upload.is_signed(service.reader());
        Ok(CheckResponse::Page(Box::new(view)))
    }
}

/// The Excel table of rows that a page has shown.
fn table_file(rows: &[String]) -> Result<Response, Problem> {
    let rows = rows.iter().take(MAX_FILES).map(|row| serde_json::from_str(row));
    let rows: Result<Vec<CheckedFile>, _> = rows.collect();
    let rows = rows.map_err(|_| {
        Problem::new(ProblemKind::BadRequest, spoken().refusal_table_rows())
    })?;
    checked_files(rows)
}

/// The corrections that were accepted on the page, each compared with the draft: another
/// file may have been sent since.
fn chosen(checked: &CheckedDraft, list: &str) -> Result<CorrectionChoice, Problem> {
    let posted: Vec<PostedCorrection> = serde_json::from_str(list).map_err(|_| {
        Problem::new(ProblemKind::BadRequest, spoken().refusal_corrections())
    })?;
    let findings = &checked.report.findings;
    let shown = findings::shown_places(findings);
    let squeezed = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let correction = |posted: PostedCorrection| {
        let finding = *shown.get(posted.finding.checked_sub(1)?)?;
        let own = findings.get(finding)?.span.of(checked.draft.text());
        (squeezed(own) == squeezed(&posted.own))
            .then_some(ChosenCorrection { finding, words: posted.words })
    };
    let chosen: Option<Vec<ChosenCorrection>> =
        posted.into_iter().map(correction).collect();
    chosen.map(CorrectionChoice::Chosen).ok_or_else(|| {
        Problem::new(ProblemKind::DraftUnreadable, spoken().refusal_draft_changed())
    })
}

impl CheckedView {
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "templates hand values over by reference"
    )]
    fn finding(&self, place: &usize) -> Option<&FindingView> {
        self.findings.get(*place)
    }

    fn new(
        checked: CheckedDraft,
        name: Option<String>,
        names: &mut DocumentNames<'_>,
    ) -> Result<Self, Problem> {
        let CheckedDraft { draft, mut report, .. } = checked;
        let coverage = Coverage::new(&draft, &report);
        let documents = table::documents(&draft, &report);
        let citing = findings::citing(&draft, &report, &documents);
        let counts = findings::counts(&report.cards());
        let shown = findings::shown_places(&report.findings);
        let n_hidden = report.findings.len() - shown.len();
        let mut place = 0..;
        let is_shown = |_: &Finding| {
            place.next().is_some_and(|place: usize| shown.binary_search(&place).is_ok())
        };
        report.findings.retain(is_shown);
        let faults: Vec<_> =
            report.findings.iter().map(|one| (one.span, one.severity)).collect();
        let links: Vec<(Span, String)> = draft
            .citations
            .iter()
            .zip(&report.citations)
            .filter(|(_, checked)| checked.not_checked.is_none())
            .filter_map(|(citation, checked)| {
                let id = checked.resolution.id()?;
                Some((citation.span, format!("/documents/{id}")))
            })
            .collect();
        let secrecy = draft.document.header.secrecy.as_ref();
        let layout = draft.document.manuscript.layout();
        Ok(Self {
            secrecy: secrecy.map(|mark| mark.value.clone()),
            recognised_pages: page_numbers(&layout.recognised_pages),
            unread_pages: page_numbers(&layout.unread_pages),
            name,
            is_word: false,
            is_signed: false,
            is_whole: is_whole(draft.text()),
            parts: draft_parts(draft.text(), &faults, &links),
            groups: findings::groups(&report, &counts),
            lacking: findings::lacking(documents),
            citing,
            findings: findings::views(&report.findings, layout, names)?,
            unchecked: findings::unchecked(&draft, &report),
            n_hidden,
            coverage,
        })
    }
}
