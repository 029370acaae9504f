//! Mentions: which documents the symbols of another page mean.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};

use crate::body::json;
use crate::params::Params;
use crate::problem::{Problem, ProblemBody, ProblemKind};
use crate::state::Service;
use crate::wire::mention::{DocumentCard, MentionAnswer, MentionTexts, Mentions};
use tracuu_print::messages::spoken;
use tracuu_query::mention::{MAX_TEXT_BYTES, mentions as read};

/// Most texts in one request, and most ids: they fit into the longest body, and are read in
/// milliseconds.
const MAX_TEXTS: usize = 100;

/// Reads many short texts at once, each with the symbol of a document: what a page needs
/// to turn its symbols into links.
///
/// The body is JSON, whatever its media type says, so that browsers need not ask first.
#[utoipa::path(post, path = "/api/v1/mentions", tag = "documents",
    request_body(content = MentionTexts, content_type = "application/json"),
    responses(
        (status = 200, description = "What each text means.", body = Mentions),
        (status = 400, description = "The body is at fault.", body = ProblemBody,
         content_type = "application/problem+json"),
        (status = 413, description = "The body is too large.", body = ProblemBody,
         content_type = "application/problem+json")))]
pub(crate) async fn mentions(
    State(service): State<Service>,
    RawQuery(raw): RawQuery,
    body: Bytes,
) -> Result<Json<Mentions>, Problem> {
    Params::strict(raw.as_deref(), &[])?;
    let MentionTexts { texts, documents } = read_texts(&body)?;
    let answer = service.run_blocking(move |searcher| {
        let read = read(searcher.collection(), &texts, &documents)?;
        let mentions = read.mentions.into_iter().map(MentionAnswer::from).collect();
        let documents = read.named.into_iter().map(DocumentCard::from).collect();
        Ok(Mentions { mentions, documents })
    });
    answer.await.map(Json)
}

/// What a body asks; Err where it is not what the route documents.
fn read_texts(body: &[u8]) -> Result<MentionTexts, Problem> {
    let bad = |detail: String| Problem::new(ProblemKind::BadRequest, detail);
    let asked: MentionTexts = json(body, "{\"texts\": [\"29-NQ/TW\"]}")?;
    if asked.texts.len() > MAX_TEXTS || asked.documents.len() > MAX_TEXTS {
        let detail = spoken().refusal_too_many_texts(MAX_TEXTS);
        return Err(bad(detail));
    }
    if asked.texts.iter().any(|text| text.len() > MAX_TEXT_BYTES) {
        let detail = spoken().refusal_text_too_long(MAX_TEXT_BYTES);
        return Err(bad(detail));
    }
    Ok(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_outside_the_bounds_is_refused_in_words() {
        let of = |texts: &[String]| serde_json::json!({ "texts": texts }).to_string();
        let many = of(&vec!["29-NQ/TW".to_owned(); MAX_TEXTS + 1]);
        let long = of(&["x".repeat(MAX_TEXT_BYTES + 1)]);
        let ids =
            serde_json::json!({ "texts": [], "documents": vec!["x"; MAX_TEXTS + 1] });
        let ids = ids.to_string();
        for body in ["", "[]", "{\"text\": []}", "{\"texts\": [1]}", &many, &long, &ids] {
            let problem = read_texts(body.as_bytes()).expect_err(body);
            assert_eq!(problem.kind(), ProblemKind::BadRequest);
        }
        let full = of(&vec!["x".repeat(MAX_TEXT_BYTES); MAX_TEXTS]);
        assert_eq!(
            read_texts(full.as_bytes()).map(|asked| asked.texts.len()),
            Ok(MAX_TEXTS)
        );
    }
}
