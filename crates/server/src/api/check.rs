//! The draft check.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, RawQuery, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use strum::VariantArray as _;
use utoipa::ToSchema;

use super::value_schemas::{DraftForm, DraftForms, FileBytes, RuleIds};
use crate::attachment;
use crate::body;
use crate::draft::{self, CheckOptions, CheckedDraft, DOCX, DraftUpload};
use crate::params::{self, Params};
use crate::problem::{Problem, ProblemBody, ProblemKind};
use crate::state::Service;
use crate::wire::check::Check;
use crate::wire::checked_file::CheckedFile;
use crate::wire::list::List;
use tracuu_check::rule::FindingGroup;
use tracuu_check::rule_set::DraftKind;
use tracuu_check::word_file::{CommentedGroups, CorrectionChoice, WordOptions};
use tracuu_print::messages::spoken;

/// What a draft in JSON looks like.
const SHAPE: &str = "{\"text\": \"dự thảo\"}";

/// Media types of a draft that is the whole body; its content decides the format. None is
/// stated by tools that send a file as it stands.
const FILE_TYPES: [&str; 5] =
    ["", "application/octet-stream", "text/plain", "text/markdown", DOCX];

/// The parameters of the address.
const PARAMETERS: [&str; 7] =
    ["date", "kind", "disable", "enable", "fix", "comments", "break_signature"];

/// What a draft can be sent as, for who sent something else.
const ACCEPTED_TYPES: &str = "application/json, application/x-www-form-urlencoded, \
    multipart/form-data, application/octet-stream, text/plain, text/markdown, \
    application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A draft as text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DraftText {
    /// Its text; Markdown marks are read as such. A blank one is no draft.
    #[schema(pattern = r"\S")]
    text: String,
    /// The day on which the cited documents must be in force; where absent, the draft's
    /// own date.
    #[schema(format = Date)]
    date: Option<String>,
    /// The kind of draft whose rules are asked; where absent, what its head says.
    kind: Option<DraftKind>,
    /// Ids of rules that are not asked.
    #[serde(default)]
    #[schema(value_type = RuleIds, inline)]
    disable: Vec<String>,
    /// Ids of rules that are asked although they are off by default.
    #[serde(default)]
    #[schema(value_type = RuleIds, inline)]
    enable: Vec<String>,
}

