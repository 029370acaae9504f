//! Named and self mentions: a type word without a number, with what names the document.
//!
//! "Đề án … giai đoạn 2021-2025", "Chương trình “…”", "Nghị quyết Trung ương 6 khóa XII",
//! "Chỉ thị của Bộ Công an về …", "Luật Đất đai năm 2013", "Kế hoạch này". A type word is
//! written with a capital when it means one document and small when it means any, so small
//! ones count only where the grammar of a title proves them. Generic plurals never count.

use super::body;
use super::law_name;
use super::title_end::{self, opens_quote};
use super::title_opening::{self, Opening};
use super::type_word::{Letters, TypeWord};
use super::vocabulary::{Class, eat, holds, read};
use crate::document::date::DateText;
use crate::document::date_reader::read_date;
use crate::document::type_row::MentionWeight;
use tracuu_text::cursor::Cursor;
use tracuu_text::run::Run;
use tracuu_text::span::Span;
use tracuu_text::syllable::{is_letter, is_letter_or_digit};
use tracuu_text::words::split_last_word;

/// Longest label in front of a sentence ("15.1. ", "II- ", "a) "), in bytes.
const MAX_LABEL_BYTES: usize = 12;

/// What a type word without a number stands for.
#[derive(Clone, Debug)]
pub(super) enum Naming {
    /// "… này"; the place behind "này".
    This(usize),
    /// Alone, with a capital, inside a sentence.
    Bare,
    /// With a name.
    Titled(Name),
}

/// What names the document.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Name {
    pub(super) issuer: Option<Span>,
    pub(super) date: Option<(DateText, Span)>,
    /// Where its words begin; `None` where issuer or date name it.
    pub(super) title: Option<Opening>,
    /// Whether the words count only if they hold a period or a quotation.
    pub(super) needs_period: bool,
    pub(super) kind: TitleKind,
}

/// What a title is, which tells where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) enum TitleKind {
    /// "về việc …".
    #[default]
    Clause,
    /// The name of a law that is not listed.
    LawName,
    /// The same in a line "Căn cứ …", where nothing but names, numbers and dates stands.
    BasisLawName,
    /// "Luật sửa đổi, bổ sung một số điều của …".
    AmendingLaw,
}

impl TitleKind {
    /// Whether the title is the name of a law, behind which its date stands.
    pub(super) fn is_law(self) -> bool {
        self != Self::Clause
    }
}

/// Reads what a capital type word stands for; `None` where it names nothing.
pub(super) fn read_naming(text: &str, runs: &[Run], word: &TypeWord) -> Option<Naming> {
    if word.letters == Letters::Small || word.is_generic || is_held(text, word.span.start)
    {
        return None;
    }
    let behind = behind_type(text, word);
    let this = read(Class::This, behind).filter(|_| word.letters == Letters::Capital);
    if let Some(this) = this {
        return Some(Naming::This(this.at()));
    }
    let starts_sentence = starts_sentence(text, word.span.start);
    let name = meeting(text, runs, word)
        .or_else(|| issued(text, runs, word))
        .or_else(|| dated(text, runs, word))
        .or_else(|| law(text, word))
        .or_else(|| titled(text, runs, word, starts_sentence));
    match name {
        Some(name) => Some(Naming::Titled(name)),
        None if word.letters == Letters::Capital && !starts_sentence => {
            let title_follows = word.document_type.row().weight > MentionWeight::Weak;
            let ends = !behind.rest().starts_with([':', '/']);
            (title_follows && ends).then_some(Naming::Bare)
        }
        None => None,
    }
}

/// The place behind a type word and what goes with it: "Chương trình hành động".
fn behind_type<'t>(text: &'t str, word: &TypeWord) -> Cursor<'t> {
    let behind = Cursor::new(text, word.span.end);
    read(Class::TypeTail, behind).unwrap_or(behind)
}

/// Whether the type word is a part of another name: "Bộ Kế hoạch và Đầu tư", "Tài chính -
/// Kế hoạch".
pub(super) fn is_held(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default().trim_end_matches(' ');
    if let Some(head) = before.strip_suffix(['-', '–']) {
        let head = head.trim_end_matches(' ');
        return head.chars().next_back().is_some_and(is_letter);
    }
    let (_, word) = split_last_word(before);
    let capital = word.starts_with(char::is_uppercase);
    capital && holds(Class::Holder, word) && before.len() < start
}

/// Whether a sentence, line, cell or item starts at this place, so that the capital says
/// nothing.
pub(super) fn starts_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t', '\u{a0}', '*', '“', '"']);
    let Some(last) = before.chars().next_back() else { return true };
    match last {
        '\n' | '.' | '!' | '?' | ':' | '|' | '…' | '•' => true,
        ')' if is_label(before) => true,
        '-' | '–' | '+' | ')' => {
            let line = before.rsplit(['\n', '|']).next().unwrap_or_default().trim_start();
            line.len() <= MAX_LABEL_BYTES
        }
        _ => false,
    }
}

