//! Relations that the words before a mention draw: who does what to the document that it
//! names, in the active and in the passive.

use super::cue::{Cue, CuePlace, follows_comma};
use super::mention::Citation;
use super::relate::{MAX_GLUE, Relating, span_of};
use super::relation::{Party, Relation, RelationKind, RelationRule};
use super::surroundings::{self, Clause};
use super::vocabulary::{Class, holds};
use tracuu_text::span::Span;
use tracuu_text::words::Word;

/// Most words between "theo" and the mention; more of them name something else.
const MAX_GLUE_NEAR: usize = 8;

/// Most words between an outer cue and the one that it changes.
const MAX_OUTER: usize = 8;

/// Most words between a change and "quy định tại": "bãi bỏ các quy định tại".
const MAX_OUTER_NEAR: usize = 3;

impl Relating<'_> {
    /// "(A) được sửa đổi, bổ sung bởi (this)": the mention acts on the one before.
    pub(super) fn of_passive(
        &self,
        index: usize,
        clause: &Clause<'_>,
    ) -> Option<Relation> {
        let words = &clause.words;
        let first = words.len().saturating_sub(MAX_GLUE_NEAR);
        let agent = (first..words.len())
            .rev()
            .find(|at| words.get(*at).is_some_and(|w| holds(Class::Agent, &w.normal)))?;
        let (cue, kind) = (agent.saturating_sub(4)..=agent).rev().find_map(|end| {
            let cue = clause.cues.ending_at(CuePlace::Before, end)?;
            let kind = cue.kind.filter(|kind| kind.needs_subject())?;
            Some((cue, kind))
        })?;
        let lead = words.get(cue.start.saturating_sub(3)..cue.start)?;
        let has_passive = lead.iter().any(|word| holds(Class::Passive, &word.normal));
        let by = holds(Class::By, &words.get(agent)?.normal);
        let parent = self.citations.get(index).and_then(|citation| citation.nested_in);
        let sibling = self.before.get(index).copied().flatten();
        // "Thông tư A (sửa đổi tại Thông tư B)": in a bracket the verb alone is passive.
        let in_bracket = sibling.is_some()
            && !clause.is_cut
            && cue.end == agent
            && clause.since_sibling().of(self.text).trim_start().starts_with('(');
        if !has_passive && !by && !in_bracket {
            return None;
        }
        let on = sibling.filter(|_| !clause.is_cut).or(parent);
        Some(Relation {
            kind,
            source: Party::Mention(index),
            target: on.map_or(Party::Unstated, |on| self.party(on)),
            is_partial: names_parts(words.get(cue.end..).unwrap_or_default()),
            cue: span_of(words, cue),
            rule: RelationRule::Passive,
        })
    }

    /// "Bãi bỏ các quy định trái Quyết định này và (this)": what stands beside the rules that
    /// are contrary to the text is changed as they are.
    pub(super) fn of_contrary(
        &self,
        index: usize,
        clause: &Clause<'_>,
    ) -> Option<Relation> {
        let before = self.before.get(index).copied().flatten()?;
        let own = self.citations.get(before).filter(|own| own.is_self_reference())?;
        if !surroundings::is_list(self.text, clause.since_sibling()) {
            return None;
        }
        let clause = self.clause(before, own);
        let cue = clause.cues.last_before()?;
        let kind = cue.kind.filter(|kind| kind.changes())?;
        let glue = clause.words.get(cue.end..)?;
        let last_two = glue.get(glue.len().saturating_sub(2)..)?;
        let is_contrary = last_two.iter().any(|word| holds(Class::Against, &word.normal));
        is_contrary.then(|| Relation {
            kind,
            source: Party::This,
            target: Party::Mention(index),
            is_partial: self.is_pinpointed(index),
            cue: span_of(&clause.words, cue),
            rule: RelationRule::Before,
        })
    }

    /// The nearest cue before the mention.
    pub(super) fn of_cue(
        &self,
        index: usize,
        citation: &Citation,
        clause: &Clause<'_>,
    ) -> Option<Relation> {
        let words = &clause.words;
        let nearest = clause.cues.last_before()?;
        let Some(kind) = nearest.kind else { return Some(self.mentioned(index)) };
        if !self.glue_holds(kind, words, nearest, clause.end) {
            return None;
        }
        let (cue, kind) = self.outer(index, clause, nearest, kind);
        if kind == RelationKind::Encloses {
            return Some(self.enclosed(index, clause, nearest));
        }
        let subject = self.subject(index, clause, cue.start);
        let source = match subject {
            Some(subject) => subject,
            None if kind.needs_subject() => Party::Unstated,
            None => Party::This,
        };
        let title = self.own.title.is_some_and(|title| title.contains(citation.span));
        Some(Relation {
            kind,
            source,
            target: Party::Mention(index),
            is_partial: kind.changes()
                && (self.is_pinpointed(index)
                    || names_parts(words.get(cue.end..).unwrap_or_default())),
            cue: span_of(words, cue),
            rule: match citation.nested_in {
                _ if title => RelationRule::Title,
                Some(_) => RelationRule::Nested,
                None => RelationRule::Before,
            },
        })
    }

    /// A cue further out that changes what the nearest one says.
    fn outer(
        &self,
        index: usize,
        clause: &Clause<'_>,
        nearest: Cue,
        kind: RelationKind,
    ) -> (Cue, RelationKind) {
        let words = clause.words.get(..nearest.start).unwrap_or_default();
        let reach = match kind {
            RelationKind::Implements => MAX_OUTER,
            RelationKind::Refers | RelationKind::Encloses => words.len(),
            _ => return (nearest, kind),
        };
        let place = if kind == RelationKind::Implements {
            CuePlace::Outer
        } else {
            CuePlace::Before
        };
        let ends = (words.len().saturating_sub(reach).max(1)..=words.len()).rev();
        let found =
            ends.filter_map(|end| clause.cues.ending_at(place, end)).find_map(|cue| {
                let outer = cue.kind?;
                // "hướng dẫn chính sách quy định tại …" guides only where it opens the
                // clause: a title, or an article.
                let opens = kind == RelationKind::Encloses
                    || words.len() - cue.end <= MAX_OUTER_NEAR
                    || words.get(..cue.start).is_some_and(only_adverbs);
                let acts = place == CuePlace::Outer
                    || opens
                        && (outer.changes() || outer == RelationKind::Guides)
                        && self.subject(index, clause, cue.start).is_some();
                acts.then_some((cue, outer))
            });
        found.unwrap_or((nearest, kind))
    }

    /// "… ban hành kèm theo (this)": the mention encloses what stands before.
    fn enclosed(&self, index: usize, clause: &Clause<'_>, cue: Cue) -> Relation {
        let at = self.citations.get(index).map(|citation| citation.span);
        let own = self.own.issued_with.zip(at).is_some_and(|(own, at)| at.contains(own));
        let sibling = self.before.get(index).copied().flatten();
        let adjacent = sibling.filter(|_| !clause.is_cut && cue.start <= 1);
        // Who changes an enclosure changes the document that encloses it.
        let changed = adjacent.and_then(|at| self.found.get(at).copied().flatten());
        if let Some(changed) = changed
            .filter(|changed| {
                changed.kind.changes() || changed.kind == RelationKind::Guides
            })
            .filter(|changed| Some(changed.target) == adjacent.map(Party::Mention))
        {
            return Relation {
                target: Party::Mention(index),
                rule: RelationRule::List,
                ..changed
            };
        }
        let parent = self.citations.get(index).and_then(|citation| citation.nested_in);
        Relation {
            kind: RelationKind::Encloses,
            source: Party::Mention(index),
            target: match adjacent.or(parent) {
                _ if own => Party::This,
                Some(other) => self.party(other),
                None => Party::Unstated,
            },
            is_partial: false,
            cue: span_of(&clause.words, cue),
            rule: RelationRule::Before,
        }
    }

    /// Who does what a cue says, where the text tells: the document in whose title the
    /// mention stands, the mention right before the cue, or the document at hand, by its
    /// title, by "… này" in the sentence, or by an article that begins with the cue.
    fn subject(
        &self,
        index: usize,
        clause: &Clause<'_>,
        cue_start: usize,
    ) -> Option<Party> {
        let citation = self.citations.get(index)?;
        if let Some(parent) = citation.nested_in {
            return Some(self.party(parent));
        }
        if self.own.title.is_some_and(|title| title.contains(citation.span)) {
            return Some(Party::This);
        }
        let lead = clause.words.get(..cue_start)?;
        if let Some(before) =
            self.before.get(index).copied().flatten().filter(|_| !clause.is_cut)
        {
            let party = self.party(before);
            let parted = |word: &Word<'_>| {
                follows_comma(self.text, word) || holds(Class::And, &word.normal)
            };
            let cue = clause.words.get(cue_start);
            let adjacent = only_adverbs(lead) && !lead.iter().chain(cue).any(parted);
            if party == Party::This || adjacent {
                return Some(party);
            }
        }
        let sentence = surroundings::sentence(self.text, citation.span);
        if self.names_own(Span::new(sentence.start, citation.span.start)) {
            return Some(Party::This);
        }
        let opens = only_adverbs(lead);
        let in_article = self.articles.is_some_and(|at| citation.span.start > at);
        let after_own = self.sibling(index).is_some_and(Citation::is_self_reference)
            && clause.is_near;
        (opens && (in_article || after_own)).then_some(Party::This)
    }

    /// Whether the words between a cue and the mention leave them together.
    fn glue_holds(
        &self,
        kind: RelationKind,
        words: &[Word<'_>],
        cue: Cue,
        mention: usize,
    ) -> bool {
        let glue = words.get(cue.end..).unwrap_or_default();
        // "theo đề nghị của … tại Tờ trình số …" names who asked in between.
        let is_near = cue.end - cue.start == 1
            && words
                .get(cue.start)
                .is_some_and(|word| holds(Class::NearCue, &word.normal));
        let most = if is_near { MAX_GLUE_NEAR } else { MAX_GLUE };
        let comma = |word: &Word<'_>| {
            !holds(Class::Part, &word.normal) && follows_comma(self.text, word)
        };
        // A cue in a bracket that closes before the mention is part of another name.
        let behind = span_of(words, cue).map_or(mention, |span| span.end);
        let between = Span::new(behind, mention).of(self.text);
        let leaves = between.find([')', '(']).is_some_and(|at| {
            between.get(at..).is_some_and(|rest| rest.starts_with(')'))
        });
        glue.len() <= most && !leaves && !(kind.needs_subject() && glue.iter().any(comma))
    }
}

/// Whether nothing but adverbs stands here, or nothing at all.
fn only_adverbs(words: &[Word<'_>]) -> bool {
    words.iter().all(|word| holds(Class::Adverb, &word.normal))
}

/// Whether the words name parts of a document.
fn names_parts(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| holds(Class::Part, &word.normal))
}