/// Checks a draft: its citations against the collection, field by field, and the house
/// rules.
///
/// The draft is text in JSON or in the field `text` of a form, or a file: as the whole body, or as the first file of a form
/// (`multipart/form-data`). Word documents, Markdown and plain text are told apart by
/// content. Nothing of it is kept.
///
/// Where `Accept` names the media type of Word documents, a Word draft comes back with
/// tracked changes for the corrections of the groups in `fix`, and with comments on the
/// words of the other findings of the groups in `comments`.
#[utoipa::path(post, path = "/api/v1/check", tag = "check",
    params(
        ("date" = Option<String>, Query, format = Date,
         description = "With a file: the day on which the \
         cited documents must be in force, `YYYY-MM-DD`."),
        ("kind" = Option<DraftKind>, Query, description = "With a file: the kind of draft \
         whose rules are asked."),
        ("disable" = inline(Option<RuleIds>), Query, explode = false,
         description = "With a file: ids of rules that \
         are not asked, parted by commas."),
        ("enable" = inline(Option<RuleIds>), Query, explode = false,
         description = "With a file: ids of rules that \
         are asked although they are off by default."),
        ("fix" = Option<Vec<FindingGroup>>, Query, explode = false,
         description = "With a Word draft: the groups of \
         findings whose corrections are written as tracked changes, parted by commas."),
        ("comments" = Option<Vec<FindingGroup>>, Query, explode = false,
         description = "With a Word draft: the groups \
         whose other findings become comments, parted by commas; by default must_fix and \
         should_add."),
        ("break_signature" = Option<bool>, Query, description = "Whether a Word draft with \
         a digital signature, which any change breaks, comes back nevertheless.")),
    request_body(content(
        (DraftText = "application/json"),
        (inline(FileBytes) = "application/octet-stream"),
        (DraftForm = "multipart/form-data"))),
    responses(
        (status = 200, description = "The report, or the Word draft with comments.",
         content(
            (Check = "application/json"),
            (inline(FileBytes) =
             "application/vnd.openxmlformats-officedocument.wordprocessingml.document"))),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 409, description = "The Word draft carries a digital signature.",
         body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The draft is too large.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 415, description = "A draft is not sent as this.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 422, description = "The draft cannot be read.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn check(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    request: Request,
) -> Result<Response, Problem> {
    let params = Params::strict(raw.as_deref(), &PARAMETERS)?;
    let word = word_options(&params)?;
    let word = wants_docx(request.headers()).then_some(word);
    let (upload, options) = read_upload(request, &params).await?;
    let drafts = service.clone();
    let answer = service.run_draft(move |searcher| {
        let checked = CheckedDraft::from_upload(&drafts, searcher, &upload, &options)?;
        if let Some(options) = word {
            return checked.word_file(&drafts, &upload, options);
        }
        let answer = Check::new(&checked.draft, &checked.report, upload.text());
        json(&answer)
    });
    answer.await
}

/// Room for an answer from the beginning, in bytes: that on a plan of thirty pages.
const ANSWER_BYTES: usize = 512 * 1024;

/// An answer written straight into its bytes: it is large, and most of it are small pieces.
fn json(answer: &Check) -> Result<Response, Problem> {
    let mut body = Vec::with_capacity(ANSWER_BYTES);
    serde_json::to_writer(&mut body, answer)
        .map_err(|_| Problem::plain(ProblemKind::Internal))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// The parameters of the address for several drafts.
const FILES_PARAMETERS: [&str; 4] = ["date", "kind", "disable", "enable"];

/// Checks several drafts, one after the other: how many cards of each group each has.
///
/// The drafts are the files of a form (`multipart/form-data`), at most 50 and together not larger than
/// a draft may be. One that cannot be read is a row with its reason and stops none of the
/// others. Nothing of them is kept.
#[utoipa::path(post, path = "/api/v1/check/files", tag = "check",
    params(
        ("date" = Option<String>, Query, format = Date,
         description = "The day on which the cited documents \
         must be in force, `YYYY-MM-DD`."),
        ("kind" = Option<DraftKind>, Query, description = "The kind of draft whose rules \
         are asked."),
        ("disable" = inline(Option<RuleIds>), Query, explode = false,
         description = "Ids of rules that are not asked, \
         parted by commas."),
        ("enable" = inline(Option<RuleIds>), Query, explode = false,
         description = "Ids of rules that are asked \
         although they are off by default.")),
    request_body(content((DraftForms = "multipart/form-data"))),
    responses(
        (status = 200, description = "A row for each file, in the order of the form.",
         body = List<CheckedFile>),
        (status = 400, description = "A parameter is at fault, or there are no files or too \
         many.", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "The files are too large.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn check_several(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    request: Request,
) -> Result<Json<List<CheckedFile>>, Problem> {
    let params = Params::strict(raw.as_deref(), &FILES_PARAMETERS)?;
    let options = options(&params)?;
    let mut form = Multipart::from_request(request, &()).await?;
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = attachment::sent_name(&field);
        let bytes = field.bytes().await?;
        files.extend(name.map(|name| (bytes, name)));
    }
    if files.is_empty() {
        return Err(Problem::new(ProblemKind::BadRequest, spoken().refusal_no_file()));
    }
    let drafts = service.clone();
    let rows = service.run_draft(move |searcher| {
        draft::check_files(&drafts, searcher, files, &options)
    });
    Ok(Json(List::whole(rows.await?)))
}

/// The options that stand in an address.
fn options(params: &Params) -> Result<CheckOptions, Problem> {
    Ok(CheckOptions {
        date: params.filter("date").map(str::to_owned),
        kind: params.filter("kind").map(draft_kind).transpose()?,
        disable: ids(params, "disable"),
        enable: ids(params, "enable"),
    })
}

/// How a Word document is to come back.
fn word_options(params: &Params) -> Result<WordOptions, Problem> {
    let groups = |name: &'static str| -> Result<Vec<FindingGroup>, Problem> {
        let groups = ids(params, name);
        let groups = groups.iter().map(|group| {
            group.parse().map_err(|_| {
                let names: Vec<&str> =
                    FindingGroup::VARIANTS.iter().map(|one| one.name()).collect();
                let accepted = spoken().parameter_finding_group(names.join(", "));
                params::invalid(name, group, &accepted)
            })
        });
        groups.collect()
    };
    let commented = if params.filter("comments").is_some() {
        CommentedGroups(groups("comments")?)
    } else {
        CommentedGroups::default()
    };
    Ok(WordOptions {
        corrections: CorrectionChoice::Groups(groups("fix")?),
        commented,
        breaks_signature: params.flag("break_signature")?.unwrap_or_default(),
        ..WordOptions::default()
    })
}

/// Whether the caller asks for a Word document by name.
fn wants_docx(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter();
    accepts.filter_map(|value| value.to_str().ok()).any(|accept| accept.contains(DOCX))
}

/// The draft and the options of a request.
async fn read_upload(
    request: Request,
    params: &Params,
) -> Result<(DraftUpload, CheckOptions), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let options = options(params)?;
    match kind.as_str() {
        "application/json" => {
            let body = Bytes::from_request(request, &()).await?;
            let draft: DraftText = body::json(&body, SHAPE)?;
            let options = CheckOptions {
                date: draft.date.or(options.date),
                kind: draft.kind.or(options.kind),
                disable: [options.disable, draft.disable].concat(),
                enable: [options.enable, draft.enable].concat(),
            };
            Ok((DraftUpload::Text(draft.text), options))
        }
        "multipart/form-data" => Ok((from_form(request).await?, options)),
        "application/x-www-form-urlencoded" => {
            let body = Bytes::from_request(request, &()).await?;
            from_fields(&body, options)
        }
        kind if FILE_TYPES.contains(&kind) => {
            let body = Bytes::from_request(request, &()).await?;
            Ok((DraftUpload::File(body, None), options))
        }
        other => {
            let detail = spoken().refusal_media_type(other, ACCEPTED_TYPES);
            Err(Problem::new(ProblemKind::UnsupportedMediaType, detail))
        }
    }
}

