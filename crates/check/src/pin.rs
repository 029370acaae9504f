//! Whether the provisions that a citation names exist, where the full text is held.

use super::case::{Case, Findings};
use super::facts::Facts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::rule::Rule;
use tracuu_index::record::OutlineEntry;
use tracuu_legal::citation::mention::{Citation, Pinpoint};

/// Compares the provisions that a citation names with the provision tree.
pub(super) fn check(
    case: &Case<'_>,
    index: usize,
    citation: &Citation,
    out: &mut Findings,
) -> FieldCheck {
    let field = |verdict| FieldCheck::new(Field::Pinpoint, verdict);
    let Some(span) = citation.pinpoint_span.filter(|_| !citation.pinpoint.is_empty())
    else {
        return field(Verdict::NotStated);
    };
    let stated = case.words(span);
    let Some(outline) = case.facts(index).and_then(Facts::outline) else {
        return field(Verdict::CannotCheck)
            .stated(stated)
            .noted("kho không giữ toàn văn");
    };
    let mut missing = Vec::new();
    for pin in &citation.pinpoint {
        match find(outline, pin) {
            Found::Yes => {}
            Found::CannotTell => {
                return field(Verdict::CannotCheck)
                    .stated(stated)
                    .noted("không đọc được bố cục");
            }
            Found::No(why) => missing.push(why),
        }
    }
    missing.dedup();
    if missing.is_empty() {
        return field(Verdict::Match).stated(stated);
    }
    let name = case.short_form(citation).unwrap_or_else(|| case.words(citation.span));
    let message = format!("“{name}” trong kho {}.", missing.join("; "));
    out.push(Finding::new(Rule::Pin, span, message).of(index));
    field(Verdict::Mismatch).stated(stated).noted(missing.join("; "))
}

/// Whether a place was found.
enum Found {
    Yes,
    /// It is not there; what is there instead.
    No(String),
    CannotTell,
}

fn find(outline: &[OutlineEntry], pin: &Pinpoint) -> Found {
    let Some(article) = &pin.article else { return Found::CannotTell };
    let articles: Vec<&OutlineEntry> =
        outline.iter().filter(|entry| entry.level == "article").collect();
    if articles.is_empty() {
        return Found::CannotTell;
    }
    let wanted = format!("dieu-{}", article.to_ascii_lowercase());
    let is_it = |entry: &&&OutlineEntry| last_step(&entry.path) == wanted;
    let Some(found) = articles.iter().find(is_it) else {
        return Found::No(format!(
            "không có Điều {article}{}",
            range(&articles, "Điều ")
        ));
    };
    let steps = [("khoản", pin.clause.as_deref()), ("điểm", pin.point.as_deref())];
    match below(outline, &found.path, &steps) {
        Found::No(why) => Found::No(format!("Điều {article} {why}")),
        found => found,
    }
}

/// Walks down from a provision; steps that are not stated are left out.
fn below(outline: &[OutlineEntry], path: &str, steps: &[(&str, Option<&str>)]) -> Found {
    let Some(((kind, wanted), rest)) = steps.split_first() else { return Found::Yes };
    let Some(wanted) = wanted else { return below(outline, path, rest) };
    let children: Vec<&OutlineEntry> = outline
        .iter()
        .filter(|entry| {
            let rest = entry.path.strip_prefix(path).and_then(|r| r.strip_prefix('.'));
            rest.is_some_and(|rest| !rest.contains('.'))
        })
        .collect();
    if children.is_empty() {
        return Found::CannotTell;
    }
    if let Some(found) = children.iter().find(|entry| last_step(&entry.path) == *wanted) {
        return below(outline, &found.path, rest);
    }
    let range = range(&children, &format!("{kind} "));
    Found::No(format!("không có {kind} {wanted}{range}"))
}

fn last_step(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// From the first to the last of the provisions that are there.
fn range(entries: &[&OutlineEntry], word: &str) -> String {
    let label =
        |entry: &OutlineEntry| entry.label.replace("Điều ", "").replace("điều ", "");
    match (entries.first(), entries.last()) {
        (Some(first), Some(last)) if first.path != last.path => {
            format!(" (chỉ có {word}{} đến {word}{})", label(first), label(last))
        }
        (Some(only), _) => format!(" (chỉ có {word}{})", label(only)),
        _ => String::new(),
    }
}
