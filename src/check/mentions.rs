//! Every citation against the collection, field by field.

use jiff::civil::Date;

use super::case::{Case, Findings, line, shown_date, shown_day};
use super::facts::{Facts, Weight};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::form;
use super::lookup::{Decision, Likely, Looked};
use super::pin;
use super::rule::{Rule, Severity};
use super::title::{self, Likeness};
use super::validity::{self, By, Standing};
use crate::citation::mention::{Citation, CitationKind};
use crate::citation::record::is_same_body;
use crate::citation::relation::RelationKind;
use crate::citation::resolve::Resolution;
use crate::citation::validity::State;
use crate::document::date::DateText;
use crate::document::issuer_code;
use crate::document::kind::DocumentType;
use crate::document::symbol::Symbol;
use crate::text::span::Span;

/// Compares all citations; gives the fields of each.
pub(super) fn check(case: &Case<'_>, out: &mut Findings) -> Vec<Vec<FieldCheck>> {
    let mut all = Vec::with_capacity(case.looked.len());
    for ((index, citation), looked) in case.citations().zip(&case.looked) {
        let mention = Mention { case, index, citation, looked };
        all.push(mention.check(out));
    }
    all
}

/// One citation with what it names.
struct Mention<'c, 'a> {
    case: &'c Case<'a>,
    index: usize,
    citation: &'a Citation,
    looked: &'c Looked,
}

impl Mention<'_, '_> {
    fn check(&self, out: &mut Findings) -> Vec<FieldCheck> {
        if self.citation.kind == CitationKind::SelfReference || self.is_own() {
            return vec![
                FieldCheck::new(Field::Exists, Verdict::Match).noted("chính dự thảo"),
            ];
        }
        let mut fields = vec![self.exists(out)];
        if self.citation.kind == CitationKind::Numbered {
            fields.push(self.document_type(out));
            fields.push(form::check(self.case, self.index, self.citation, out));
            fields.push(self.date(out));
            fields.push(self.body(out));
            fields.push(self.title(out));
        }
        fields.push(pin::check(self.case, self.index, self.citation, out));
        fields.extend(self.validity(out));
        fields
    }

    fn is_own(&self) -> bool {
        self.looked.by == Decision::Own
    }

    fn words(&self) -> String {
        self.case.words(self.citation.span)
    }

    fn facts(&self) -> Option<&Facts> {
        self.looked.facts.as_deref()
    }

    fn exists(&self, out: &mut Findings) -> FieldCheck {
        let field = |verdict| FieldCheck::new(Field::Exists, verdict);
        match &self.looked.resolution {
            Resolution::Resolved(id) => field(Verdict::Match).known(id.clone()),
            Resolution::Ambiguous(ids) => {
                self.ambiguous(ids, out);
                field(Verdict::CannotCheck).noted("nhiều văn bản cùng khớp")
            }
            Resolution::Malformed => {
                self.incomplete(out);
                field(Verdict::CannotCheck).noted("dẫn chiếu thiếu ký hiệu")
            }
            Resolution::Absent => {
                if self.citation.kind == CitationKind::Numbered {
                    self.unknown(out);
                }
                field(Verdict::CannotCheck).noted("chưa có trong kho")
            }
        }
    }

    fn ambiguous(&self, ids: &[String], out: &mut Findings) {
        let message = format!(
            "“{}” khớp với {} văn bản trong kho: {}. Cần nêu thêm ngày ban hành và cơ quan \
             ban hành.",
            self.words(),
            ids.len(),
            ids.join(", ")
        );
        // A name that stands for several documents is a matter of its own rule.
        if self.citation.kind == CitationKind::Numbered {
            let finding = Finding::new(Rule::Ambiguous, self.citation.span, message);
            out.push(finding.of(self.index));
        }
    }

