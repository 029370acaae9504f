//! Every citation against the collection, field by field.

use jiff::civil::Date;

use super::case::{Case, Findings, shown_date, shown_day};
use super::facts::Facts;
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::form;
use super::lookup::{Decision, Likely, Looked};
use super::pin;
use super::rule::Rule;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::resolve::Resolution;
use tracuu_text::span::Span;

/// Most days that a mention is offered; more documents than that are no choice.
const MAX_DATED: usize = 6;

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
pub(super) struct Mention<'c, 'a> {
    pub(super) case: &'c Case<'a>,
    pub(super) index: usize,
    pub(super) citation: &'a Citation,
    pub(super) looked: &'c Looked,
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

    pub(super) fn words(&self) -> String {
        self.case.words(self.citation.span)
    }

    pub(super) fn facts(&self) -> Option<&Facts> {
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
        let known = self.case.known;
        let names: Vec<String> = ids.iter().map(|id| known.dated_name(id)).collect();
        let message = format!(
            "“{}” khớp với {} văn bản trong kho: {}. Cần nêu thêm ngày ban hành và cơ quan \
             ban hành.",
            self.words(),
            ids.len(),
            names.join("; ")
        );
        // A name that stands for several documents is a matter of its own rule.
        if self.citation.kind == CitationKind::Numbered {
            let finding = Finding::new(Rule::Ambiguous, self.citation.span, message);
            let dated = self.dated(ids).into_iter();
            out.push(dated.fold(finding.of(self.index), Finding::instead));
        }
    }

    /// The mention with the day of each document that it fits, where its day tells the
    /// document from the others.
    fn dated(&self, ids: &[String]) -> Vec<String> {
        let (None, Some(symbol)) = (self.citation.date, self.citation.symbol_span) else {
            return Vec::new();
        };
        let Span { start, end } = self.citation.span;
        let head = Span::new(start, symbol.end).of(self.case.text);
        let tail = Span::new(symbol.end, end).of(self.case.text);
        let days: Vec<Date> =
            ids.iter().filter_map(|id| self.case.known.day(id)).collect();
        let tells = |day: &&Date| days.iter().filter(|other| other == day).count() == 1;
        let telling = days.iter().filter(tells).take(MAX_DATED);
        telling.map(|day| format!("{head} ngày {}{tail}", shown_day(*day))).collect()
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

    /// The shortest name of the document.
    pub(super) fn short(&self) -> String {
        self.case.short_form(self.citation).unwrap_or_else(|| self.words())
    }
}