/// Whether a text ends with the label of a point, such as ` a)`, also inside a line.
fn is_label(before: &str) -> bool {
    let head = before.trim_end_matches(')');
    let label_start = head.trim_end_matches(is_letter_or_digit).len();
    let label = head.get(label_start..).unwrap_or_default();
    let blank = head.get(..label_start).is_some_and(|head| head.ends_with([' ', '\n']));
    (1..=2).contains(&label.chars().count()) && blank
}

/// A congress or plenum: "Nghị quyết Trung ương 6 khóa XII".
fn meeting(text: &str, runs: &[Run], word: &TypeWord) -> Option<Name> {
    if word.document_type.row().weight != MentionWeight::Strong {
        return None;
    }
    let issuer = body::read_meeting(text, word.span.end)?;
    let title = title_opening::open(text, runs, issuer.end)
        .filter(|title| is_about(text, title) && word.letters == Letters::Capital);
    Some(Name { issuer: Some(issuer), title, ..Name::default() })
}

/// "của …" and a title: "Chỉ thị của Bộ Công an về …".
fn issued(text: &str, runs: &[Run], word: &TypeWord) -> Option<Name> {
    let mut cursor = Cursor::new(text, word.span.end);
    let has_of = eat(Class::Of, &mut cursor);
    cursor.skip_blanks();
    let capital = cursor.peek().is_some_and(char::is_uppercase);
    if word.letters != Letters::Capital || !has_of && !capital {
        return None;
    }
    // Weak words are verbs before a body: "Báo cáo Bộ Xây dựng về …".
    let named_by_body = word.document_type.row().weight == MentionWeight::Strong
        && !word.document_type.is_cited_by_name()
        && read(Class::Head, cursor).is_some();
    if !has_of && !named_by_body {
        return None;
    }
    let issuer = body::read_name(text, cursor.at())?;
    let mut issuer_end = issuer.end;
    // "của Mặt trận Tổ quốc tỉnh và các tổ chức chính trị - xã hội tỉnh về việc …"
    let title = title_opening::open(text, runs, issuer_end).or_else(|| {
        issuer_end = joint_issuer(text, issuer.end)?;
        title_opening::open(text, runs, issuer_end)
    });
    let issuer = Span::new(issuer.start, issuer_end);
    let date = date_behind(text, issuer.end).filter(|(date, _)| date.day().is_some());
    let title = title.or_else(|| title_opening::open(text, runs, date?.1.end))?;
    Some(Name { issuer: Some(issuer), date, title: Some(title), ..Name::default() })
}

/// The end of " và các …" up to the title.
fn joint_issuer(text: &str, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(text, at);
    if !eat(Class::And, &mut cursor) {
        return None;
    }
    for _ in 0..16 {
        let before = cursor;
        if cursor.skip_blanks().line_ends > 0 {
            return None;
        }
        // "Điều lệ Hội … và Hướng dẫn số …": a capital opens another document.
        let is_small = cursor.peek().is_some_and(char::is_lowercase);
        if is_small && read(Class::Lead, before).is_some() {
            return Some(before.at());
        }
        if cursor.eat(|mark| mark == '-').is_none() && cursor.word().is_empty() {
            return None;
        }
    }
    None
}

/// A date right behind the type word: "Nghị quyết ngày 05/3/2020 của …".
fn dated(text: &str, runs: &[Run], word: &TypeWord) -> Option<Name> {
    let date =
        date_behind(text, word.span.end).filter(|(date, _)| date.day().is_some())?;
    let mut cursor = Cursor::new(text, date.1.end);
    let has_of = eat(Class::Of, &mut cursor);
    let issuer = body::read_name(text, cursor.at()).filter(|_| has_of);
    // An everyday word is a document only with day and body: "Công văn ngày … của …".
    if word.document_type.row().weight == MentionWeight::Weak
        && (issuer.is_none() || word.letters != Letters::Capital)
    {
        return None;
    }
    let end = issuer.map_or(date.1.end, |issuer| issuer.end);
    let title = title_opening::open(text, runs, end);
    (issuer.is_some() || title.is_some()).then(|| Name {
        issuer,
        date: Some(date),
        title,
        ..Name::default()
    })
}

/// A date on the same line.
fn date_behind(text: &str, at: usize) -> Option<(DateText, Span)> {
    let mut cursor = Cursor::new(text, at);
    if cursor.skip_blanks().line_ends > 0 {
        return None;
    }
    read_date(text, cursor.at())
}

