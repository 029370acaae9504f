//! What a query asks for: documents, agencies in a role, places, and free words.
//!
//! One pass over the tokens gives each a role from its neighbours. Words that could be
//! cues keep their plain meaning where nothing around them makes them one: "không gian
//! mạng" denies nothing, and "giám sát" alone is a subject. Nothing is an error.

use super::cue::Cue;
use super::operator::{operators, with_phrases, without};
use super::token::{Kind, Token, tokens};
use super::value::Values;
use crate::answer::{CorrectionEcho, Part};
use crate::directory::Directory;
use crate::parsed::query::{Asked, DocumentsWanted, Understanding};
use rustc_hash::FxHashMap;
use tracuu_analysis::repair::pipeline::repair_with;
use tracuu_analysis::repair::vocabulary::Vocabulary;
use tracuu_legal::agency::registry::Registry;
use tracuu_legal::document::loose_symbol::LooseSymbol;
use tracuu_text::span::Span;

/// Reads a query: repair against the words of the collection, operators, and what the
/// rest asks for.
pub(crate) fn understand(
    text: &str,
    directory: &Directory,
    vocabulary: &dyn Vocabulary,
) -> Understanding {
    let repaired = repair_with(text, vocabulary);
    let corrections = repaired
        .corrections
        .into_iter()
        .map(|correction| CorrectionEcho {
            from: correction.from,
            to: correction.to,
            reason: correction.reason.code().to_owned(),
        })
        .collect();
    let operators = operators(&repaired.text, Values { directory });
    let plain = without(&repaired.text, &operators);
    let mut found = understand_plain(&plain, directory.registry());
    found.corrections = corrections;
    let parts = operators.iter().map(|operator| operator.part(&repaired.text));
    found.parts.extend(parts);
    found.parts.sort_by_key(|part| part.at);
    found.with_phrases = with_phrases(&repaired.text, &operators);
    found.operators = operators;
    found.repaired = repaired.text;
    found
}

/// Reads a text without operators, as it is.
pub(crate) fn understand_plain(text: &str, registry: &Registry) -> Understanding {
    let tokens = tokens(text, registry);
    let mut reader = Reader {
        text,
        roles: vec![None; tokens.len()],
        owners: vec![None; tokens.len()],
        tokens: &tokens,
        found: Understanding::default(),
    };
    reader.symbols_and_types();
    reader.agencies();
    reader.dates();
    reader.citing();
    reader.asked();
    reader.free_words();
    reader.places();
    let mut found = reader.found;
    text.clone_into(&mut found.text);
    found
}

/// The tokens while they get their roles.
pub(crate) struct Reader<'q> {
    pub(crate) text: &'q str,
    pub(crate) tokens: &'q [Token],
    /// The role that a token has got; `None` while it is a word like any other.
    pub(crate) roles: Vec<Option<&'static str>>,
    /// The token whose part a token belongs to.
    pub(crate) owners: Vec<Option<usize>>,
    pub(crate) found: Understanding,
}

