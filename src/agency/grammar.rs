//! The grammar of agency names, matched at a token: heads, fields, owners, areas, classes.
//! Bounded: no name is longer than the listed phrases that make it up, nesting stops at
//! [`MAX_DEPTH`], and only the [`MAX_READINGS`] longest readings go on.

use super::body::{Agency, Part, Tail, Territory};
use super::lexicon::{Entry, Lexicon, Symbol};
use super::rows::{AreaForm, AreaRow, FieldRow, Flag, HeadRow, Role, WordRole};
use super::tokens::{Kind, Mode, Shape, Tokens};
use crate::text::syllable::lower_char;

/// Deepest nesting of owners: "lãnh đạo Văn phòng Đảng ủy Công an tỉnh" has 4.
const MAX_DEPTH: usize = 5;
/// Readings of one place that are followed further; real names have one or two.
const MAX_READINGS: usize = 6;
/// Longest name learnt after an open head, in tokens.
const MAX_TAIL: usize = 14;
/// Small-letter words in a row after which a learnt name is taken to have run into the
/// sentence: "hành chính công cấp" has 4.
const MAX_LOWER_RUN: usize = 6;
/// Longest name of a place in syllables, and longest line of capitals read as one.
const MAX_PLACE: usize = 4;

/// One reading of a name.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    /// Token after the last.
    pub(super) end: usize,
    /// The body.
    pub(super) agency: Shaped,
    /// Whether it counts without a capital.
    pub(super) is_plain: bool,
}

/// The body of a reading, not yet named.
#[derive(Clone, Debug)]
pub(super) enum Shaped {
    /// Composed of parts.
    Parts(Vec<Part>, Option<Territory>),
    /// Learnt before.
    Known(usize),
}

/// A matcher over the tokens of one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Grammar<'t> {
    /// The listed phrases.
    pub(super) lexicon: &'t Lexicon,
    /// The text.
    pub(super) text: &'t str,
    /// Its tokens.
    pub(super) tokens: &'t Tokens,
    /// How strictly words are compared.
    pub(super) mode: Mode,
}