    fn incomplete(&self, out: &mut Findings) {
        let message = format!(
            "“{}” thiếu ký hiệu, và phía trước không có văn bản nào để hiểu theo.",
            self.words()
        );
        let finding = Finding::new(Rule::Incomplete, self.citation.span, message);
        out.push(finding.of(self.index));
    }

    /// A document that the collection does not have: information, and whether another one
    /// may be meant.
    fn unknown(&self, out: &mut Findings) {
        let mut message = format!("“{}” chưa có trong kho", self.words());
        if let Some(day) = self.case.collected {
            message = format!("{message} (tính đến ngày {})", shown_day(day));
        }
        message.push_str(", nên chưa đối chiếu được.");
        let mut is_known = false;
        for near in &self.looked.near {
            match near.how {
                Likely::OtherSeries => {
                    is_known = true;
                    let dates: Vec<String> =
                        near.facts.dates().into_iter().map(shown_date).collect();
                    message = format!(
                        "{message} Kho có văn bản cùng số, ký hiệu nhưng ngày khác: {}.",
                        dates.join(", ")
                    );
                }
                Likely::OtherNumber => self.other_number(&near.facts, out),
            }
        }
        let finding = Finding::new(Rule::Unknown, self.citation.span, message);
        let shown = self.looked.near.iter().filter(|_| is_known);
        let shown: Vec<_> = shown.flat_map(|near| near.facts.shown("date")).collect();
        out.push(finding.of(self.index).shown_by(shown));
    }

    fn other_number(&self, facts: &Facts, out: &mut Findings) {
        let Some((symbol, span)) = facts.symbol().zip(self.citation.symbol_span) else {
            return;
        };
        let message = format!(
            "Có thể sai số, ký hiệu: kho không có “{}”, nhưng văn bản cùng trích yếu hoặc cùng \
             ngày mang số {symbol}.",
            self.words()
        );
        let finding = Finding::new(Rule::Number, span, message).instead(symbol);
        let shown = ["date", "title"].into_iter().flat_map(|field| facts.shown(field));
        out.push(finding.of(self.index).shown_by(shown));
    }

    fn document_type(&self, out: &mut Findings) -> FieldCheck {
        let (Some(stated), Some(span)) =
            (self.citation.document_type, self.citation.type_span)
        else {
            return FieldCheck::new(Field::Type, Verdict::NotStated);
        };
        let field = |verdict| FieldCheck::new(Field::Type, verdict).stated(stated.name());
        let symbol = self.citation.symbol.as_ref();
        let allowed = symbol.map(Symbol::types).unwrap_or_default();
        let known = self.facts().and_then(Facts::document_type);
        let shown = || self.facts().map(|facts| facts.shown("type")).unwrap_or_default();
        if let Some(known) = known.filter(|known| *known != stated) {
            let mut finding = self.wrong_type(span, stated, known).shown_by(shown());
            let only_cited = self.facts().and_then(|facts| facts.best("type"));
            let undated = self.citation.date.is_none();
            if only_cited.is_none_or(|(weight, _)| weight == Weight::Cited) || undated {
                finding = finding.with_severity(Severity::Warning);
            }
            out.push(finding);
            return field(Verdict::Mismatch).known(known.name()).shown_by(shown());
        }
        if !allowed.is_empty() && !allowed.contains(&stated) {
            let finding = if let [only] = allowed[..] {
                self.wrong_type(span, stated, only)
            } else {
                let message = format!(
                    "“{}”: ký hiệu {} không phải của loại {}.",
                    self.words(),
                    symbol.map(ToString::to_string).unwrap_or_default(),
                    stated.name()
                );
                Finding::new(Rule::Type, span, message).of(self.index)
            };
            out.push(finding);
            return field(Verdict::Mismatch).noted("loại trái với ký hiệu");
        }
        match known {
            Some(known) => field(Verdict::Match).known(known.name()).shown_by(shown()),
            None if allowed.len() == 1 => field(Verdict::Match).noted("theo ký hiệu"),
            None => field(Verdict::CannotCheck),
        }
    }