impl Reader<'_> {
    pub(crate) fn token(&self, index: usize) -> Option<&Token> {
        self.tokens.get(index)
    }

    /// The next token after `index` that is no filler.
    pub(crate) fn after(&self, index: usize) -> Option<usize> {
        (index + 1..self.tokens.len()).find(|next| !self.is_filler(*next))
    }

    /// The last token before `index` that is no filler.
    pub(crate) fn before(&self, index: usize) -> Option<usize> {
        (0..index).rev().find(|previous| !self.is_filler(*previous))
    }

    pub(crate) fn is_filler(&self, index: usize) -> bool {
        self.cue(index) == Some(Cue::Filler)
    }

    pub(crate) fn cue(&self, index: usize) -> Option<Cue> {
        self.token(index).and_then(Token::cue)
    }

    fn is_document_word(&self, index: usize) -> bool {
        self.token(index).is_some_and(Token::is_document_word)
    }

    pub(crate) fn has_role(&self, index: usize, role: &str) -> bool {
        self.roles.get(index).copied().flatten() == Some(role)
    }

    pub(crate) fn documents(&mut self) -> &mut DocumentsWanted {
        self.found.documents.get_or_insert_default()
    }

    /// Gives a token its role, and tells it in the answer.
    pub(crate) fn give(&mut self, index: usize, role: &'static str, value: String) {
        let Some(token) = self.tokens.get(index) else { return };
        if let Some(slot) = self.roles.get_mut(index) {
            *slot = Some(role);
        }
        if let Some(owner) = self.owners.get_mut(index) {
            *owner = Some(index);
        }
        let text = token.span.of(self.text).to_owned();
        let at = Some(token.span.start);
        self.found.parts.push(Part { role, value, text, at, ..Part::default() });
    }

    /// Gives a token a role that is not worth telling: it belongs to the part of another.
    pub(crate) fn use_up(&mut self, index: usize, owner: usize) {
        if let Some(slot) = self.roles.get_mut(index) {
            slot.get_or_insert("");
        }
        if let Some(known) = self.owners.get_mut(index) {
            known.get_or_insert(owner);
        }
    }

    /// Tells every part its places: its token, those used up for it, and the words beside
    /// these that say nothing of their own.
    fn places(&mut self) {
        let n_tokens = self.tokens.len();
        let mut owner = None;
        for index in 0..n_tokens {
            owner = self.owner(index, owner);
        }
        owner = None;
        for index in (0..n_tokens).rev() {
            owner = self.owner(index, owner);
        }
        let parts = self.found.parts.iter().enumerate().rev();
        let by_start: FxHashMap<usize, usize> = parts
            .filter(|(_, part)| part.places.is_empty())
            .filter_map(|(place, part)| Some((part.at?, place)))
            .collect();
        for (token, owner) in self.tokens.iter().zip(&self.owners) {
            let owner = owner.and_then(|owner| self.tokens.get(owner));
            let place = owner.and_then(|owner| by_start.get(&owner.span.start));
            if let Some(part) = place.and_then(|at| self.found.parts.get_mut(*at)) {
                part.places.push(token.span);
            }
        }
        self.stand_in();
    }

    /// A type that alone makes something else a fact about documents leaves "văn bản"
    /// where it is taken back ("nghị quyết của …", "nghị quyết 56"); "văn bản" itself stays.
    fn stand_in(&mut self) {
        let depends = self.found.documents.as_ref().is_some_and(|wanted| {
            let has_facts = !wanted.issuers.is_empty() || wanted.period.is_some();
            let is_loose = has_facts || wanted.denied || wanted.numbered;
            let is_bare = |symbol: &LooseSymbol| {
                symbol.type_codes.is_empty() && symbol.issuers.is_empty()
            };
            wanted.symbols.iter().any(is_bare) || (wanted.symbols.is_empty() && is_loose)
        });
        let is_anchor = |part: &&mut Part| {
            part.role == "type" || (part.role == "kind" && part.value == "document")
        };
        for part in self.found.parts.iter_mut().filter(is_anchor) {
            if depends {
                part.stand_in = "văn bản";
                part.places.retain(|place| Some(place.start) == part.at);
            }
        }
    }

    /// The owner of a token, which is that of its neighbour where it says nothing of its
    /// own.
    fn owner(&mut self, index: usize, neighbour: Option<usize>) -> Option<usize> {
        let is_left = self.roles.get(index).is_some_and(Option::is_none);
        let is_empty = self.is_filler(index) || self.is_connector(index);
        let slot = self.owners.get_mut(index)?;
        if slot.is_none() && is_left && is_empty {
            *slot = neighbour;
        }
        *slot
    }

    fn symbols_and_types(&mut self) {
        for index in 0..self.tokens.len() {
            let Some(Kind::Symbol(symbol)) = self.token(index).map(|token| &token.kind)
            else {
                continue;
            };
            let symbol = symbol.clone();
            let is_bare = symbol.type_codes.is_empty()
                && symbol.issuers.is_empty()
                && symbol.year.is_none();
            let lead_in = self.before_quantity(index);
            let is_document =
                lead_in.is_some_and(|previous| self.is_document_word(previous));
            // "Nghị quyết 18 và 19"
            let goes_on = self.before(index).is_some_and(|previous| {
                self.has_role(previous, "cites") && previous + 2 >= index
            });
            if is_bare && !is_document && !goes_on && !self.stands_alone(index) {
                self.place_number(index, lead_in);
                continue;
            }
            if let Some(previous) = lead_in.filter(|_| is_document) {
                self.type_word(previous);
            }
            let value = symbol_value(&symbol);
            self.give(index, "cites", value);
            self.documents().symbols.push(symbol);
        }
        for index in 0..self.tokens.len() {
            if self.roles.get(index).is_some_and(Option::is_none)
                && self.is_document_word(index)
                && self.describes_documents(index)
            {
                self.type_word(index);
            }
        }
    }

    /// The token before `index`, "số" left aside, which is then used up.
    fn before_quantity(&mut self, index: usize) -> Option<usize> {
        let previous = index.checked_sub(1)?;
        if self.cue(previous) == Some(Cue::Quantity) {
            self.use_up(previous, index);
            return previous.checked_sub(1);
        }
        Some(previous)
    }

    /// Whether a number is all that was typed, "số" left aside.
    fn stands_alone(&self, index: usize) -> bool {
        (0..self.tokens.len())
            .all(|other| other == index || self.cue(other) == Some(Cue::Quantity))
    }

    /// "mục 15", "nhiệm vụ số 3"
    fn place_number(&mut self, index: usize, lead_in: Option<usize>) {
        let is_place = lead_in.is_some_and(|previous| {
            matches!(self.cue(previous), Some(Cue::Measure | Cue::Unit))
        });
        let Some(token) = self.tokens.get(index).filter(|_| is_place) else { return };
        let number = token.span.of(self.text).to_owned();
        self.found.place = Some(number.clone());
        self.give(index, "measure", number);
        if let Some(previous) = lead_in {
            self.use_up(previous, index);
        }
    }

    /// A type word that takes part in describing documents.
    fn type_word(&mut self, index: usize) {
        match self.tokens.get(index).map(|token| token.kind.clone()) {
            Some(Kind::Type(types)) => {
                let names: Vec<&str> = types.iter().map(|kind| kind.name()).collect();
                self.give(index, "type", names.join("|"));
                self.documents().types.extend(types);
            }
            Some(Kind::Cue(Cue::Document)) => {
                self.give(index, "kind", "document".to_owned());
                self.documents();
            }
            _ => {}
        }
    }

    /// Whether a type word stands for documents, and is not a word of a subject: it is
    /// asked for, cited, issued by somebody or in a time, or is all there is.
    fn describes_documents(&self, index: usize) -> bool {
        let is_asked = self.token(index + 1).is_some_and(|next| {
            next.cue() == Some(Cue::Filler)
                && matches!(next.span.of(self.text), "nào" | "nao" | "gì" | "gi")
        });
        let previous_cue = self.before(index).and_then(|previous| self.cue(previous));
        let is_cited = matches!(previous_cue, Some(Cue::Cites | Cue::Not));
        let rest = self.after(index);
        let is_followed = match rest.and_then(|next| self.token(next)) {
            None => self.before(index).is_none_or(|previous| {
                self.is_document_word(previous)
                    || matches!(self.cue(previous), Some(Cue::Measure | Cue::Unit))
            }),
            Some(token) => match &token.kind {
                Kind::Agency(_)
                | Kind::Date(_)
                | Kind::Cue(Cue::Issued | Cue::Numbered) => true,
                Kind::Cue(Cue::From | Cue::Until | Cue::Before | Cue::After) => rest
                    .and_then(|cue| self.after(cue))
                    .and_then(|next| self.token(next))
                    .is_some_and(|token| matches!(token.kind, Kind::Date(_))),
                Kind::Cue(Cue::Of | Cue::By) => rest
                    .and_then(|of| self.after(of))
                    .and_then(|next| self.token(next))
                    .is_some_and(|token| matches!(token.kind, Kind::Agency(_))),
                Kind::Type(_) => rest.is_some_and(|next| self.describes_documents(next)),
                _ => false,
            },
        };
        is_asked || is_cited || is_followed
    }

    /// Cues of citing and of denial count where they lead to a document.
    fn citing(&mut self) {
        for index in 0..self.tokens.len() {
            match self.cue(index) {
                Some(Cue::Cites | Cue::AnyRole)
                    if self.leads_to_document(index) && self.roles[index].is_none() =>
                {
                    let cited = self.after(index).unwrap_or(index);
                    self.use_up(index, cited);
                }
                Some(Cue::Not) => {
                    let next = self.after(index);
                    let cites = next.is_some_and(|next| {
                        self.cue(next) == Some(Cue::Cites) && self.leads_to_document(next)
                    });
                    if cites || self.leads_to_document(index) {
                        self.give(index, "without_citation", String::new());
                        self.documents().denied = true;
                    }
                }
                Some(Cue::Numbered) if self.found.documents.is_some() => {
                    self.give(index, "numbered", String::new());
                    self.documents().numbered = true;
                }
                _ => {}
            }
        }
    }

    fn leads_to_document(&self, index: usize) -> bool {
        self.after(index).is_some_and(|next| {
            self.has_role(next, "type")
                || self.has_role(next, "cites")
                || (self.cue(next) == Some(Cue::Document) && self.has_role(next, "kind"))
        })
    }

    /// What kind of thing is asked for, from a word at the beginning or with a question
    /// word beside it.
    fn asked(&mut self) {
        let is_structured = self.found.documents.is_some()
            || !self.found.performers.is_empty()
            || self.found.place.is_some();
        for index in 0..self.tokens.len() {
            let asked = match self.cue(index) {
                Some(Cue::Measure) => Asked::Measures,
                Some(Cue::Unit) => Asked::Units,
                Some(Cue::Document) => Asked::Documents,
                _ => continue,
            };
            let beside = |near: Option<usize>| near.is_some_and(|at| self.is_filler(at));
            let is_question = beside(Some(index + 1)) || beside(index.checked_sub(1));
            let is_edge = self.before(index).is_none() || self.after(index).is_none();
            let is_asked = is_question || (is_structured && is_edge);
            if !is_asked {
                continue;
            }
            if asked == Asked::Documents {
                let leads = self.before(index).is_none();
                if leads && self.found.asked == Asked::Anything {
                    self.found.asked = asked;
                }
                continue;
            }
            if self.found.asked == Asked::Anything && self.roles[index].is_none() {
                self.found.asked = asked;
                let value =
                    if asked == Asked::Measures { "measure" } else { "provision" };
                self.give(index, "kind", value.to_owned());
            }
        }
    }

    /// Runs of what is left; fillers only inside a run.
    fn free_words(&mut self) {
        let mut run: Option<Span> = None;
        let mut begins_with_type = false;
        for index in 0..=self.tokens.len() {
            let token = self.token(index);
            let is_left = token.is_some() && self.roles[index].is_none();
            let is_filler = self.is_filler(index) || self.is_connector(index);
            match (token, run) {
                (Some(token), None) if is_left && !is_filler => {
                    begins_with_type = matches!(token.kind, Kind::Type(_));
                    run = Some(token.span);
                }
                (Some(token), Some(open)) if is_left && !is_filler => {
                    run = Some(open.cover(token.span));
                }
                (Some(_), _) if is_left => {}
                (_, Some(open)) => {
                    self.found.free.push(open);
                    if begins_with_type && self.found.name.is_none() {
                        self.found.name = Some(open);
                    }
                    run = None;
                }
                _ => {}
            }
        }
        let text = self.text;
        for span in self.found.free.clone() {
            let words = spaced(span.of(text));
            self.found.parts.push(Part {
                role: "text",
                value: words.clone(),
                text: words,
                at: Some(span.start),
                places: vec![span],
                ..Part::default()
            });
        }
        self.found.parts.sort_by_key(|part| part.at);
    }

    /// "của", "do" and the like at the edge of a run say nothing of the subject.
    fn is_connector(&self, index: usize) -> bool {
        matches!(self.cue(index), Some(Cue::Of | Cue::By | Cue::From | Cue::Until))
    }
}

/// Words with one space between: operators leave more.
pub(crate) fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The value of a symbol in the answer: the canonical print where it is one, else the
/// parts that are known.
pub(crate) fn symbol_value(symbol: &LooseSymbol) -> String {
    let full: Vec<String> = symbol.symbols().iter().map(ToString::to_string).collect();
    if !full.is_empty() {
        return full.join("|");
    }
    let mut value = symbol.number.clone().unwrap_or_default();
    for part in [
        symbol.year.map(|year| year.to_string()),
        (!symbol.type_codes.is_empty()).then(|| symbol.type_codes.join("|")),
    ]
    .into_iter()
    .flatten()
    {
        value.push('/');
        value.push_str(&part);
    }
    value
}
