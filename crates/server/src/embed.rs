//! The search box and the links for other people's pages: scripts that are embedded in the
//! binary and sent as they stand in `web/`, less their comments and indents and
//! with their texts put in.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::LazyLock;

use axum::body::Bytes;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use strum::VariantArray;

use tracuu_print::messages::{Language, Messages};

/// Where the scripts are. `/embed.js` loads the other one where a page needs it.
pub(super) const ROUTES: [&str; 2] = ["/embed.js", "/embed-links.js"];

/// Whose pages may load an answer without reading it.
pub(super) const RESOURCE_POLICY: HeaderName =
    HeaderName::from_static("cross-origin-resource-policy");

static BOX: LazyLock<Bytes> = LazyLock::new(|| {
    script(include_str!("../../../web/embed.js"), "box", Messages::script_box_json)
});
static LINKS: LazyLock<Bytes> = LazyLock::new(|| {
    let source = include_str!("../../../web/embed-links.js");
    script(source, "links", Messages::script_links_json)
});

/// Sends the search box.
pub(super) async fn search_box() -> Response {
    script_response(&BOX)
}

/// Sends the links.
pub(super) async fn links() -> Response {
    script_response(&LINKS)
}

/// The addresses never change, so that browsers ask each time whether they have the right
/// script; [`tag`] spares them the body.
fn script_response(script: &Bytes) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, "no-cache"),
        // Pages that isolate themselves (`Cross-Origin-Embedder-Policy`) load them too.
        (RESOURCE_POLICY, "cross-origin"),
    ];
    (headers, script.clone()).into_response()
}

/// A script as it is sent: with its texts in both languages, which stand where it names
/// its area of the message table.
fn script(source: &str, area: &str, texts: fn(Messages) -> &'static str) -> Bytes {
    let of = |language: Language| {
        format!("{}: {}", language.tag(), texts(Messages::new(language)))
    };
    let texts: Vec<String> = Language::VARIANTS.iter().copied().map(of).collect();
    let texts = format!("{{ {} }}", texts.join(", "));
    let script = source.replacen(&format!("\"[script.{area}]\""), &texts, 1);
    lean(&script)
}

/// A script without the lines that are nothing but a comment and without indents: an eighth
/// of what is sent. Texts over several lines are style sheets only, to which indents say nothing.
fn lean(script: &str) -> Bytes {
    let lines = script.split_inclusive('\n').map(|line| line.trim_start_matches(' '));
    lines.filter(|line| !line.starts_with("//")).collect::<String>().into()
}

/// The tag of both scripts: it changes with their content only.
pub(super) fn tag() -> HeaderValue {
    let mut hasher = DefaultHasher::new();
    (&*BOX, &*LINKS).hash(&mut hasher);
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("W/\"0\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indents_stay_at_home_and_addresses_do_not() {
        let script = "// One.\nconst a = \"//x\";\n  // Two.\n  b(); // three\n";
        assert_eq!(lean(script), "const a = \"//x\";\nb(); // three\n");
    }
}
