//! The issuing body of a citation.

use super::context::Findings;
use super::facts::{DocumentFacts, SourceRank};
use super::field::{Field, FieldCheck, Verdict};
use super::finding::Finding;
use super::mentions::MentionCheck;
use super::rule::{Rule, Severity};
use super::words::{self, Role};
use tracuu_legal::agency::body_name::BodyName;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::citation::mention::Citation;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::issuer_code::{self, IssuerCode, Level};
use tracuu_print::messages::spoken;
use tracuu_text::capitals::is_capitals;
use tracuu_text::one_line::one_line;
use tracuu_text::span::Span;
use tracuu_text::syllable::{in_case_of, is_letter, lower, normal_words};
use tracuu_text::words::{Word, words as text_words};

impl MentionCheck<'_, '_> {
    pub(super) fn body(&self, out: &mut Findings) -> FieldCheck {
        let facts = self.facts();
        let known = facts.and_then(DocumentFacts::issuer).map(str::to_owned);
        let before = || self.context.body_before(self.citation, Role::Issues);
        let issuer = self.citation.issuer.or_else(before);
        let stated = issuer.map(|span| self.context.words(span));
        let field =
            |verdict| self.field(Field::Body, verdict, stated.clone(), known.clone());
        let Some((span, stated)) = issuer.zip(stated.as_deref()) else {
            return field(Verdict::NotStated);
        };
        let name = self.context.body_name(without_meeting(stated));
        let signs = signs_with_code(self.citation, &name);
        if let Some(known) = &known {
            let known_name = self.context.body_name(without_meeting(known));
            let whole = self.whole_meeting(span);
            let own_name = self.context.body_name(without_meeting(whole));
            if own_name.is_same(&known_name)
                || is_party_committee(own_name.words(), known_name.words())
                || is_party_committee(known_name.words(), own_name.words())
            {
                return field(Verdict::Match);
            }
            if signs == Some(true) {
                let verdict = self.other_body_of_code(span, known, out);
                return field(verdict).with_note(spoken().check_bodies_agree());
            }
            let message = spoken().check_wrong_body(self.short(), stated, known);
            self.wrong_body(span, message, out);
            return field(Verdict::Mismatch);
        }
        match signs {
            Some(true) => field(Verdict::Match).with_note(spoken().check_body_by_code()),
            // The name may go on behind what was read of it.
            Some(false) if self.goes_on_to_body(span) => field(Verdict::CannotCheck),
            Some(false) => {
                let code = self.code().unwrap_or_default();
                let message = spoken().check_body_not_of_code(self.short(), stated, code);
                self.wrong_body(span, message, out);
                field(Verdict::Mismatch).with_note(spoken().check_body_conflicts())
            }
            None => field(Verdict::CannotCheck),
        }
    }

    fn code(&self) -> Option<&str> {
        self.citation.symbol.as_ref()?.issuers.first().map(String::as_str)
    }

    /// Whether the clause behind the stated body names one that signs with the code: "Ban
    /// Kinh tế - Ngân sách Hội đồng nhân dân tỉnh".
    fn goes_on_to_body(&self, stated: Span) -> bool {
        let code = self.code().and_then(issuer_code::find);
        let text = self.context.clause_behind(stated.end);
        let name = text.split([',', '.', '(']).next().unwrap_or_default();
        let name = normal_words(name);
        code.is_some_and(|code| {
            code.bodies.iter().any(|body| name.contains(body.words()))
        })
    }

    /// The stated body; of a plenum up to the end of the clause, where the committee may
    /// stand behind what was read.
    fn whole_meeting(&self, stated: Span) -> &str {
        let text = self.context.text;
        let is_plenum = words::opens(stated.of(text), Role::Plenum);
        let n_behind = self.context.clause_behind(stated.end).len();
        let end = if is_plenum { stated.end + n_behind } else { stated.end };
        Span::new(stated.start, end).of(text)
    }

    fn wrong_body(&self, span: Span, message: String, out: &mut Findings) {
        let mut finding =
            Finding::new(Rule::CiteBody, span, message).for_citation(self.index);
        if let Some(facts) = self.facts() {
            finding = finding.with_evidence(self.evidence(Field::Body));
            if let Some(known) = facts.issuer() {
                finding = finding.with_replacement(bare_body(known));
            }
        }
        out.push(finding);
    }

    /// Two bodies that sign with one code: only one of them issued the document, which is
    /// sure where the document or the catalogue states it.
    fn other_body_of_code(&self, span: Span, known: &str, out: &mut Findings) -> Verdict {
        let stated = self.context.words(span);
        let best = self.facts().and_then(|facts| facts.best(FactField::Issuer));
        let is_sure = best.is_some_and(|(rank, _)| rank > SourceRank::Cited);
        let is_committee = |name: &str| words::opens(name, Role::Committee);
        if !is_sure && (is_committee(&stated) || is_committee(known)) {
            return Verdict::Match;
        }
        let severity = if is_sure { Severity::Warning } else { Severity::Info };
        let message = spoken().check_bodies_of_one_code(self.short(), stated, known);
        let finding = Finding::new(Rule::CiteBody, span, message)
            .for_citation(self.index)
            .with_severity(severity)
            .with_replacement(bare_body(known));
        out.push(finding.with_evidence(self.evidence(Field::Body)));
        if is_sure { Verdict::Mismatch } else { Verdict::Match }
    }
}

