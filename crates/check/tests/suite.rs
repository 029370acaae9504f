//! The rules of the draft check, each with drafts in which it must find something and drafts
//! in which it must find nothing: `tests/suite/check/`, whose README tells the format.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something is not as it must be"
)]

mod office;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use office::{Office, case_files};
use strum::VariantArray;
use tracuu_check::finding::Finding;
use tracuu_check::rule::{Rule, Severity};
use tracuu_text::span::Span;

/// The file of drafts without fault, in which no rule finds anything.
const FAULTLESS: &str = "faultless";

/// What stands for an empty list.
const NOTHING: &str = "nothing";

/// A draft, and what a rule must find in it.
#[derive(Default)]
struct Case {
    name: String,
    corpus: String,
    day: Option<Date>,
    draft: String,
    expected: Vec<Expected>,
}

/// A finding as it must be; what is not stated is not compared.
#[derive(Default)]
struct Expected {
    words: String,
    /// That of the rule, where it is not stated.
    severity: Option<Severity>,
    /// Parts of the message.
    messages: Vec<String>,
    /// The whole message.
    says: Option<String>,
    instead: Vec<String>,
    also: Vec<String>,
    behind: Option<String>,
}

/// A file of cases.
struct Sheet {
    /// Name without `.txt`.
    name: String,
    cases: Vec<Case>,
}

/// The collections that were asked for.
#[derive(Default)]
struct Offices(BTreeMap<String, Office>);

impl Offices {
    fn open(&mut self, corpus: &str) -> &Office {
        self.0.entry(corpus.to_owned()).or_insert_with(|| Office::of(corpus))
    }
}

impl Office {
    /// What a rule finds in the draft of a case, and its text. A rule that is off by
    /// default is asked for its own cases only.
    fn found(&self, case: &Case, rule: Rule) -> (Vec<Finding>, String) {
        let (text, report) = self.report(&case.draft, case.day, &[rule]);
        let findings = report.findings.into_iter().filter(|one| one.rule == rule);
        (findings.collect(), text)
    }
}

