//! The language of an answer.
//!
//! Vietnamese, whatever a browser says, unless it is asked for in English: every address is
//! there a second time below [`ENGLISH`], and what is sent from there leads there. So a link
//! keeps its language, forms need no field for it, and what a browser keeps of one language is
//! never shown for the other. `?lang=en` and `?lang=vi` at any page lead from one to the other.
//!
//! Documents are not translated, nor are the words of a question.

use std::future::poll_fn;
use std::pin::pin;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse as _, Redirect, Response};
use tower::ServiceBuilder;

use super::public_address::{is_original, with_path, without_base};
use tracuu_print::messages::{Language, speaking, spoken};

/// The path before every address in English.
const ENGLISH: &str = "/en";

/// The parameter by which a page is asked for in another language.
const PARAMETER: &str = "lang";

tokio::task_local! {
    /// The query of the page that is answered by this task, without the language.
    static QUERY: String;
}

/// A router that answers below [`ENGLISH`] too, in English.
pub(super) fn spoken_to(routes: Router) -> Router {
    let chosen = ServiceBuilder::new().layer(from_fn(choose)).service(routes);
    Router::new().fallback_service(chosen)
}

/// The layer that keeps what is answered in its language.
pub(super) fn keep(routes: Router) -> Router {
    routes.layer(from_fn(stay))
}

/// The address of the same page in the other language, for its menu.
pub(super) fn other_address() -> String {
    let query = QUERY.try_with(Clone::clone).unwrap_or_default();
    let joint = if query.is_empty() { "" } else { "&" };
    format!("?{query}{joint}{PARAMETER}={}", other().tag())
}

/// The language that the menu leads to.
pub(super) fn other() -> Language {
    match spoken().language() {
        Language::Vi => Language::En,
        Language::En => Language::Vi,
    }
}

async fn choose(mut request: Request, next: Next) -> Response {
    let mut language = Language::Vi;
    if let Some(uri) = without_base(request.uri(), ENGLISH) {
        *request.uri_mut() = uri;
        language = Language::En;
    }
    let mut answer = pin!(next.run(request));
    poll_fn(|context| speaking(language, || answer.as_mut().poll(context))).await
}

/// The layer of the pages that leads to the language that a query names.
pub(super) async fn lead(request: Request, next: Next) -> Response {
    let (query, asked) = without_language(request.uri().query().unwrap_or_default());
    let Some(language) = asked else { return next.run(request).await };
    let path = request.uri().path();
    let address = match (language, spoken().language()) {
        (Language::En, Language::Vi) => format!("{ENGLISH}{path}"),
        // An address that begins with a slash would be kept in English when it leaves.
        (Language::Vi, Language::En) => {
            let up = "../".repeat(path.matches('/').count());
            format!("{up}{}", path.trim_start_matches('/'))
        }
        _ => path.to_owned(),
    };
    let joint = if query.is_empty() { "" } else { "?" };
    Redirect::temporary(&format!("{address}{joint}{query}")).into_response()
}

async fn stay(request: Request, next: Next) -> Response {
    let (query, _) = without_language(request.uri().query().unwrap_or_default());
    let is_original = is_original(request.uri().path());
    let response = QUERY.scope(query, next.run(request)).await;
    if spoken().language() == Language::Vi || is_original {
        return response;
    }
    with_path(ENGLISH, response).await
}

/// A query without the parameter of the language, and what that says.
fn without_language(query: &str) -> (String, Option<Language>) {
    let mut asked = None;
    let mut kept = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        match pair.split_once('=') {
            Some((PARAMETER, "en")) => asked = Some(Language::En),
            Some((PARAMETER, "vi")) => asked = Some(Language::Vi),
            _ => kept.push(pair),
        }
    }
    (kept.join("&"), asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_taken_out_of_a_query() {
        for (query, rest, asked) in [
            ("", "", None),
            ("q=a%26lang%3Den", "q=a%26lang%3Den", None),
            ("q=a&lang=en&sort=date", "q=a&sort=date", Some(Language::En)),
            ("lang=vi", "", Some(Language::Vi)),
            ("lang=fr&q=a", "lang=fr&q=a", None),
            ("lang=en&lang=vi", "", Some(Language::Vi)),
        ] {
            assert_eq!(without_language(query), (rest.to_owned(), asked), "{query}");
        }
    }
}
