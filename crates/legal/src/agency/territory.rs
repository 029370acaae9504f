//! The area, committee or union of a body: tỉnh; các huyện, thành phố; Tỉnh ủy; and the
//! names of places, which are learnt.

use super::entry::Entry;
use super::grammar::Grammar;
use super::part::Territory;
use super::rows::{AreaForm, Role, WordRole};
use super::token::{LetterShape, MatchMode, TokenKind};
use tracuu_text::numeral;
use tracuu_text::syllable::{is_letter, lower_char};

/// Longest name of a place in syllables, and longest line of capitals read as one.
const MAX_PLACE: usize = 4;

impl Grammar<'_> {
    /// The area, committee or union at a token: tỉnh; các huyện, thành phố; cấp xã; Tỉnh
    /// ủy; các cấp; huyện with its name.
    pub(super) fn territory(&self, start: usize) -> Option<(usize, Territory)> {
        if let Some(end) = self.word(start, WordRole::Scope) {
            let words = self.tokens.span(start, end).of(self.text);
            let scope = Some(tracuu_text::syllable::normal_words(words));
            let none = Territory {
                areas: Vec::new(),
                form: AreaForm::Area,
                is_plural: true,
                is_level: false,
                place: None,
                scope,
            };
            return Some((end, none));
        }
        let (mut end, mut territory) = self.area(start, None)?;
        while territory.place.is_none() {
            let next = self
                .after_separator(end)
                .and_then(|after| self.area(after, Some(territory.form)));
            let Some((next_end, next)) = next else { break };
            // "Tỉnh ủy, các huyện ủy": another body, not another area.
            if next.place.is_some() || (next.is_plural && !territory.is_plural) {
                break;
            }
            territory.areas.extend(next.areas);
            territory.is_plural |= next.is_plural;
            territory.is_level |= next.is_level;
            end = next_end;
        }
        if territory.is_plural && territory.place.is_none() {
            end = self.word(end, WordRole::Site).unwrap_or(end);
        }
        Some((self.after_subordination(end, &territory), territory))
    }

    /// After "trực thuộc Trung ương" or "thuộc tỉnh", which tells one kind of city from
    /// the other.
    fn after_subordination(&self, end: usize, territory: &Territory) -> usize {
        let is_city = territory.areas.last().is_some_and(|area| area.id == "thanh-pho");
        if !is_city || territory.place.is_some() || territory.form != AreaForm::Area {
            return end;
        }
        let Some(above) = self.word(end, WordRole::Link) else { return end };
        let phrases = self.lexicon.phrases(self.tokens, above);
        let after = phrases.iter().find_map(|(end, entry)| match entry {
            Entry::Area(area, _) if matches!(area.id, "trung-uong" | "tinh") => {
                Some(*end)
            }
            _ => None,
        });
        after.unwrap_or(end)
    }

    /// After a comma, "và" or both.
    fn after_separator(&self, end: usize) -> Option<usize> {
        let comma = usize::from(self.tokens.is_kind(end, TokenKind::Comma));
        let and = usize::from(self.is_and(end + comma));
        (comma + and > 0).then_some(end + comma + and)
    }

    /// One area, with "các" or "cấp" before and its own name behind.
    fn area(&self, start: usize, form: Option<AreaForm>) -> Option<(usize, Territory)> {
        let mut at = start;
        let plural = self.word(at, WordRole::Determiner);
        at = plural.unwrap_or(at);
        let level = self.word(at, WordRole::Level);
        at = level.unwrap_or(at);
        if self.lexicon.is_dead(self.tokens, at) {
            return None;
        }
        let phrases = self.lexicon.phrases(self.tokens, at);
        let longest = phrases.iter().find_map(|(end, entry)| match entry {
            Entry::Head(row) if matches!(row.role, Role::Group | Role::Noun) => None,
            _ => Some(*end),
        })?;
        let (end, row, found) = phrases.iter().find_map(|(end, entry)| match entry {
            Entry::Area(row, found) if form.is_none_or(|form| form == *found) => {
                Some((*end, *row, *found))
            }
            _ => None,
        })?;
        let is_longer_word = longest > end;
        if is_longer_word || (level.is_some() && found != AreaForm::Area) {
            return None;
        }
        let mut territory = Territory::from_area(row, found);
        territory.is_plural = plural.is_some();
        territory.is_level = level.is_some();
        let place = (level.is_none() && self.mode == MatchMode::Document)
            .then(|| self.place(end, row.id))
            .flatten();
        if let Some(after) = place {
            let words = self.tokens.span(end, after).of(self.text);
            territory.place = Some(place_name(words));
        }
        Some((place.unwrap_or(end), territory))
    }

    /// The own name of an area: words with capitals, or the number of a ward or region, to
    /// which a region may add the name of the province.
    fn place(&self, start: usize, area: &str) -> Option<usize> {
        let first = self.tokens.get(start)?.span.of(self.text);
        let is_region = area == "khu-vuc";
        let is_numbered = is_region || matches!(area, "quan" | "phuong");
        let is_roman = is_region && numeral::roman_in_capitals(first).is_some();
        if is_numbered && (is_roman || first.bytes().all(|byte| byte.is_ascii_digit())) {
            let dash = usize::from(self.tokens.is_kind(start + 1, TokenKind::Dash));
            let named = self.place_words(start + 1 + dash).filter(|_| dash > 0);
            return Some(named.unwrap_or(start + 1));
        }
        self.place_words(start)
    }

    /// The name of a place in words with capitals.
    fn place_words(&self, start: usize) -> Option<usize> {
        let is_upper = start
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(|token| token.shape == LetterShape::Upper);
        let mut end = start;
        while end - start < MAX_PLACE && self.is_place_word(end, is_upper) {
            end += 1;
            let joins = self.tokens.is_kind(end, TokenKind::Dash)
                && self.is_place_word(end + 1, is_upper)
                && end - start <= 2;
            end += usize::from(joins);
        }
        // A line in capitals tells no name from a sentence, but a letterhead ends with it.
        let is_name = end > start && (!is_upper || self.tokens.is_break(end));
        is_name.then_some(end)
    }

    fn is_place_word(&self, index: usize, is_upper: bool) -> bool {
        let Some(token) = self.tokens.get(index) else { return false };
        let fits = token.kind == TokenKind::Word
            && (token.shape == LetterShape::Capital
                || (is_upper && token.shape == LetterShape::Upper));
        let is_longer_word = [WordRole::Stop, WordRole::Block]
            .into_iter()
            .any(|role| self.word(index, role) > Some(index + 1));
        fits && !is_longer_word && !self.starts_other(index)
    }
}

/// The name of a place, also where it is printed in capitals.
fn place_name(words: &str) -> String {
    if words.chars().any(char::is_lowercase) {
        return words.to_owned();
    }
    let mut is_first = true;
    let lowered = |letter: char| {
        let kept = std::mem::replace(&mut is_first, !is_letter(letter));
        if kept { letter } else { lower_char(letter) }
    };
    words.chars().map(lowered).collect()
}