    fn wrong_type(
        &self,
        span: Span,
        stated: DocumentType,
        right: DocumentType,
    ) -> Finding {
        let message = format!(
            "“{}” là {}, dự thảo ghi {}.",
            self.citation.symbol.as_ref().map(ToString::to_string).unwrap_or_default(),
            right.name(),
            stated.name()
        );
        let words =
            crate::text::syllable::in_case_of(right.name(), span.of(self.case.text));
        Finding::new(Rule::Type, span, message).of(self.index).instead(words)
    }

    fn date(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.map(Facts::dates).unwrap_or_default();
        let first = known.first().copied();
        let shown = || facts.map(|facts| facts.shown("date")).unwrap_or_default();
        let Some(stated) = self.citation.date else {
            let mut field =
                FieldCheck::new(Field::Date, Verdict::NotStated).shown_by(shown());
            field.known = first.map(|date| date.to_string());
            return field;
        };
        let field = |verdict| {
            let mut field =
                FieldCheck::new(Field::Date, verdict).stated(stated.to_string());
            field.known = first.map(|date| date.to_string());
            field.shown_by(shown())
        };
        if known.iter().any(|known| known.agrees(stated)) {
            return field(Verdict::Match);
        }
        let span = self.citation.date_span.unwrap_or(self.citation.span);
        if let Some(first) = first {
            let message = format!(
                "“{}”: kho ghi ngày ban hành {}, dự thảo ghi {}.",
                self.short(),
                shown_date(first),
                shown_date(stated)
            );
            let mut finding = Finding::new(Rule::Date, span, message)
                .of(self.index)
                .instead(rewritten(span.of(self.case.text), first))
                .shown_by(shown());
            let weight =
                facts.and_then(|facts| facts.best("date")).map(|(weight, _)| weight);
            if weight == Some(Weight::Cited) {
                finding = finding.with_severity(Severity::Warning);
            }
            out.push(finding);
            return field(Verdict::Mismatch);
        }
        self.date_alone(stated, span, out).unwrap_or_else(|| field(Verdict::CannotCheck))
    }

    /// A date that nothing is compared with: against the year in the symbol, and the day
    /// of the draft.
    fn date_alone(
        &self,
        stated: DateText,
        span: Span,
        out: &mut Findings,
    ) -> Option<FieldCheck> {
        let year = self.citation.symbol.as_ref()?.year?;
        let year = i16::try_from(year).ok()?;
        if stated.year() == year {
            return None;
        }
        let message = format!(
            "“{}”: năm {} trong ngày ban hành trái với năm {year} trong số, ký hiệu.",
            self.words(),
            stated.year()
        );
        out.push(Finding::new(Rule::Date, span, message).of(self.index));
        let field = FieldCheck::new(Field::Date, Verdict::Mismatch);
        Some(field.stated(stated.to_string()).noted("trái với năm trong số, ký hiệu"))
    }

    /// The shortest name of the document.
    fn short(&self) -> String {
        self.case.short_form(self.citation).unwrap_or_else(|| self.words())
    }

    fn body(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.and_then(Facts::issuer).map(str::to_owned);
        let shown = || facts.map(|facts| facts.shown("issuer")).unwrap_or_default();
        let Some(span) = self.citation.issuer else {
            let mut field =
                FieldCheck::new(Field::Body, Verdict::NotStated).shown_by(shown());
            field.known = known;
            return field;
        };
        let stated = self.case.words(span);
        let field = |verdict| {
            let mut field = FieldCheck::new(Field::Body, verdict).stated(stated.clone());
            field.known.clone_from(&known);
            field.shown_by(shown())
        };
        let signs = signs_with_code(self.citation, &stated);
        if let Some(known) = &known {
            if is_same_body(&stated, known) {
                return field(Verdict::Match);
            }
            if signs == Some(true) {
                self.compatible_body((span, &stated), known, out);
                return field(Verdict::Match)
                    .noted("cùng ký hiệu cơ quan, không mâu thuẫn");
            }
            self.wrong_body(span, &format!("kho ghi {known}"), out);
            return field(Verdict::Mismatch);
        }
        match signs {
            Some(true) => field(Verdict::Match).noted("theo ký hiệu cơ quan"),
            Some(false) => {
                let code = self.code().unwrap_or_default();
                self.wrong_body(
                    span,
                    &format!("ký hiệu {code} không phải của cơ quan này"),
                    out,
                );
                field(Verdict::Mismatch).noted("trái với ký hiệu cơ quan")
            }
            None => field(Verdict::CannotCheck),
        }
    }

