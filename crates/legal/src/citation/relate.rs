//! Drawing the relations of the mentions of one text: the model is `relation`,
//! what the words before a mention say is read in `relate_before`.

use rustc_hash::FxHashMap;

use super::cue::{Cue, CuePlace, Cues};
use super::mention::Citation;
use super::relation::{OwnHead, Party, Relation, RelationKind, RelationRule};
use super::surroundings::{self, Clause};
use super::vocabulary::{Class, holds, position, read};
use tracuu_text::cancellation::checkpoint;
use tracuu_text::cursor::Cursor;
use tracuu_text::span::Span;
use tracuu_text::words::{Word, words_in};

/// Most words between a cue and the mention: "căn cứ ý kiến chỉ đạo của … tại công văn".
pub(super) const MAX_GLUE: usize = 14;

/// Most words between a cue of change and the list that its sentence opens.
const MAX_HEADING_GLUE: usize = 28;

/// Most words before a cue behind the mention.
const MAX_BEFORE_AFTER: usize = 8;

/// The relations of a document's mentions, in their order; `None` for mentions of the
/// document itself. Never fails; the same text gives the same. Looks at a bounded stretch
/// around each mention, so that the cost is linear in their number.
pub fn relate(text: &str, own: OwnHead, citations: &[Citation]) -> Vec<Option<Relation>> {
    Relating::new(text, own, citations).run()
}

/// The drawing of one text's relations.
pub(super) struct Relating<'t> {
    pub(super) text: &'t str,
    pub(super) own: OwnHead,
    pub(super) citations: &'t [Citation],
    /// Where the articles begin, if the text has any.
    pub(super) articles: Option<usize>,
    /// The mention before at the same level, by mention.
    pub(super) before: Vec<Option<usize>>,
    /// What was drawn so far.
    pub(super) found: Vec<Option<Relation>>,
    /// Whether the mention is an item of a list under a sentence that opens it, by mention.
    headed: Vec<bool>,
}

impl<'t> Relating<'t> {
    pub(super) fn new(text: &'t str, own: OwnHead, citations: &'t [Citation]) -> Self {
        let mut last: FxHashMap<Option<usize>, usize> = FxHashMap::default();
        let before = citations
            .iter()
            .enumerate()
            .map(|(index, citation)| last.insert(citation.nested_in, index))
            .collect();
        let articles = surroundings::first_article(text);
        let (found, headed) = (Vec::new(), Vec::new());
        Self { text, own, citations, articles, before, found, headed }
    }

    pub(super) fn run(mut self) -> Vec<Option<Relation>> {
        for (index, citation) in self.citations.iter().enumerate() {
            checkpoint();
            let relation =
                (!citation.is_self_reference()).then(|| self.relation(index, citation));
            self.headed.push(relation.is_some_and(|relation| match relation.rule {
                RelationRule::Heading => true,
                RelationRule::List => self.is_before_headed(index),
                _ => false,
            }));
            self.found.push(relation);
        }
        self.share_backwards();
        self.found
    }

    fn relation(&self, index: usize, citation: &Citation) -> Relation {
        let clause = self.clause(index, citation);
        self.of_list(index, &clause)
            .or_else(|| self.of_contrary(index, &clause))
            .or_else(|| self.of_passive(index, &clause))
            .or_else(|| self.of_cue(index, citation, &clause))
            .or_else(|| self.of_heading(index, citation, &clause))
            .or_else(|| self.of_after(index, citation))
            .or_else(|| self.of_basis_line(index, citation))
            .unwrap_or_else(|| self.mentioned(index))
    }