/// A law: "Luật Đất đai", "Hiến pháp năm 2013", "Luật sửa đổi, bổ sung một số điều của …".
fn law(text: &str, word: &TypeWord) -> Option<Name> {
    let traits = word.document_type.row().traits;
    if !traits.has_name_behind || word.letters == Letters::Capitals {
        return None;
    }
    let mut words = word.span.of(text).split_whitespace();
    let whole = traits.is_only_one || words.any(|word| holds(Class::WholeName, word));
    let mut cursor = Cursor::new(text, word.span.end);
    if cursor.skip_blanks().line_ends == 0
        && let Some(year) = law_name::year_at(text, cursor.at())
        && traits.is_only_one
    {
        return Some(Name { date: Some(year), ..Name::default() });
    }
    if let Some(words) = law_name::quoted_name(text, word.span.end) {
        let opening =
            Opening { start: words.start, words: words.start, limit: Some(words.end) };
        return Some(Name {
            title: Some(opening),
            kind: TitleKind::LawName,
            ..Name::default()
        });
    }
    let capital = cursor.peek().is_some_and(char::is_uppercase);
    let amends = law_name::amends(text, word.span.end);
    let named = Cursor::new(text, word.span.end).skip_blanks().line_ends == 0
        && (capital || amends)
        && read(Class::Bare, Cursor::new(text, word.span.end)).is_none();
    if named {
        let at = cursor.at();
        let title = Some(Opening { start: at, words: at, limit: None });
        let is_basis = || law_name::is_in_basis_line(text, word.span.start);
        let kind = match word.document_type.is_cited_by_name() {
            true if amends => TitleKind::AmendingLaw,
            true if is_basis() => TitleKind::BasisLawName,
            _ => TitleKind::LawName,
        };
        return Some(Name { title, kind, ..Name::default() });
    }
    whole.then(Name::default)
}

/// Words of a title right behind the type word.
fn titled(
    text: &str,
    runs: &[Run],
    word: &TypeWord,
    starts_sentence: bool,
) -> Option<Name> {
    let weight = word.document_type.row().weight;
    if word.letters != Letters::Capital || word.document_type.is_cited_by_name() {
        return None;
    }
    let behind = Cursor::new(text, word.span.end);
    let mut words = behind;
    let passed = words.skip_blanks();
    if passed.count == 0 || passed.line_ends > 0 {
        return None;
    }
    if words.peek().is_some_and(opens_quote) {
        let at = words.at();
        let title = Opening { start: at, words: at, limit: None };
        return Some(Name { title: Some(title), ..Name::default() });
    }
    let mut tail = behind_type(text, word);
    let is_bare = read(Class::Bare, tail).is_some();
    tail.skip_blanks();
    if is_bare || !tail.peek().is_some_and(is_letter) {
        return None;
    }
    let led = title_opening::open(text, runs, word.span.end);
    let needs_period = starts_sentence
        || weight == MentionWeight::Weak
        || weight == MentionWeight::Strong && led.is_none();
    let at = words.at();
    let title = led.unwrap_or(Opening { start: at, words: at, limit: None });
    if needs_period && !title_end::period_ahead(text, at) {
        return None;
    }
    Some(Name { title: Some(title), needs_period, ..Name::default() })
}

/// Whether a title opens with "về".
fn is_about(text: &str, title: &Opening) -> bool {
    let has_lead = title.words > title.start;
    has_lead && read(Class::LeadComma, Cursor::new(text, title.start)).is_some()
}

/// A small type word inside a title that says what is issued: "về việc ban hành quy định
/// về …"; the place where its words begin.
pub(super) fn issued_in_title(text: &str, word: &TypeWord) -> Option<usize> {
    let before = text.get(..word.span.start)?.trim_end_matches(' ');
    let (two_words, _) = last_two_words(before);
    let is_issued = read(Class::Issued, two_words)?.at() == before.len();
    let mut cursor = Cursor::new(text, word.span.end);
    let blanks = cursor.skip_blanks();
    let named = cursor.peek().is_some_and(is_letter)
        && read(Class::Bare, Cursor::new(text, word.span.end)).is_none();
    let one_line = blanks.line_ends == 0;
    (is_issued && one_line && named && word.letters == Letters::Small)
        .then_some(cursor.at())
}

/// A small type word that carries out a numbered document which starts at `next`: "kế
/// hoạch thực hiện Đề án số 12/ĐA-BCA". Not one that is still to be made.
pub(super) fn carries_out(text: &str, word: &TypeWord, next: usize) -> Option<usize> {
    if word.letters != Letters::Small || !word.document_type.row().traits.may_carry_out {
        return None;
    }
    let before = text.get(..word.span.start)?.trim_end();
    let (two_words, last) = last_two_words(before);
    let is_made = holds(Class::Make, last) || read(Class::Make, two_words).is_some();
    let behind = Cursor::new(text, word.span.end);
    let start = {
        let mut start = behind;
        start.skip_blanks();
        start.at()
    };
    let mut cursor = read(Class::Lead, behind)?;
    cursor.skip_blanks();
    (cursor.at() == next && !is_made).then_some(start)
}

/// A cursor before the last two words of a text, and the last of them.
pub(super) fn last_two_words(text: &str) -> (Cursor<'_>, &str) {
    let (head, last) = split_last_word(text);
    let (before, _) = split_last_word(head.trim_end());
    (Cursor::new(text, before.len()), last)
}