    fn code(&self) -> Option<&str> {
        self.citation.symbol.as_ref()?.issuers.first().map(String::as_str)
    }

    fn wrong_body(&self, span: Span, why: &str, out: &mut Findings) {
        let message = format!(
            "“{}”: dự thảo ghi cơ quan ban hành là {}, {why}.",
            self.short(),
            self.case.words(span)
        );
        let mut finding = Finding::new(Rule::Body, span, message).of(self.index);
        if let Some(facts) = self.facts() {
            finding = finding.shown_by(facts.shown("issuer"));
            if let Some(known) = facts.issuer() {
                finding = finding.instead(bare_body(known));
            }
        }
        out.push(finding);
    }

    /// Bodies that sign with one code: information where they are two bodies, nothing
    /// where one is the committee that the other acts for.
    fn compatible_body(
        &self,
        (span, stated): (Span, &str),
        known: &str,
        out: &mut Findings,
    ) {
        if is_committee(stated) || is_committee(known) {
            return;
        }
        let message = format!(
            "“{}”: dự thảo ghi {stated}, kho ghi {known}; hai cơ quan dùng chung ký hiệu nên \
             không mâu thuẫn, nhưng nên rà lại.",
            self.short()
        );
        let finding = Finding::new(Rule::Body, span, message).of(self.index);
        let finding = finding.with_severity(Severity::Info).instead(bare_body(known));
        let shown = self.facts().map(|facts| facts.shown("issuer")).unwrap_or_default();
        out.push(finding.shown_by(shown));
    }

    fn title(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.and_then(Facts::title);
        let shown = || facts.map(|facts| facts.shown("title")).unwrap_or_default();
        let Some(span) = self.citation.title else {
            let mut field =
                FieldCheck::new(Field::Title, Verdict::NotStated).shown_by(shown());
            field.known = known.map(line);
            return field;
        };
        let stated = self.case.words(span);
        let field = |verdict| {
            let mut field = FieldCheck::new(Field::Title, verdict).stated(stated.clone());
            field.known = known.map(line);
            field.shown_by(shown())
        };
        let Some(facts) = facts.filter(|_| known.is_some()) else {
            return field(Verdict::CannotCheck);
        };
        let Some(compared) = nearest_title(&stated, self.citation.document_type, facts)
        else {
            return field(Verdict::Match);
        };
        let message = format!(
            "Trích yếu của “{}” khác với kho: {}.",
            self.short(),
            compared.shown()
        );
        if let Some(known) = earlier(out, &message) {
            known.others.push(span);
            return field(Verdict::Mismatch).noted(compared.shown());
        }
        let mut finding =
            Finding::new(Rule::Title, span, message).of(self.index).shown_by(shown());
        let weight = facts.best("title").map(|(weight, _)| weight);
        let is_sure = weight.is_some_and(|weight| weight > Weight::Cited);
        if is_sure && compared.likeness >= Likeness::Altered {
            finding = finding.with_severity(Severity::Warning);
        }
        if let Some(known) = facts.title().filter(|_| is_sure) {
            finding = finding.instead(with_lead(span.of(self.case.text), known));
        }
        out.push(finding);
        field(Verdict::Mismatch).noted(compared.shown())
    }

