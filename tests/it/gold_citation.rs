//! The citations of the plan against its hand-made truth (`../shared/gold/plan`).

use serde_json::Value;
use tracuu_extract::read::read_markdown;
use tracuu_legal::citation::find;
use tracuu_legal::citation::identity::Locality;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::record::{self, CitingDocument, Conflict};
use tracuu_legal::document::document::Document;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;

use crate::shared;

/// The plan and its truth, with the place of each true mention in the canonical text.
struct Gold {
    manuscript: Manuscript,
    found: Vec<Citation>,
    records: Vec<(Value, Span)>,
    non_citations: Vec<(Value, Span)>,
}

#[test]
#[ignore = "needs ../shared"]
fn numbered_mentions_of_the_plan_are_exact() {
    let gold = gold();
    let mut misses = Vec::new();
    let numbered =
        || gold.records.iter().filter(|(record, _)| record["kind"] == "numbered");
    for (record, span) in numbered() {
        let found = gold.found.iter().find(|c| c.span == *span);
        match found {
            Some(citation) => misses.extend(differences(&gold, record, citation)),
            None => {
                misses
                    .push(format!("{}: not found: {}", record["id"], record["surface"]));
            }
        }
    }
    let known: Vec<_> = numbered().map(|(_, span)| span.start).collect();
    for citation in &gold.found {
        let is_new = !known.contains(&citation.span.start);
        if citation.kind == CitationKind::Numbered && is_new {
            misses.push(format!("too many: {}", gold.manuscript.slice(citation.span)));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
    assert_eq!(known.len(), 76);
}

#[test]
#[ignore = "needs ../shared"]
fn named_mentions_that_are_sure_are_found() {
    let gold = gold();
    let mut misses = Vec::new();
    let sure = gold.records.iter().filter(|(record, _)| {
        record["kind"] != "numbered" && record["certainty"] == "sure"
    });
    let mut total = 0;
    for (record, span) in sure {
        total += 1;
        let wanted =
            DocumentType::from_name(record["doc_type"].as_str().unwrap_or_default());
        let is_self = record["kind"] == "self";
        let hit = gold.found.iter().any(|c| {
            c.span.overlaps(*span)
                && c.document_type == wanted
                && c.kind != CitationKind::Numbered
                && (c.kind == CitationKind::SelfReference) == is_self
        });
        if !hit {
            misses.push(format!(
                "{} {}: {}",
                record["id"], record["kind"], record["surface"]
            ));
        }
    }
    for citation in gold.found.iter().filter(|c| c.kind != CitationKind::Numbered) {
        let known = gold.records.iter().any(|(record, span)| {
            record["kind"] != "numbered" && span.overlaps(citation.span)
        });
        if !known {
            eprintln!(
                "named, not in the gold set: {}",
                gold.manuscript.slice(citation.span)
            );
        }
    }
    let found = total - misses.len();
    eprintln!("named and self mentions that are sure: {found} of {total} found");
    assert!(found * 100 >= total * 95, "{}", misses.join("\n"));
}

#[test]
#[ignore = "needs ../shared"]
fn near_misses_are_not_taken() {
    let gold = gold();
    for (record, span) in &gold.non_citations {
        let taken = gold.found.iter().find(|citation| {
            let exact = citation.span.start == span.start;
            let inside = span.contains(citation.span);
            let is_trap = |c: &Citation| c.kind == CitationKind::SelfReference;
            (exact || inside) && !(is_trap(citation) && record["line"] == 236)
        });
        assert!(
            taken.is_none(),
            "{} was taken as {}",
            record["surface"],
            taken.map(|c| gold.manuscript.slice(c.span)).unwrap_or_default()
        );
    }
}

#[test]
#[ignore = "needs ../shared"]
fn the_numbered_mentions_are_of_fifty_six_documents() {
    let gold = gold();
    let home = Locality { slug: Some("nha".into()), name: None };
    let text = gold.manuscript.text();
    let citing = CitingDocument { text, citations: &gold.found, head: None, home: &home };
    let records = record::group(&[citing]);
    let documents = shared::text("gold/plan/documents.jsonl");
    let mut misses = Vec::new();
    let mut total = 0;
    for line in documents.lines() {
        total += 1;
        let document: Value = serde_json::from_str(line).unwrap();
        let symbol = |record: &&record::CitedRecord| {
            document["symbol"] == record.identity.symbol.to_string().as_str()
        };
        let Some(record) = records.iter().find(symbol) else {
            misses.push(format!("no record: {}", document["symbol"]));
            continue;
        };
        let mut dates: Vec<_> =
            record.dates.iter().map(|d| d.value.to_string()).collect();
        dates.sort_unstable();
        let mut wanted = strings(&document["dates"]);
        wanted.sort_unstable();
        let mut issuers: Vec<_> =
            record.issuers.iter().map(|issuer| issuer.value.clone()).collect();
        issuers.sort_unstable();
        let mut wanted_issuers = strings(&document["issuers"]);
        wanted_issuers.sort_unstable();
        let same = dates == wanted && issuers == wanted_issuers;
        let count = document["mention_count"].as_u64();
        if !same || count != u64::try_from(record.places.len()).ok() {
            misses.push(format!("{}: {dates:?} {issuers:?}", record.id));
        }
        let date_conflict = record.conflicts.contains(&Conflict::Date);
        let issuer_conflict = record.conflicts.contains(&Conflict::Issuer);
        if date_conflict != (dates.len() > 1) || issuer_conflict {
            misses.push(format!("{}: {:?} {issuers:?}", record.id, record.conflicts));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
    assert_eq!((records.len(), total), (56, 56));
}

/// The strings of a list.
fn strings(list: &Value) -> Vec<String> {
    let members = list.as_array().into_iter().flatten();
    members.filter_map(|member| member.as_str().map(str::to_owned)).collect()
}

/// Reads plan and truth.
fn gold() -> Gold {
    let plan = shared::text("corpus/ke-hoach-165-kh-tu.md");
    let records = shared::text("gold/plan/citations.jsonl");
    let non = shared::text("gold/plan/non_citations.jsonl");
    let document = Document::read(read_markdown(&plan));
    let manuscript = document.manuscript;
    let flat = manuscript.text().replace('\n', " ");
    let found = find::in_document(&manuscript, &document.header);
    let records = locate(&flat, &plan, &records);
    let non_citations = locate(&flat, &plan, &non);
    Gold { manuscript, found, records, non_citations }
}

/// Finds each record's surface in the canonical text. The truth counts characters of the
/// raw lines; here a surface is looked for in order, marks removed, from the place that
/// its line has in the text on.
fn locate(flat: &str, plan: &str, jsonl: &str) -> Vec<(Value, Span)> {
    let mut records: Vec<Value> = jsonl
        .lines()
        .map(|line| serde_json::from_str(line).expect("a record a line"))
        .collect();
    let key = |record: &Value| (record["line"].as_u64(), record["start"].as_u64());
    records.sort_by_key(key);
    let lines: Vec<_> = plan.lines().collect();
    let mut from = 0;
    let mut located = Vec::new();
    for record in records {
        let line_number = number(&record, "line");
        let joined = record.get("surface_joined").unwrap_or(&record["surface"]);
        let surface = clean(joined.as_str().expect("a surface"));
        // The words right before the surface on its line make the place unique.
        let column = number(&record, "start");
        let line: String = lines[line_number - 1].chars().take(column).collect();
        let before = clean(&line);
        let tail: String =
            before.chars().rev().take(24).collect::<Vec<_>>().into_iter().rev().collect();
        let pattern = format!("{tail}{surface}");
        let mut ends = flat.match_indices(&pattern).map(|(at, _)| at + tail.len());
        let start = ends.find(|start| *start > from || located.is_empty());
        let start = start.unwrap_or_else(|| missing(&surface, line_number));
        from = start;
        located.push((record, Span::new(start, start + surface.len())));
    }
    located
}

/// A member of a record that counts something.
fn number(record: &Value, member: &str) -> usize {
    let number = record[member].as_u64().and_then(|number| usize::try_from(number).ok());
    number.expect("a number")
}

/// Says which true mention the canonical text does not hold.
#[expect(clippy::panic, reason = "the gold set and the text must fit")]
fn missing(surface: &str, line: usize) -> usize {
    panic!("help: {surface:?} of line {line} is not in the canonical text");
}

/// A raw piece without Markdown and HTML marks.
fn clean(raw: &str) -> String {
    let mut text = raw.replace("<b>", "").replace("</b>", "");
    text = text.replace("<i>", "").replace("</i>", "").replace('*', "");
    let text = text.trim_start_matches('#').replace('\t', " | ");
    if raw.starts_with('#') { text.trim_start().to_owned() } else { text }
}

/// What a found mention states differently from its record.
fn differences(gold: &Gold, record: &Value, citation: &Citation) -> Vec<String> {
    let text = |span: Option<Span>| {
        span.map(|span| gold.manuscript.slice(span).replace('\n', " "))
    };
    let wanted = |name: &str| record[name].as_str().map(clean);
    let doc_type = wanted("doc_type").and_then(|name| DocumentType::from_name(&name));
    let parent = record["nested_in"].as_str().and_then(|id| {
        gold.records
            .iter()
            .find(|(other, _)| other["id"] == id)
            .map(|(_, span)| span.start)
    });
    let own_parent = citation.nested_in.map(|index| gold.found[index].span.start);
    let pin = citation.pinpoint.first();
    let own_pin = pin.map(|p| {
        [&p.article, &p.clause, &p.point].map(|part| part.clone().unwrap_or_default())
    });
    let pin = &record["provision"];
    let pin = pin.is_object().then(|| {
        ["dieu", "khoan", "diem"]
            .map(|name| pin[name].as_str().unwrap_or_default().to_owned())
    });
    let pairs = [
        (
            "type",
            debug(&doc_type.map(DocumentType::id)),
            debug(&citation.document_type.map(DocumentType::id)),
        ),
        (
            "symbol",
            debug(&wanted("symbol")),
            debug(&citation.symbol.as_ref().map(ToString::to_string)),
        ),
        (
            "date",
            debug(&wanted("date")),
            debug(&citation.date.map(|date| date.to_string())),
        ),
        ("issuer", debug(&wanted("issuer")), debug(&text(citation.issuer))),
        ("title", debug(&wanted("subject")), debug(&text(citation.title))),
        ("nesting", debug(&parent), debug(&own_parent)),
        ("alias", debug(&wanted("alias_defined")), debug(&text(citation.alias))),
        ("pinpoint", debug(&pin), debug(&own_pin)),
    ];
    pairs
        .into_iter()
        .filter(|(_, wanted, found)| wanted != found)
        .map(|(what, wanted, found)| {
            format!("{} {what}:\n   wanted {wanted}\n   found  {found}", record["id"])
        })
        .collect()
}

fn debug<T: std::fmt::Debug>(value: &T) -> String {
    format!("{value:?}")
}