impl Grammar<'_> {
    /// Every reading of a name that starts at a token, the longest first; empty also where
    /// a longer word starts there that is no name ("ban hành").
    pub(super) fn names(&self, start: usize) -> Vec<Reading> {
        self.names_within(start, MAX_DEPTH)
    }

    fn names_within(&self, start: usize, depth: usize) -> Vec<Reading> {
        if depth == 0 || self.lexicon.starts_no_name(self.tokens, start) {
            return Vec::new();
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        let mut readings = self.bodies(start, &phrases, depth);
        for (end, entry) in &phrases {
            if let Entry::Word(role @ (WordRole::Determiner | WordRole::Single)) = entry {
                let is_many = *role == WordRole::Determiner;
                readings.extend(self.determined(*end, is_many, depth));
            }
        }
        let blocked = phrases.iter().find_map(|(end, entry)| {
            matches!(entry, Entry::Word(WordRole::Block)).then_some(*end)
        });
        if let Some(blocked) = blocked {
            readings.retain(|reading| reading.end > blocked);
        }
        // A stable sort: of equal length, the reading of the longer listed phrase stays first.
        readings.sort_by_key(|reading| std::cmp::Reverse(reading.end));
        readings.truncate(MAX_READINGS);
        readings
    }

    /// Names after "các" or "đồng chí".
    fn determined(&self, start: usize, is_many: bool, depth: usize) -> Vec<Reading> {
        if self.lexicon.is_dead(self.tokens, start) {
            return Vec::new();
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        let mut readings = self.bodies(start, &phrases, depth);
        readings.extend(self.enumerated(start, is_many, depth));
        if is_many {
            for reading in &mut readings {
                reading.is_plain = true;
                if let Shaped::Parts(parts, Some(territory)) = &mut reading.agency
                    && parts.is_empty()
                {
                    territory.is_plural = true;
                }
            }
        }
        readings
    }

    /// Names by one of the phrases that start at a token.
    fn bodies(
        &self,
        start: usize,
        phrases: &[(usize, Entry)],
        depth: usize,
    ) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut is_committee_read = false;
        let longest = phrases.iter().find(|(_, entry)| matches!(entry, Entry::Head(_)));
        let longest = longest.map_or(start, |(end, _)| *end);
        for (end, entry) in phrases {
            match entry {
                Entry::Head(row) => match row.role {
                    Role::Fixed => readings.push(listed(*end, row)),
                    Role::Organ => readings.extend(self.organs(*end, row, depth)),
                    Role::Body => readings.extend(self.bodies_of(*end, row)),
                    // "Ủy ban nhân dân nơi" is no "Ủy ban" of its own name.
                    Role::Open => {
                        let may_learn = *end == longest;
                        readings.extend(self.opens((start, *end), row, may_learn));
                    }
                    Role::Group => readings.extend(self.groups(*end, row, depth)),
                    Role::Noun => {}
                },
                Entry::Area(_, AreaForm::Committee | AreaForm::Youth)
                    if !is_committee_read =>
                {
                    is_committee_read = true;
                    readings.extend(self.committees(start));
                }
                Entry::Coded(row, area) => {
                    let territory = Territory::of(area, AreaForm::Committee);
                    readings.push(composed(
                        *end,
                        vec![Part::listed(row)],
                        Some(territory),
                    ));
                }
                Entry::Area(area, AreaForm::Area) if area.id == "trung-uong" => {
                    readings.extend(self.central(*end, area));
                }
                Entry::Ministry(field) => readings.extend(ministry(*end, field)),
                Entry::Known(index) => readings.push(Reading {
                    end: *end,
                    agency: Shaped::Known(*index),
                    is_plain: true,
                }),
                _ => {}
            }
        }
        readings.extend(self.enumerated(start, false, depth));
        readings
    }

    /// A committee or union by itself: Tỉnh ủy; huyện ủy, thành ủy; Tỉnh đoàn.
    fn committees(&self, start: usize) -> Option<Reading> {
        let is_code = self.tokens.symbols(start).iter().any(|symbol| symbol.is_code());
        let (end, territory) = self.territory(start)?;
        let is_area = territory.form == AreaForm::Area;
        (!is_area && !is_code).then(|| composed(end, Vec::new(), Some(territory)))
    }

    /// A central body with its level in front: Trung ương Hội Nông dân Việt Nam.
    fn central(&self, start: usize, area: &'static AreaRow) -> Option<Reading> {
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.iter().find_map(|(end, entry)| match entry {
            Entry::Head(row) if row.role == Role::Body => {
                let territory = Territory::of(area, AreaForm::Area);
                Some(composed(*end, vec![Part::listed(row)], Some(territory)))
            }
            _ => None,
        })
    }

    /// An organ with its owner, its area, or alone.
    fn organs(&self, end: usize, row: &'static HeadRow, depth: usize) -> Vec<Reading> {
        let part = Part::listed(row);
        let mut readings = Vec::new();
        for at in self.after_links(end, row.is(Flag::Class)) {
            if let Some((end, territory)) = self.territory(at) {
                readings.push(composed(end, vec![part.clone()], Some(territory)));
            }
            readings.extend(self.nameless_owner(at, &part));
            let takes_classes = row.is(Flag::Owner) || row.is(Flag::Class);
            for owner in self.names_within(at, depth - 1) {
                readings.extend(owned(&part, owner, takes_classes));
            }
        }
        if !row.is(Flag::Owner) {
            let is_plain = row.is(Flag::Lower);
            readings.push(Reading { is_plain, ..composed(end, vec![part], None) });
        }
        readings
    }

    /// An organ of the body at hand, which needs no name: Văn phòng Bộ, Giám đốc Sở.
    fn nameless_owner(&self, start: usize, part: &Part) -> Option<Reading> {
        if !self.tokens.is_capital(start) {
            return None;
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        let (end, row) = phrases.into_iter().find_map(|(end, entry)| match entry {
            Entry::Head(row) if row.role == Role::Open => Some((end, row)),
            _ => None,
        })?;
        Some(composed(end, vec![part.clone(), Part::listed(row)], None))
    }

    /// The places at which an owner may start: here, and after "của" or "thuộc".
    fn after_links(&self, end: usize, is_class: bool) -> Vec<usize> {
        let mut places = vec![end];
        for (after, entry) in self.lexicon.phrases(self.tokens, end) {
            match entry {
                Entry::Word(WordRole::Link) => places.push(after),
                Entry::Word(WordRole::Inside) if is_class => places.push(after),
                _ => {}
            }
        }
        places
    }

    /// A body with its area, or alone.
    fn bodies_of(&self, end: usize, row: &'static HeadRow) -> Vec<Reading> {
        let mut readings = Vec::new();
        if let Some((end, territory)) = self.territory(end) {
            readings.push(composed(end, vec![Part::listed(row)], Some(territory)));
        }
        if !row.is(Flag::Owner) {
            let is_plain = row.is(Flag::Lower);
            let alone = composed(end, vec![Part::listed(row)], None);
            readings.push(Reading { is_plain, ..alone });
        }
        readings
    }

    /// An open head with a field or a name of its own, and its area.
    fn opens(
        &self,
        (start, end): (usize, usize),
        row: &'static HeadRow,
        may_learn: bool,
    ) -> Vec<Reading> {
        let mut readings = Vec::new();
        let mut tails: Vec<(usize, Option<Tail>)> = Vec::new();
        for (after, entry) in self.lexicon.phrases(self.tokens, end) {
            match entry {
                Entry::Field(field) if field.heads.contains(&row.id) => {
                    tails.push((after, Some(Tail::Field(field))));
                }
                _ => {}
            }
        }
        if tails.is_empty()
            && may_learn
            && let Some(after) = self.own_tail(start, end, row.is(Flag::Small))
        {
            let words = self.tokens.span(end, after).of(self.text);
            tails.push((after, Some(Tail::Own(words.to_owned()))));
        }
        if tails.is_empty() && !row.is(Flag::Named) {
            tails.push((end, None));
        }
        for (end, tail) in tails {
            let is_learnt = matches!(tail, Some(Tail::Own(_)));
            let part = Part { head: Some(row), tail };
            if let Some((end, territory)) = self.territory(end) {
                readings.push(composed(end, vec![part.clone()], Some(territory)));
            }
            let is_plain = !is_learnt && self.mode == Mode::Query;
            readings.push(Reading { is_plain, ..composed(end, vec![part], None) });
        }
        readings
    }

    /// A class by itself, with its qualifiers and its area or owner.
    fn groups(&self, end: usize, row: &'static HeadRow, depth: usize) -> Vec<Reading> {
        let end = self.after_qualifiers(end);
        let mut readings = self.class_tails(end, row, depth);
        if !row.is(Flag::Owner) || self.is_break_or_listed(end) {
            let is_plain = row.is(Flag::Lower);
            readings.push(Reading {
                is_plain,
                ..composed(end, vec![Part::listed(row)], None)
            });
        }
        readings
    }

    fn is_break_or_listed(&self, end: usize) -> bool {
        self.tokens.is_break(end) || self.tokens.is_kind(end, Kind::Comma)
    }

    /// A class with its area or owner after the qualifiers.
    fn class_tails(
        &self,
        end: usize,
        row: &'static HeadRow,
        depth: usize,
    ) -> Vec<Reading> {
        let mut readings = Vec::new();
        for at in self.after_links(end, true) {
            if let Some((end, territory)) = self.territory(at) {
                let end = self.after_qualifiers(end);
                readings.push(composed(end, vec![Part::listed(row)], Some(territory)));
            }
            if at > end {
                for owner in self.names_within(at, depth - 1) {
                    readings.extend(owned(&Part::listed(row), owner, true));
                }
            }
        }
        readings
    }

    fn after_qualifiers(&self, mut end: usize) -> usize {
        while let Some(after) = self.word(end, WordRole::Qualifier) {
            end = after;
        }
        end
    }

    /// The longest word of a role at a token: the token after it.
    fn word(&self, start: usize, role: WordRole) -> Option<usize> {
        if self.lexicon.is_dead(self.tokens, start) {
            return None;
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.into_iter().find_map(|(end, entry)| {
            matches!(entry, Entry::Word(found) if found == role).then_some(end)
        })
    }

    /// An enumerated class: [các] sở, ban, ngành [có liên quan] [của tỉnh].
    fn enumerated(&self, start: usize, is_many: bool, depth: usize) -> Vec<Reading> {
        let Some((mut end, mut noun)) = self.noun(start) else { return Vec::new() };
        let mut n_nouns = 1;
        let mut is_qualified = false;
        loop {
            let after = self.after_qualifiers(end);
            is_qualified |= after > end;
            end = after;
            let Some((after, next)) = self.next_noun(end, is_qualified) else { break };
            n_nouns += 1;
            end = after;
            if rank(next) < rank(noun) {
                noun = next;
            }
        }
        let mut readings = self.class_tails(end, noun, depth);
        readings.push(Reading {
            is_plain: true,
            ..composed(end, vec![Part::listed(noun)], None)
        });
        if !is_many && n_nouns == 1 {
            readings.retain(|reading| {
                matches!(&reading.agency,
                Shaped::Parts(_, Some(territory)) if territory.is_level)
            });
        }
        readings
    }

    /// The noun after a comma or "và", with "các" or without.
    fn next_noun(
        &self,
        end: usize,
        is_qualified: bool,
    ) -> Option<(usize, &'static HeadRow)> {
        let mut at = end;
        if self.tokens.is_kind(at, Kind::Comma) {
            at += 1;
        }
        if self.is_and(at) {
            at += 1;
        }
        if at == end {
            return None;
        }
        if let Some(after) = self.word(at, WordRole::Determiner) {
            let (after, noun) = self.noun(after)?;
            // "các cấp, các ngành" is one phrase; "…, các sở" starts another class.
            let goes_on =
                !is_qualified && matches!(noun.id, "nganh" | "cac-cap-cac-nganh");
            return goes_on.then_some((after, noun));
        }
        self.noun(at)
    }

    /// A class noun at a token that does not start a longer word or a name of its own.
    fn noun(&self, start: usize) -> Option<(usize, &'static HeadRow)> {
        if self.lexicon.is_dead(self.tokens, start) {
            return None;
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        let (end, row) = phrases.iter().find_map(|(end, entry)| match entry {
            Entry::Head(row) if row.role == Role::Noun => Some((*end, *row)),
            _ => None,
        })?;
        let is_part_of_longer = phrases.iter().any(|(longer, entry)| {
            *longer > end
                && match entry {
                    Entry::Word(role) => *role == WordRole::Block,
                    Entry::Head(row) => row.role != Role::Noun,
                    _ => true,
                }
        });
        let starts_name = end == start + 1
            && self.mode == Mode::Document
            && self.tokens.is_capital(end)
            && self.tokens.get(start).is_some_and(|token| token.shape != Shape::Upper)
            && self.territory(end).is_none();
        (!is_part_of_longer && !starts_name).then_some((end, row))
    }

    fn is_and(&self, index: usize) -> bool {
        self.tokens.symbols(index).contains(&Symbol::AND)
    }

    /// The area, committee or union at a token: tỉnh; các huyện, thành phố; cấp xã; Tỉnh
    /// ủy; các cấp; huyện with its name.
    pub(super) fn territory(&self, start: usize) -> Option<(usize, Territory)> {
        if let Some(end) = self.word(start, WordRole::Scope) {
            let words = self.tokens.span(start, end).of(self.text);
            let scope = Some(crate::text::syllable::normal_words(words));
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
        let comma = usize::from(self.tokens.is_kind(end, Kind::Comma));
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
        let mut territory = Territory::of(row, found);
        territory.is_plural = plural.is_some();
        territory.is_level = level.is_some();
        let place = (level.is_none() && self.mode == Mode::Document)
            .then(|| self.place(end, row.id))
            .flatten();
        if let Some(after) = place {
            let words = self.tokens.span(end, after).of(self.text);
            territory.place = Some(place_name(words));
        }
        Some((place.unwrap_or(end), territory))
    }

    /// The own name of an area: words with capitals, or the number of a ward.
    fn place(&self, start: usize, area: &str) -> Option<usize> {
        let first = self.tokens.get(start)?;
        let is_numbered = matches!(area, "quan" | "phuong");
        if is_numbered
            && first.span.of(self.text).bytes().all(|byte| byte.is_ascii_digit())
        {
            return Some(start + 1);
        }
        let is_upper = start
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before))
            .is_some_and(|token| token.shape == Shape::Upper);
        let mut end = start;
        while end - start < MAX_PLACE && self.is_place_word(end, is_upper) {
            end += 1;
            let joins = self.tokens.is_kind(end, Kind::Dash)
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
        let fits = token.kind == Kind::Word
            && (token.shape == Shape::Capital
                || (is_upper && token.shape == Shape::Upper));
        let is_longer_word = [WordRole::Stop, WordRole::Block]
            .into_iter()
            .any(|role| self.word(index, role) > Some(index + 1));
        fits && !is_longer_word && !self.starts_other(index)
    }

    /// Whether a listed name starts here.
    fn starts_other(&self, index: usize) -> bool {
        self.lexicon.phrases(self.tokens, index).iter().any(|(end, entry)| match entry {
            Entry::Head(row) if matches!(row.role, Role::Noun | Role::Group) => false,
            Entry::Head(row) => *end > index + 1 || row.role == Role::Open,
            Entry::Area(..) => true,
            _ => false,
        })
    }

    /// The end of a name learnt after an open head: from a capital (after some heads also
    /// from small letters) to the first mark, word of a sentence, area or other body.
    fn own_tail(&self, head: usize, start: usize, may_be_small: bool) -> Option<usize> {
        let first = self.tokens.get(start)?;
        let head = self.tokens.get(head)?;
        let is_name = match first.shape {
            Shape::Lower => may_be_small && self.next_of_tail(start).is_some(),
            _ => first.kind == Kind::Word && !self.starts_other(start),
        };
        if self.mode == Mode::Query || head.shape == Shape::Lower || !is_name {
            return None;
        }
        let is_upper = head.shape == Shape::Upper && first.shape == Shape::Upper;
        let mut end = self.next_of_tail(start).unwrap_or(start + 1);
        let mut n_lower = 0;
        let mut last_capital = end;
        while end - start < MAX_TAIL
            && let Some(next) = self.next_of_tail(end)
        {
            if self.tokens.is_capital(next - 1) {
                last_capital = next;
                n_lower = 0;
            } else {
                n_lower += next - end;
            }
            end = next;
        }
        if n_lower > MAX_LOWER_RUN || end - start >= MAX_TAIL {
            end = last_capital + usize::from(n_lower > 0);
        }
        let is_name = !is_upper || self.tokens.is_break(end);
        is_name.then_some(end)
    }

    /// The token after the next word of a learnt name; `None` where the name ends.
    fn next_of_tail(&self, index: usize) -> Option<usize> {
        let token = self.tokens.get(index)?;
        let starts_word =
            |at: usize| self.tokens.is_capital(at) && !self.starts_other(at);
        match token.kind {
            Kind::Break | Kind::Comma => return None,
            Kind::Dash => return starts_word(index + 1).then_some(index + 1),
            Kind::Word if self.is_and(index) => {
                return starts_word(index + 1).then_some(index + 1);
            }
            Kind::Word => {}
        }
        // A longer word that only contains a word of sentences: "giao thông".
        let block = self.word(index, WordRole::Block);
        if block > self.word(index, WordRole::Stop) {
            return block;
        }
        if self.tokens.is_capital(index) {
            return (!self.starts_other(index)).then_some(index + 1);
        }
        let phrases = self.lexicon.phrases(self.tokens, index);
        let is_end = phrases.iter().any(|(_, entry)| match entry {
            Entry::Word(role) => *role == WordRole::Stop,
            Entry::Area(_, form) => *form != AreaForm::Area || self.area_ends_name(index),
            _ => false,
        });
        (!is_end).then_some(index + 1)
    }

    /// Whether an area word here is the area of the body before: "… tỉnh", end or stop.
    fn area_ends_name(&self, index: usize) -> bool {
        self.territory(index).is_some()
    }
}

/// The name of a place, also where it is printed in capitals.
fn place_name(words: &str) -> String {
    if words.chars().any(char::is_lowercase) {
        return words.to_owned();
    }
    let mut is_first = true;
    let lowered = |letter: char| {
        let kept = std::mem::replace(&mut is_first, !letter.is_alphabetic());
        if kept { letter } else { lower_char(letter) }
    };
    words.chars().map(lowered).collect()
}

/// The rank of a class noun: the first row of an enumeration gives the class its id.
fn rank(row: &HeadRow) -> usize {
    super::rows::HEADS.iter().position(|other| other.id == row.id).unwrap_or(usize::MAX)
}

fn listed(end: usize, row: &'static HeadRow) -> Reading {
    Reading {
        is_plain: row.is(Flag::Lower),
        ..composed(end, vec![Part::listed(row)], None)
    }
}

fn composed(end: usize, parts: Vec<Part>, territory: Option<Territory>) -> Reading {
    let is_plain = territory.is_some();
    Reading { end, agency: Shaped::Parts(parts, territory), is_plain }
}

fn ministry(end: usize, field: &'static FieldRow) -> Option<Reading> {
    let head = super::rows::head("bo")?;
    let part = Part { head: Some(head), tail: Some(Tail::Field(field)) };
    Some(composed(end, vec![part], None))
}

/// An organ of the body that was read behind it.
fn owned(part: &Part, owner: Reading, takes_classes: bool) -> Option<Reading> {
    let Shaped::Parts(parts, territory) = owner.agency else { return None };
    let head = parts.first().and_then(|part| part.head);
    let fits = head.is_none_or(|head| {
        let is_class = matches!(head.role, Role::Noun | Role::Group);
        !head.is(Flag::Persons) && (takes_classes || !is_class)
    });
    if !fits || parts.is_empty() {
        return None;
    }
    let parts = std::iter::once(part.clone()).chain(parts).collect();
    Some(Reading { is_plain: true, ..composed(owner.end, parts, territory) })
}

impl Reading {
    /// The agency; `known` are those learnt before.
    pub(super) fn into_agency(self, known: &[Agency]) -> Option<Agency> {
        match self.agency {
            Shaped::Parts(parts, territory) => Some(Agency::new(parts, territory)),
            Shaped::Known(index) => known.get(index).cloned(),
        }
    }
}