    fn validity(&self, out: &mut Findings) -> Vec<FieldCheck> {
        let (Some(facts), Some(day)) = (self.facts(), self.case.day) else {
            let why = if self.case.day.is_none() {
                "không rõ ngày của dự thảo"
            } else {
                "chưa có trong kho"
            };
            let cannot = |field| FieldCheck::new(field, Verdict::CannotCheck).noted(why);
            return vec![cannot(Field::Validity), cannot(Field::Newer)];
        };
        let standing = validity::on(facts, day);
        let verdict = match standing.state {
            State::Unknown => Verdict::CannotCheck,
            State::InForce | State::Amended => Verdict::Match,
            _ => Verdict::Mismatch,
        };
        let note = if standing.is_disputed {
            "các nguồn nói khác nhau"
        } else {
            validity::words(standing.state)
        };
        let validity = FieldCheck::new(Field::Validity, verdict)
            .noted(note)
            .known(standing.state.name())
            .shown_by(standing.evidence.clone());
        let is_newer = matches!(standing.state, State::Replaced | State::Amended);
        let newer = match standing.state {
            _ if is_newer && !standing.by.is_empty() => {
                let known = shown_relations(&standing.by);
                FieldCheck::new(Field::Newer, Verdict::Mismatch).known(known)
            }
            State::InForce => FieldCheck::new(Field::Newer, Verdict::Match),
            _ => FieldCheck::new(Field::Newer, Verdict::CannotCheck),
        };
        self.validity_finding(&standing, day, out);
        vec![validity, newer.shown_by(standing.evidence)]
    }

    fn validity_finding(&self, standing: &Standing, day: Date, out: &mut Findings) {
        let day = shown_day(day);
        let name = self.short();
        let by = shown_relations(&standing.by);
        let by = if by.is_empty() { by } else { format!(" bởi {by}") };
        let words = validity::words(standing.state);
        let (rule, message) = match standing.state {
            State::Unknown | State::InForce => return,
            State::Amended if self.cites_any(&standing.by) => return,
            State::Amended => (
                Rule::Amended,
                format!("“{name}” đã được sửa đổi, bổ sung{by} trước ngày {day}."),
            ),
            State::NotYet => {
                let since = standing.since.as_deref().unwrap_or_default();
                (
                    Rule::NotYet,
                    format!("“{name}” có từ ngày {since}, sau ngày {day} của dự thảo."),
                )
            }
            State::Replaced => {
                (Rule::Replaced, format!("“{name}” đã bị thay thế{by} trước ngày {day}."))
            }
            State::Repealed | State::Expired | State::Suspended => {
                (Rule::Expired, format!("“{name}” {words}{by} trước ngày {day}."))
            }
        };
        let mut finding = Finding::new(rule, self.citation.span, message).of(self.index);
        finding = finding.shown_by(standing.evidence.clone());
        // In the title of another document it is not the draft that cites; what a draft
        // replaces or looks back on may well be over.
        if self.citation.nested_in.is_some() || self.is_acted_on() {
            finding = finding.with_severity(Severity::Info);
        }
        out.push(finding);
    }

    /// Whether the draft ends, changes or reviews the document.
    fn is_acted_on(&self) -> bool {
        let relation = self.case.draft.relations.get(self.index);
        relation.and_then(Option::as_ref).is_some_and(|relation| {
            matches!(
                relation.kind,
                RelationKind::Amends
                    | RelationKind::Replaces
                    | RelationKind::Repeals
                    | RelationKind::Corrects
                    | RelationKind::Suspends
                    | RelationKind::Consolidates
                    | RelationKind::Reviews
            )
        })
    }