    /// The clause before a mention, up to its pinpoint.
    pub(super) fn clause(&self, index: usize, citation: &Citation) -> Clause<'t> {
        let pinpoint = citation.pinpoint_span.map_or(usize::MAX, |span| span.start);
        let end = citation.span.start.min(pinpoint);
        let sibling = self.sibling(index).map(surroundings::end_with_pinpoint);
        let parent = citation.nested_in.and_then(|parent| self.citations.get(parent));
        let opening = parent.map(|parent| {
            let title = parent.title.map_or(parent.span.end, |title| title.start);
            title.max(parent.type_span.map_or(0, |word| word.end))
        });
        let floor = sibling.or(opening).unwrap_or(0).min(end);
        let in_title = self.own.title.is_some_and(|title| title.contains(citation.span));
        surroundings::before(self.text, Span::new(floor, end), in_title)
    }

    pub(super) fn sibling(&self, index: usize) -> Option<&'t Citation> {
        self.citations.get(self.before.get(index).copied().flatten()?)
    }

    /// The end that a mention stands for.
    pub(super) fn party(&self, index: usize) -> Party {
        let is_self = self.citations.get(index).is_some_and(Citation::is_self_reference);
        if is_self { Party::This } else { Party::Mention(index) }
    }

    pub(super) fn mentioned(&self, index: usize) -> Relation {
        let parent = self.citations.get(index).and_then(|citation| citation.nested_in);
        Relation {
            kind: RelationKind::Refers,
            source: parent.map_or(Party::This, |parent| self.party(parent)),
            target: Party::Mention(index),
            is_partial: false,
            cue: None,
            rule: RelationRule::Mentioned,
        }
    }

    /// Whether the mention before is an item of a list under a sentence that opens it.
    fn is_before_headed(&self, index: usize) -> bool {
        let before = self.before.get(index).copied().flatten();
        before
            .and_then(|before| self.headed.get(before))
            .is_some_and(|is_headed| *is_headed)
    }

    /// A mention that goes on a list stands in the relation of the one before it. Items
    /// under a sentence that opens the list may be sentences; elsewhere a full stop ends
    /// the list.
    fn of_list(&self, index: usize, clause: &Clause<'_>) -> Option<Relation> {
        let between = clause.since_sibling();
        let is_list = surroundings::is_list(self.text, between)
            || self.is_before_headed(index)
                && surroundings::is_item_after_sentence(self.text, between);
        if !is_list {
            return None;
        }
        let before = self.before.get(index).copied().flatten()?;
        let before = self.passed_over(before, between);
        let named = |at: &usize| {
            let relation = self.found.get(*at).copied().flatten();
            relation.is_some_and(|relation| relation.rule != RelationRule::Mentioned)
        };
        let inner = || self.last_inside(before, index).filter(named);
        let before = Some(before).filter(named).or_else(inner)?;
        let relation = (*self.found.get(before)?)?;
        let moved = |party: Party| match party {
            Party::Mention(at) if at == before => Party::Mention(index),
            other => other,
        };
        Some(Relation {
            source: moved(relation.source),
            target: moved(relation.target),
            is_partial: relation.kind.changes()
                && (relation.is_partial || self.is_pinpointed(index)),
            rule: RelationRule::List,
            ..relation
        })
    }

    /// The mention whose list goes on behind `before`: of "A được sửa đổi bởi B; C" and of "A
    /// (sửa đổi bởi B), C" the list is that of A, since B alone amends A; of "… bởi B, C" both
    /// amend.
    fn passed_over(&self, before: usize, between: Span) -> usize {
        let relation = self.found.get(before).copied().flatten();
        match relation.map(|relation| (relation.source, relation.target)) {
            Some((Party::Mention(source), Party::Mention(target)))
                if source == before
                    && target < before
                    && between.of(self.text).contains([';', ')']) =>
            {
                target
            }
            _ => before,
        }
    }

    /// The last mention in the title of another one, where the title ends with it and the
    /// mention at `index` has its type: "Thông tư số A sửa đổi Thông tư số B, Thông tư …".
    fn last_inside(&self, parent: usize, index: usize) -> Option<usize> {
        let title = self.citations.get(parent)?.title?;
        let wanted = self.citations.get(index)?.document_type;
        let is_direct = |at: &usize| {
            self.citations.get(*at).is_some_and(|inner| inner.nested_in == Some(parent))
        };
        let at = (parent + 1..index).rev().find(is_direct)?;
        let last = self.citations.get(at)?;
        let ends = surroundings::end_of(last) == title.end;
        (ends && last.document_type == wanted).then_some(at)
    }

    pub(super) fn is_pinpointed(&self, index: usize) -> bool {
        self.citations.get(index).is_some_and(|citation| !citation.pinpoint.is_empty())
    }

    /// The sentence that opens the list that the mention begins.
    fn of_heading(
        &self,
        index: usize,
        citation: &Citation,
        clause: &Clause<'_>,
    ) -> Option<Relation> {
        if !clause.words.is_empty() || citation.nested_in.is_some() {
            return None;
        }
        let heading = surroundings::heading(self.text, clause.end)?;
        let words: Vec<_> = words_in(self.text, heading).collect();
        let cues = Cues::find(&words);
        // A sentence that changes documents says behind its verb from which day.
        let is_near = |cue: &Cue| {
            let changes = cue.kind.is_some_and(RelationKind::changes);
            words.len() - cue.end <= if changes { MAX_HEADING_GLUE } else { MAX_GLUE }
        };
        let after = cues.first(CuePlace::After);
        let before = cues.last_before().filter(|cue| cue.kind.is_some());
        let cue = before.filter(is_near).or(after)?;
        let kind = cue.kind?;
        let own = self.names_own(heading);
        let in_article = self.articles.is_some_and(|at| heading.end > at);
        let source = if own || in_article || !kind.needs_subject() {
            Party::This
        } else {
            Party::Unstated
        };
        Some(Relation {
            kind,
            source,
            target: Party::Mention(index),
            is_partial: kind.changes() && self.is_pinpointed(index),
            cue: span_of(&words, cue),
            rule: RelationRule::Heading,
        })
        .filter(|_| kind != RelationKind::Encloses)
    }

    /// Whether a mention of the document itself stands in a stretch.
    pub(super) fn names_own(&self, stretch: Span) -> bool {
        let first = self.citations.partition_point(|c| c.span.start < stretch.start);
        let here = self.citations.get(first..).unwrap_or_default();
        here.iter()
            .take_while(|c| c.span.start < stretch.end)
            .any(Citation::is_self_reference)
    }

    /// A cue behind the mention: "… hết hiệu lực kể từ ngày …".
    fn of_after(&self, index: usize, citation: &Citation) -> Option<Relation> {
        if citation.nested_in.is_some() {
            return None;
        }
        let start = surroundings::end_of(citation);
        let next = self
            .citations
            .get(index + 1..)?
            .iter()
            .enumerate()
            .find(|(_, other)| other.span.start >= start);
        let limit = next.map_or(self.text.len(), |(_, other)| other.span.start);
        let behind = surroundings::behind(self.text, Span::new(start, limit));
        let words: Vec<_> = words_in(self.text, behind).collect();
        let cue = Cues::find(&words)
            .first(CuePlace::After)
            .filter(|cue| cue.start <= MAX_BEFORE_AFTER)?;
        let kind = cue.kind?;
        // "Trường hợp A được thay thế thì …" says what is to hold, not that it was.
        let clause = self.clause(index, citation);
        if position(Class::Supposed, &clause.words).is_some() {
            return None;
        }
        let agent = words.get(cue.end..)?.iter().any(|w| holds(Class::Agent, &w.normal));
        let next_is_here = next.filter(|(_, other)| other.span.start == behind.end);
        let by_other =
            agent && next_is_here.is_some_and(|(_, other)| !other.is_self_reference());
        if by_other {
            return None;
        }
        let sentence = surroundings::sentence(self.text, citation.span);
        let own = self.names_own(sentence);
        let in_article = self.articles.is_some_and(|at| citation.span.start > at);
        Some(Relation {
            kind,
            source: if own || in_article { Party::This } else { Party::Unstated },
            target: Party::Mention(index),
            is_partial: self.is_pinpointed(index),
            cue: span_of(&words, cue),
            rule: RelationRule::After,
        })
    }

    /// "Căn cứ A, …, B": what a line of the căn cứ block names is a basis, also behind
    /// words that were not read.
    fn of_basis_line(&self, index: usize, citation: &Citation) -> Option<Relation> {
        let line = surroundings::line_before(self.text, citation.span.start)?;
        let first_words: Vec<_> = words_in(self.text, line).take(3).collect();
        let start = Cursor::new(self.text, first_words.first()?.span.start);
        read(Class::BasisLine, start)?;
        let cue = Cues::find(&first_words)
            .first(CuePlace::Before)
            .filter(|cue| cue.start == 0 && cue.kind == Some(RelationKind::Basis))?;
        citation.nested_in.is_none().then(|| Relation {
            kind: RelationKind::Basis,
            cue: span_of(&first_words, cue),
            rule: RelationRule::List,
            ..self.mentioned(index)
        })
    }

    /// "A, B và C hết hiệu lực": what is said behind the last of a list holds for all.
    fn share_backwards(&mut self) {
        for index in (0..self.found.len()).rev() {
            let Some(relation) = self.found.get(index).copied().flatten() else {
                continue;
            };
            let from_after = relation.rule == RelationRule::After
                || relation.rule == RelationRule::List
                    && relation.target == Party::Mention(index)
                    && relation.cue.is_some_and(|cue| self.is_behind(index, cue));
            let Some(before) = self.before.get(index).copied().flatten() else {
                continue;
            };
            let open = self
                .found
                .get(before)
                .copied()
                .flatten()
                .is_some_and(|other| other.rule == RelationRule::Mentioned);
            if !from_after || !open {
                continue;
            }
            let Some(citation) = self.citations.get(index) else { continue };
            let clause = self.clause(index, citation);
            if surroundings::is_list(self.text, clause.since_sibling()) {
                let target = Party::Mention(before);
                let is_partial = self.is_pinpointed(before);
                let shared =
                    Relation { target, is_partial, rule: RelationRule::List, ..relation };
                if let Some(slot) = self.found.get_mut(before) {
                    *slot = Some(shared);
                }
            }
        }
    }

    fn is_behind(&self, index: usize, cue: Span) -> bool {
        self.citations.get(index).is_some_and(|citation| citation.span.end <= cue.start)
    }
}

/// The place of a cue in the text.
pub(super) fn span_of(words: &[Word<'_>], cue: Cue) -> Option<Span> {
    let inside = words.get(cue.start..cue.end)?;
    Some(inside.first()?.span.cover(inside.last()?.span))
}
