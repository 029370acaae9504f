//! Classes of bodies: các sở, ban, ngành có liên quan; các tổ chức đảng trực thuộc.

use super::entry::Entry;
use super::grammar::{Grammar, Reading, Shaped, composed, owned};
use super::part::Part;
use super::rows::{Flag, HeadRow, Role, WordRole};
use super::token::{LetterShape, MatchMode, TokenKind};

impl Grammar<'_> {
    /// A class by itself, with its qualifiers and its area or owner.
    pub(super) fn groups(
        &self,
        end: usize,
        row: &'static HeadRow,
        depth: usize,
    ) -> Vec<Reading> {
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
        self.tokens.is_break(end) || self.tokens.is_kind(end, TokenKind::Comma)
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
        let qualifier = |end| {
            self.word(end, WordRole::Qualifier).max(self.word(end, WordRole::Related))
        };
        while let Some(after) = qualifier(end) {
            end = after;
        }
        end
    }

    /// An enumerated class: [các] sở, ban, ngành [có liên quan] [của tỉnh].
    pub(super) fn enumerated(
        &self,
        start: usize,
        is_many: bool,
        depth: usize,
    ) -> Vec<Reading> {
        let Some((mut end, mut noun)) = self.noun(start) else { return Vec::new() };
        let mut n_nouns = 1;
        let mut is_qualified = false;
        let mut is_related = false;
        loop {
            let after = self.after_qualifiers(end);
            is_qualified |= after > end;
            is_related |= self.word(end, WordRole::Related).is_some();
            end = after;
            let next = self.next_noun(end, is_qualified);
            let next = next.or_else(|| self.adjoined_noun(end, is_many, is_qualified));
            let Some((after, next)) = next else { break };
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
        if !is_many && n_nouns == 1 && !is_related {
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
        if self.tokens.is_kind(at, TokenKind::Comma) {
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

    /// The noun right behind another: "các sở ngành". "Tổ chức" and "cấp" are verbs there.
    fn adjoined_noun(
        &self,
        end: usize,
        is_many: bool,
        is_qualified: bool,
    ) -> Option<(usize, &'static HeadRow)> {
        let (after, noun) = self.noun(end).filter(|_| is_many && !is_qualified)?;
        (!matches!(noun.id, "to-chuc" | "cac-cap-cac-nganh")).then_some((after, noun))
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
            && self.mode == MatchMode::Document
            && self.tokens.is_capital(end)
            && self
                .tokens
                .get(start)
                .is_some_and(|token| token.shape != LetterShape::Upper)
            && self.territory(end).is_none()
            && !self.starts_body(end);
        (!is_part_of_longer && !starts_name).then_some((end, row))
    }

    /// Whether the name of a body of an area starts at a token: in "các Ban Hội đồng nhân
    /// dân" it is the owner.
    fn starts_body(&self, start: usize) -> bool {
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.first().is_some_and(|(end, entry)| {
            *end > start + 1
                && matches!(entry, Entry::Head(row) if row.role == Role::Body)
        })
    }
}

/// The rank of a class noun: the first row of an enumeration gives the class its id.
fn rank(row: &HeadRow) -> usize {
    super::rows::HEADS.iter().position(|other| other.id == row.id).unwrap_or(usize::MAX)
}