/// All files of cases, in the order of their names.
fn sheets() -> Vec<Sheet> {
    case_files().iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Sheet {
    let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
    let text = ["\n", &std::fs::read_to_string(file).unwrap()].concat();
    let parts = text.split("\n--- ").skip(1);
    let cases = parts.map(|part| {
        let title = part.split(" ---\n").next().unwrap_or_default();
        parse(part)
            .unwrap_or_else(|why| panic!("{name}.txt: {title}: {why}\nhelp: README.md"))
    });
    let cases = cases.collect();
    Sheet { name, cases }
}

/// One case: its head, the draft, what must be found.
fn parse(part: &str) -> Result<Case, String> {
    let (name, rest) = part.split_once(" ---\n").ok_or("the name does not end")?;
    let (head, rest) = rest.split_once("draft:\n").ok_or("there is no draft")?;
    let at = rest.find("\nfinds").ok_or("nothing says what is found")?;
    let (draft, found) = rest.split_at(at + 1);
    let mut case = Case {
        name: name.to_owned(),
        corpus: "collection".to_owned(),
        draft: [draft.trim_matches('\n'), "\n"].concat(),
        ..Case::default()
    };
    for line in head.lines() {
        match line.split_once(": ") {
            Some(("why", _)) => {}
            Some(("corpus", name)) => name.clone_into(&mut case.corpus),
            Some(("day", day)) => {
                case.day = Some(day.parse().map_err(|_| format!("{day} is no day"))?);
            }
            _ => return Err(format!("{line} is not known in front of a draft")),
        }
    }
    case.expected = expected(found.trim_end())?;
    Ok(case)
}

/// The findings behind a draft.
fn expected(lines: &str) -> Result<Vec<Expected>, String> {
    let mut all: Vec<Expected> = Vec::new();
    if lines == "finds nothing" {
        return Ok(all);
    }
    for line in lines.lines().filter(|line| !line.is_empty()) {
        if let Some(words) = line.strip_prefix("finds: ") {
            all.push(Expected { words: words.to_owned(), ..Expected::default() });
            continue;
        }
        let unknown = || format!("{line} is not known behind a draft");
        let (field, value) = line.trim_start().split_once(": ").ok_or_else(unknown)?;
        let last = all.last_mut().ok_or_else(unknown)?;
        let value = value.to_owned();
        match field {
            "message" => last.messages.push(value),
            "says" => last.says = Some(value),
            "instead" => last.instead.push(value),
            "also" => last.also.push(value),
            "behind" => last.behind = Some(value),
            "severity" => {
                let known =
                    Severity::VARIANTS.iter().copied().find(|one| one.name() == value);
                last.severity = Some(known.ok_or_else(unknown)?);
            }
            _ => return Err(unknown()),
        }
    }
    Ok(all)
}

/// What is not as it must be; empty where all is.
fn faults(
    case: &Case,
    rule: Rule,
    (found, text): &(Vec<Finding>, String),
) -> Vec<String> {
    let n_pairs = case.expected.len().max(found.len());
    let mut faults = Vec::new();
    for place in 0..n_pairs {
        match (case.expected.get(place), found.get(place)) {
            (Some(wanted), Some(finding)) => {
                faults.extend(differences(wanted, rule, finding, text));
            }
            (Some(wanted), None) => faults.push(format!("- {}", wanted.words)),
            (None, Some(finding)) => {
                let words = line(finding.span, text);
                faults.push(format!("+ {words}\n      {}", finding.message));
            }
            (None, None) => {}
        }
    }
    faults
}

/// How a finding differs from what it must be.
fn differences(
    wanted: &Expected,
    rule: Rule,
    finding: &Finding,
    text: &str,
) -> Vec<String> {
    let mut faults = Vec::new();
    let mut differs = |what: &str, wanted: &str, found: &str| {
        if wanted != found {
            faults.push(format!("{what} must be “{wanted}”, is “{found}”"));
        }
    };
    differs("the words", &wanted.words, &line(finding.span, text));
    let severity = wanted.severity.unwrap_or(rule.row().severity);
    differs("the severity", severity.name(), finding.severity.name());
    if !wanted.instead.is_empty() {
        differs("instead", &list(&wanted.instead), &list(&finding.replacements));
    }
    if !wanted.also.is_empty() {
        let others: Vec<String> =
            finding.others.iter().map(|span| line(*span, text)).collect();
        differs("also", &list(&wanted.also), &list(&others));
    }
    for message in &wanted.messages {
        if !finding.message.contains(message) {
            differs("a part of the message", message, &finding.message);
        }
    }
    if let Some(message) = &wanted.says {
        differs("the message", message, &finding.message);
    }
    if let Some(words) = &wanted.behind {
        let before = line(Span::new(0, finding.span.start), text);
        if !before.ends_with(words) {
            differs("the words before", words, &before);
        }
    }
    faults
}

/// The words of a span on one line.
fn line(span: Span, text: &str) -> String {
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A list on one line; an empty one says so.
fn list(words: &[String]) -> String {
    if words.is_empty() { NOTHING.to_owned() } else { words.join(" | ") }
}

#[test]
fn every_rule_has_a_draft_that_it_finds_and_one_that_it_does_not() {
    let sheets = sheets();
    let mut faults = Vec::new();
    for rule in Rule::ALL {
        let Some(sheet) = sheets.iter().find(|sheet| sheet.name == rule.id()) else {
            faults.push(format!("{}: there is no {0}.txt", rule.id()));
            continue;
        };
        let n_found = sheet.cases.iter().filter(|case| !case.expected.is_empty()).count();
        if n_found == 0 {
            faults.push(format!("{}: no draft in which it finds", rule.id()));
        }
        if n_found == sheet.cases.len() {
            faults.push(format!("{}: no draft in which it finds nothing", rule.id()));
        }
    }
    for sheet in &sheets {
        if sheet.name != FAULTLESS && sheet.name.parse::<Rule>().is_err() {
            faults.push(format!("{}.txt: there is no such rule", sheet.name));
        }
    }
    assert!(faults.is_empty(), "\n{}\nhelp: see tests/suite/check/", faults.join("\n"));
}

#[test]
fn every_draft_of_the_suite_is_judged_right() {
    let mut offices = Offices::default();
    let mut wrong = Vec::new();
    for sheet in sheets().into_iter().filter(|sheet| sheet.name != FAULTLESS) {
        let rule = sheet.name.parse().unwrap();
        for case in &sheet.cases {
            let found = offices.open(&case.corpus).found(case, rule);
            let faults = faults(case, rule, &found);
            if !faults.is_empty() {
                let told = faults.join("\n    ");
                wrong.push(format!("{}.txt: {}\n    {told}", sheet.name, case.name));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "\n{}\n{} drafts\nhelp: - is missed, + is too much; tests/suite/check/README.md",
        wrong.join("\n"),
        wrong.len()
    );
}

#[test]
fn a_faultless_draft_gets_no_finding() {
    let mut offices = Offices::default();
    let mut wrong = Vec::new();
    for sheet in sheets().into_iter().filter(|sheet| sheet.name == FAULTLESS) {
        for case in &sheet.cases {
            let office = offices.open(&case.corpus);
            let (text, report) = office.report(&case.draft, case.day, &[]);
            // What the collection lacks is no fault of the draft.
            let is_fault = |finding: &Finding| finding.rule != Rule::CiteUnknown;
            for finding in report.findings.into_iter().filter(is_fault) {
                let words = line(finding.span, &text);
                let (rule, name) = (finding.rule, &case.name);
                wrong.push(format!("{name}\n    {rule} [{words}] {}", finding.message));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