/// Whether a body signs with the code in the symbol; `None` for a code that is not listed,
/// or that can well be the initials of the body.
fn signs_with_code(citation: &Citation, stated: &BodyName) -> Option<bool> {
    let symbol = citation.symbol.as_ref()?;
    let [code] = symbol.issuers.as_slice() else { return None };
    let listed = issuer_code::find(code)?;
    // A minister signs for the ministry, a chairman for the committee; who has a code of
    // their own does not: the Prime Minister for the Government.
    let signs = listed.signs(stated)
        || !has_own_code(listed, stated) && signs_for_body(listed, stated);
    if !signs && initials(stated.words()).starts_with(code.as_str()) {
        return None;
    }
    Some(signs)
}

/// Whether a name is that of the head, or of a part, of a body that signs with the code.
fn signs_for_body(listed: &IssuerCode, stated: &BodyName) -> bool {
    listed.bodies.iter().any(|body| stated.words().contains(body.words()))
        || words::opens(stated.words(), Role::HeadOf)
            && listed.bodies.iter().any(|body| is_headed(stated.words(), body.words()))
}

/// Whether a central body signs with a code that is not this one.
fn has_own_code(listed: &IssuerCode, stated: &BodyName) -> bool {
    let is_other = |other: &IssuerCode| {
        other.code != listed.code
            && other.side == listed.side
            && other.level == Level::Central
            && other.signs(stated)
    };
    listed.level == Level::Central && issuer_code::all().iter().any(is_other)
}

/// Whether a name is the short one of the whole committee of a Party organisation: "Tỉnh ủy"
/// of the Ban Chấp hành Đảng bộ tỉnh.
fn is_party_committee(short: &str, full: &str) -> bool {
    let unit =
        short.split(' ').next().filter(|_| words::opens(short, Role::PartyCommittee));
    let organisation = ["ban chấp hành đảng bộ ", "bch đảng bộ "];
    let of = organisation.iter().find_map(|opening| full.strip_prefix(opening));
    let (Some(unit), Some(of)) = (unit, of) else { return false };
    // "Đảng ủy xã" names the unit behind, "Tỉnh ủy" in front.
    let of = if unit == "đảng" { Some(of) } else { of.strip_prefix(unit) };
    let place = short.split_whitespace().skip(2).collect::<Vec<_>>().join(" ");
    let place = place.split("khóa").next().unwrap_or_default().trim();
    of.is_some_and(|of| {
        let of = of.trim_start_matches(" phố").trim();
        of.starts_with(place) || place.starts_with(of)
    })
}

/// Whether a name is that of the head of a body, which it may cut short: "Thống đốc Ngân hàng
/// Nhà nước" of the Ngân hàng Nhà nước Việt Nam.
fn is_headed(stated: &str, body: &str) -> bool {
    let mut rest = stated;
    while let Some((_, behind)) = rest.split_once(' ') {
        rest = behind;
        if rest.contains(' ') && body.starts_with(rest) {
            return true;
        }
    }
    false
}

/// The first letters of the words of a name, as codes are made of them.
fn initials(name: &str) -> String {
    let words = name.split(|letter: char| !is_letter(letter));
    words.filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The committee of a plenum: "Hội nghị lần thứ tư Ban Chấp hành Trung ương".
fn without_meeting(name: &str) -> &str {
    if !words::opens(name, Role::Plenum) {
        return name;
    }
    let opens = |word: &Word<'_>| {
        let rest = name.get(word.span.start..).unwrap_or_default();
        words::opens(rest, Role::Committee) && !words::opens(rest, Role::Plenum)
    };
    let committee = text_words(name).find(opens);
    let named = committee.and_then(|word| name.get(word.span.start..));
    // "Hội nghị Trung ương 4 khóa XIII" leaves out whose plenum it is.
    let is_central = words::opens(name, Role::CentralPlenum);
    named.or(is_central.then_some(CENTRAL_COMMITTEE)).unwrap_or(name)
}

/// The committee that a plenum of the Party is one of.
const CENTRAL_COMMITTEE: &str = "Ban Chấp hành Trung ương";

/// A body without what the catalogue adds in brackets, and not in capitals as a letterhead
/// prints it.
pub(super) fn bare_body(known: &str) -> String {
    let name = one_line(known.split_once('(').map_or(known, |(name, _)| name));
    if !is_capitals(&name) {
        return name;
    }
    match Registry::built_in().read(&name) {
        Some(agency) => agency.name().to_owned(),
        None => in_case_of(&lower(&name), "Aa"),
    }
}
