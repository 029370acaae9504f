//! The draft check.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest as _, Multipart, RawQuery, Request, State};
use axum::http::header;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::check::draft::Draft;
use crate::check::rule::Rule;
use crate::check::run::{Against, Options, check as run};
use crate::extract::error::ExtractError;
use crate::extract::read;
use crate::http::clock;
use crate::http::params::{self, Params};
use crate::http::problem::{Problem, ProblemBody, ProblemKind};
use crate::http::state::Service;
use crate::http::wire::check::Check;
use crate::text::manuscript::Manuscript;

/// A draft as text.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::http) struct DraftText {
    /// Its text; Markdown marks are read as such.
    text: String,
    /// The day on which the cited documents must be in force; where absent, the draft's
    /// own date.
    date: Option<String>,
    /// Ids of rules that are not asked.
    #[serde(default)]
    disable: Vec<String>,
    /// Ids of rules that are asked although they are off by default.
    #[serde(default)]
    enable: Vec<String>,
}

/// How the caller wants a draft checked.
#[derive(Debug, Default)]
struct Wishes {
    date: Option<String>,
    disable: Vec<String>,
    enable: Vec<String>,
}

/// A draft as it came.
enum Sent {
    /// Text.
    Text(String),
    /// A file, with its name where the caller gives one.
    File(Bytes, Option<String>),
}

/// Checks a draft: its citations against the collection, field by field, and the house
/// rules.
///
/// The draft is text in JSON, or a file: as the whole body, or as the first file of a form
/// (`multipart/form-data`). Word documents, Markdown and plain text are told apart by
/// content. Nothing of it is kept.
#[utoipa::path(post, path = "/api/v1/check", tag = "check",
    params(
        ("date" = Option<String>, Query, description = "With a file: the day on which the \
         cited documents must be in force, `YYYY-MM-DD`."),
        ("disable" = Option<String>, Query, description = "With a file: ids of rules that \
         are not asked, parted by commas."),
        ("enable" = Option<String>, Query, description = "With a file: ids of rules that \
         are asked although they are off by default.")),
    request_body(content(
        (DraftText = "application/json"),
        (Vec<u8> = "application/octet-stream"),
        (Vec<u8> = "multipart/form-data"))),
    responses(
        (status = 200, description = "The report.", body = Check),
        (status = 400, description = "A parameter is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 413, description = "The draft is too large.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 422, description = "The draft cannot be read.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(in crate::http) async fn check(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    request: Request,
) -> Result<Json<Check>, Problem> {
    let params = Params::strict(raw.as_deref(), &["date", "disable", "enable"])?;
    let (sent, wishes) = received(request, &params).await?;
    let options = options(&service, &wishes)?;
    let drafts = service.clone();
    let answer = service.ask(move |searcher| {
        let manuscript = manuscript(&sent)?;
        let draft = Draft::read(manuscript, drafts.checking().province.as_deref());
        let collection = searcher.collection();
        let known = drafts.known()?;
        let against = Against { known: &known, collection: Some(collection) };
        let report = run(&draft, against, &options)?;
        Ok(Check::of(&draft, &report))
    });
    answer.await.map(Json)
}

/// The draft and the wishes of a request.
async fn received(request: Request, params: &Params) -> Result<(Sent, Wishes), Problem> {
    let kind = request.headers().get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let list = |name: &str| -> Vec<String> {
        let given = params.filter(name).unwrap_or_default().split(',');
        given.map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect()
    };
    let wishes = Wishes {
        date: params.filter("date").map(str::to_owned),
        disable: list("disable"),
        enable: list("enable"),
    };
    match kind.as_str() {
        "application/json" => {
            let body = bytes(request).await?;
            let draft: DraftText = serde_json::from_slice(&body).map_err(|error| {
                let detail = format!(
                    "JSON không đúng: dòng {}, cột {}",
                    error.line(),
                    error.column()
                );
                Problem::new(ProblemKind::BadRequest, detail)
            })?;
            let wishes = Wishes {
                date: draft.date.or(wishes.date),
                disable: [wishes.disable, draft.disable].concat(),
                enable: [wishes.enable, draft.enable].concat(),
            };
            Ok((Sent::Text(draft.text), wishes))
        }
        "multipart/form-data" => Ok((from_form(request).await?, wishes)),
        _ => Ok((Sent::File(bytes(request).await?, None), wishes)),
    }
}

async fn bytes(request: Request) -> Result<Bytes, Problem> {
    Bytes::from_request(request, &())
        .await
        .map_err(|rejection| Problem::plain(ProblemKind::of_status(rejection.status())))
}

/// The first file of a form.
async fn from_form(request: Request) -> Result<Sent, Problem> {
    let unreadable = || Problem::plain(ProblemKind::BadRequest);
    let mut form =
        Multipart::from_request(request, &()).await.map_err(|_| unreadable())?;
    while let Some(field) = form
        .next_field()
        .await
        .map_err(|error| Problem::plain(ProblemKind::of_status(error.status())))?
    {
        let name = field.file_name().map(str::to_owned);
        let is_draft = name.is_some() || field.name() == Some("file");
        let read = field
            .bytes()
            .await
            .map_err(|error| Problem::plain(ProblemKind::of_status(error.status())))?;
        if is_draft {
            return Ok(Sent::File(read, name));
        }
    }
    let detail = "biểu mẫu không có tệp nào";
    Err(Problem::new(ProblemKind::BadRequest, detail))
}

fn manuscript(sent: &Sent) -> Result<Manuscript, Problem> {
    let read = match sent {
        Sent::Text(text) => read::read(text.as_bytes(), None),
        Sent::File(bytes, name) => read::read(bytes, name.as_deref()),
    };
    read.map_err(|error| {
        let kind = match error {
            ExtractError::TooLarge { .. } => ProblemKind::BodyTooLarge,
            _ => ProblemKind::DraftUnreadable,
        };
        let text = error.to_string();
        let what = text.split('\n').next().unwrap_or_default();
        Problem::new(kind, format!("không đọc được dự thảo: {what}"))
    })
}

fn options(service: &Service, wishes: &Wishes) -> Result<Options, Problem> {
    let day = match &wishes.date {
        None => None,
        Some(written) => Some(
            written
                .parse::<Date>()
                .map_err(|_| params::invalid("date", written, "ngày dạng 2026-03-08"))?,
        ),
    };
    let rules = |name: &'static str, ids: &[String]| -> Result<Vec<Rule>, Problem> {
        let parsed = ids.iter().map(|id| {
            let accepted = "mã một quy tắc trong docs/check.md, chẳng hạn cite.date";
            id.parse::<Rule>().map_err(|_| params::invalid(name, id, accepted))
        });
        parsed.collect()
    };
    let on = rules("enable", &wishes.enable)?;
    let mut off = rules("disable", &wishes.disable)?;
    let checking = service.checking();
    off.extend(checking.off.iter().filter(|rule| !on.contains(rule)));
    let collected = checking
        .collected
        .or_else(|| service.collection().built().and_then(clock::day_of));
    Ok(Options { day, today: clock::today(), collected, off, on })
}