/// The fields of a form in the way of `LanguageTool`: `text`, and the ids of rules in
/// `disabledRules` and `enabledRules`; others are passed over.
fn from_fields(
    body: &[u8],
    options: CheckOptions,
) -> Result<(DraftUpload, CheckOptions), Problem> {
    let written = std::str::from_utf8(body).ok();
    let fields = Params::decode(Some(written.unwrap_or_default()))?;
    let Some(text) = fields.get("text") else {
        let detail = spoken().refusal_no_text();
        return Err(Problem::new(ProblemKind::MissingParameter, detail).about("text"));
    };
    let options = CheckOptions {
        date: fields.filter("date").map(str::to_owned).or(options.date),
        kind: fields.filter("kind").map(draft_kind).transpose()?.or(options.kind),
        disable: [options.disable, ids(&fields, "disabledRules")].concat(),
        enable: [options.enable, ids(&fields, "enabledRules")].concat(),
    };
    Ok((DraftUpload::Text(text.to_owned()), options))
}

/// The ids of a parameter, parted by commas.
fn ids(params: &Params, name: &str) -> Vec<String> {
    let given = params.filter(name).unwrap_or_default().split(',');
    given.map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}

fn draft_kind(name: &str) -> Result<DraftKind, Problem> {
    let accepted = spoken().parameter_draft_kind();
    name.parse().map_err(|_| params::invalid("kind", name, accepted))
}

/// The first file of a form.
async fn from_form(request: Request) -> Result<DraftUpload, Problem> {
    let mut form = Multipart::from_request(request, &()).await?;
    while let Some(field) = form.next_field().await? {
        let name = attachment::sent_name(&field);
        let is_draft = name.is_some() || field.name() == Some("file");
        let read = field.bytes().await?;
        if is_draft {
            return Ok(DraftUpload::File(read, name));
        }
    }
    let detail = spoken().refusal_no_file();
    Err(Problem::new(ProblemKind::BadRequest, detail))
}
