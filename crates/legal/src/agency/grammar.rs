//! The grammar of agency names, matched at a token: heads, fields, owners, areas, classes.
//! Bounded: no name is longer than the listed phrases that make it up, nesting stops at
//! [`MAX_DEPTH`], and only the [`MAX_READINGS`] longest readings go on.

use super::body::Agency;
use super::entry::Entry;
use super::lexicon::Lexicon;
use super::part::{Part, Tail, Territory};
use super::rows::{AreaForm, AreaRow, FieldRow, Flag, HeadRow, Role, WordRole};
use super::token::MatchMode;
use super::tokens::Tokens;
use super::vocabulary::Symbol;

/// Deepest nesting of owners: "lãnh đạo Văn phòng Đảng ủy Công an tỉnh" has 4.
const MAX_DEPTH: usize = 5;
/// Readings of one place that are followed further; real names have one or two.
const MAX_READINGS: usize = 6;

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
    pub(super) mode: MatchMode,
}

impl Grammar<'_> {
    /// Every reading of a name that starts at a token, the longest first; empty also where
    /// a longer word starts there that is no name ("ban hành").
    pub(super) fn names(&self, start: usize) -> Vec<Reading> {
        self.names_within(start, MAX_DEPTH)
    }

    pub(super) fn names_within(&self, start: usize, depth: usize) -> Vec<Reading> {
        if depth == 0 || self.lexicon.starts_no_name(self.tokens, start) {
            return Vec::new();
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        let mut readings = self.bodies(start, phrases, depth);
        for (end, entry) in phrases {
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
        let mut readings = self.bodies(start, phrases, depth);
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
                        let open = self.opens((start, *end), row, may_learn);
                        readings.extend(self.of_owners(&open, depth));
                        readings.extend(open);
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
                    let territory = Territory::from_area(area, AreaForm::Committee);
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
        let (end, row) = self.head_at(start, Role::Body)?;
        let territory = Territory::from_area(area, AreaForm::Area);
        Some(composed(end, vec![Part::listed(row)], Some(territory)))
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
        let (end, row) = self.head_at(start, Role::Open)?;
        Some(composed(end, vec![part.clone(), Part::listed(row)], None))
    }

    /// The places at which an owner may start: here, and after "của" or "thuộc".
    pub(super) fn after_links(&self, end: usize, is_class: bool) -> Vec<usize> {
        let mut places = vec![end];
        for &(after, entry) in self.lexicon.phrases(self.tokens, end) {
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
        readings.extend(self.nameless_owner(end, &Part::listed(row)));
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
        for &(after, entry) in self.lexicon.phrases(self.tokens, end) {
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
            let is_plain = !is_learnt && self.mode == MatchMode::Query;
            readings.push(Reading { is_plain, ..composed(end, vec![part], None) });
        }
        readings
    }

    /// Open names with their owner behind "của" or "thuộc": Ủy ban Pháp luật của Quốc hội.
    fn of_owners(&self, open: &[Reading], depth: usize) -> Vec<Reading> {
        let mut readings = Vec::new();
        for reading in open {
            let Shaped::Parts(parts, None) = &reading.agency else { continue };
            let [part] = parts.as_slice() else { continue };
            for at in self.after_links(reading.end, false) {
                if at > reading.end {
                    let owners = self.names_within(at, depth - 1);
                    readings.extend(
                        owners.into_iter().filter_map(|owner| owned(part, owner, false)),
                    );
                }
            }
        }
        readings
    }

    /// The longest head of a role at a token: the token after it, and its row.
    pub(super) fn head_at(
        &self,
        start: usize,
        role: Role,
    ) -> Option<(usize, &'static HeadRow)> {
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.iter().find_map(|&(end, entry)| match entry {
            Entry::Head(row) if row.role == role => Some((end, row)),
            _ => None,
        })
    }

    /// The longest word of a role at a token: the token after it.
    pub(super) fn word(&self, start: usize, role: WordRole) -> Option<usize> {
        if self.lexicon.is_dead(self.tokens, start) {
            return None;
        }
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.iter().find_map(|&(end, entry)| {
            matches!(entry, Entry::Word(found) if found == role).then_some(end)
        })
    }

    pub(super) fn is_and(&self, index: usize) -> bool {
        self.tokens.symbols(index).contains(&Symbol::AND)
    }
}

fn listed(end: usize, row: &'static HeadRow) -> Reading {
    Reading {
        is_plain: row.is(Flag::Lower),
        ..composed(end, vec![Part::listed(row)], None)
    }
}

pub(super) fn composed(
    end: usize,
    parts: Vec<Part>,
    territory: Option<Territory>,
) -> Reading {
    let is_plain = territory.is_some();
    Reading { end, agency: Shaped::Parts(parts, territory), is_plain }
}

fn ministry(end: usize, field: &'static FieldRow) -> Option<Reading> {
    let head = super::rows::head("bo")?;
    let part = Part { head: Some(head), tail: Some(Tail::Field(field)) };
    Some(composed(end, vec![part], None))
}

/// An organ of the body that was read behind it.
pub(super) fn owned(part: &Part, owner: Reading, takes_classes: bool) -> Option<Reading> {
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
    /// Whether it stands for many bodies, by its area or as a class.
    pub(super) fn is_many(&self) -> bool {
        match &self.agency {
            Shaped::Parts(parts, territory) => {
                territory.as_ref().is_some_and(Territory::is_many)
                    || parts.iter().any(|part| part.head.is_some_and(HeadRow::is_class))
            }
            Shaped::Known(_) => false,
        }
    }

    /// Whether its agency names a level and no body.
    pub(super) fn is_level(&self) -> bool {
        match &self.agency {
            Shaped::Parts(parts, Some(territory)) => {
                parts.is_empty()
                    && territory.is_level
                    && territory.form != AreaForm::Youth
            }
            _ => false,
        }
    }

    /// Whether data may list an end of the body: `false` is sure, and cheap.
    pub(super) fn may_have_ended(&self) -> bool {
        let Shaped::Parts(parts, territory) = &self.agency else { return true };
        let mut areas = territory.iter().flat_map(|territory| &territory.areas);
        parts.iter().any(|part| part.until().is_some())
            || areas.any(|area| area.until.is_some())
    }

    /// The agency; `known` are those learnt before.
    pub(super) fn into_agency(self, known: &[Agency]) -> Option<Agency> {
        match self.agency {
            Shaped::Parts(parts, territory) => Some(Agency::new(parts, territory)),
            Shaped::Known(index) => known.get(index).cloned(),
        }
    }
}