    /// Whether the draft cites one of these documents.
    fn cites_any(&self, by: &[By]) -> bool {
        by.iter().any(|by| {
            let symbol = by.symbol();
            let has_symbol = self.case.works.iter().any(|work| {
                symbol
                    .as_ref()
                    .is_some_and(|symbol| work.identity.symbol.same_work(symbol))
            });
            has_symbol
                || self.case.looked.iter().any(|looked| {
                    looked.facts.as_ref().is_some_and(|facts| facts.id() == by.name)
                })
        })
    }
}

/// The documents that changed another, as staff read them.
fn shown_relations(by: &[By]) -> String {
    let shown = by.iter().map(|by| match &by.since {
        Some(since) => format!("{} ({since})", by.name),
        None => by.name.clone(),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// How many findings back a repeated one is looked for.
const MAX_EARLIER: usize = 512;

/// The finding that says the same of an earlier mention.
fn earlier<'f>(out: &'f mut Findings, message: &str) -> Option<&'f mut Finding> {
    out.iter_mut()
        .rev()
        .take(MAX_EARLIER)
        .find(|finding| finding.rule == Rule::Title && finding.message == message)
}

/// The difference to the nearest of the titles that the most reliable state; `None` where
/// one is the same.
fn nearest_title(
    stated: &str,
    document_type: Option<DocumentType>,
    facts: &Facts,
) -> Option<title::Comparison> {
    let (_, known) = facts.best("title")?;
    let stated = title::without_type(stated, document_type);
    let compared = known.iter().map(|fact| {
        title::compare(&stated, &title::without_type(&fact.value, document_type))
    });
    let nearest = compared.min_by_key(|compared| compared.likeness)?;
    (nearest.likeness != Likeness::Same).then_some(nearest)
}

/// The known title behind the lead-in word that the draft uses.
fn with_lead(written: &str, known: &str) -> String {
    let has_lead = |title: &str| {
        let first = title.split_whitespace().next().unwrap_or_default();
        crate::text::syllable::normal(first) == "về"
    };
    let known = line(known);
    if has_lead(written) && !has_lead(&known) { format!("về {known}") } else { known }
}

/// Whether a body signs with the code in the symbol; `None` for a code that is not listed.
fn signs_with_code(citation: &Citation, stated: &str) -> Option<bool> {
    let symbol = citation.symbol.as_ref()?;
    let [code] = symbol.issuers.as_slice() else { return None };
    let code = issuer_code::find(code)?;
    Some(code.bodies.iter().any(|body| is_same_body(stated, body)))
}

/// Whether a name is that of a whole committee, for which its standing bodies act.
fn is_committee(name: &str) -> bool {
    let words = crate::text::syllable::normal_words(name);
    ["ban chấp hành", "bch", "hội nghị"].iter().any(|start| words.starts_with(start))
}

/// A body without what the catalogue adds in brackets.
pub(super) fn bare_body(known: &str) -> String {
    line(known.split_once('(').map_or(known, |(name, _)| name))
}

/// A date in the form that the draft uses: "ngày 05/3/2020", "ngày 05 tháng 3 năm 2020".
fn rewritten(written: &str, right: DateText) -> String {
    let Some(day) = right.day() else { return shown_date(right) };
    let words = crate::text::syllable::normal_words(written);
    let lead = if words.starts_with("ngày ký") {
        "ngày ký "
    } else if words.starts_with("ngày")
        || words.starts_with("năm")
        || words.starts_with("tháng")
    {
        "ngày "
    } else {
        ""
    };
    let (before, after) = match (written.starts_with('('), written.ends_with(')')) {
        (true, true) => ("(ngày ", ")"),
        _ => (lead, ""),
    };
    if words.starts_with("ngày") && words.contains("tháng") {
        let month = if day.month() < 3 {
            format!("{:02}", day.month())
        } else {
            day.month().to_string()
        };
        return format!(
            "{before}{:02} tháng {month} năm {}{after}",
            day.day(),
            day.year()
        );
    }
    format!("{before}{}{after}", shown_day(day))
}
