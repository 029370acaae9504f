//! The form of a body's name: what a text must look like to be nothing but names.

use super::entry::Entry;
use super::grammar::Grammar;
use super::list::ListReader;
use super::registry::{Registry, WINDOW};
use super::rows::{Role, WordRole};
use super::token::{MatchMode, TokenKind};

/// Tokens among which the head of a name is looked for.
const MAX_HEAD: usize = 24;

impl Registry {
    /// Whether a text begins with a listed body, a class or the head of a body.
    pub fn has_listed_head(&self, text: &str) -> bool {
        let tokens = self.tokens(text, 0, MAX_HEAD);
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        let start = grammar.word(0, WordRole::Determiner).unwrap_or(0);
        !grammar.names(0).is_empty() || grammar.starts_with_head(start)
    }

    /// Whether a word that says that many are meant ("các") stands at a byte of a text.
    pub(crate) fn is_determiner_at(&self, text: &str, offset: usize) -> bool {
        let tokens = self.tokens(text, offset, 1);
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        grammar.word(0, WordRole::Determiner).is_some()
    }

    /// Whether a text is a class word and nothing else ("Cơ quan"), or such a word told
    /// apart by levels ("Cơ quan thuế thuộc ủy ban nhân dân cấp tỉnh, cấp huyện"): many
    /// bodies, of which none is meant. Where the word heads names too ("Ban"), a level is of
    /// the name.
    pub(crate) fn names_only_class(&self, text: &str) -> bool {
        let tokens = self.tokens(text, 0, WINDOW);
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        let Some((end, _)) = grammar.head_at(0, Role::Noun) else { return false };
        let is_level =
            |at: usize| grammar.territory(at).is_some_and(|(_, area)| area.is_level);
        let has_level = || (end..tokens.len()).any(is_level);
        end == tokens.len() || (grammar.head_at(0, Role::Open).is_none() && has_level())
    }

    /// Whether a text can be nothing but names of bodies, listed or not: it begins with
    /// the head of a body or a capital, and holds no word of a sentence. Linear.
    pub fn reads_as_names(&self, text: &str) -> bool {
        !text.is_empty() && self.names_end(text) == Some(text.trim_end().len())
    }

    /// The byte at which names of bodies, listed or not, end at the start of a text: before
    /// the first word of a sentence. `None` where no name begins. Linear.
    pub(crate) fn names_end(&self, text: &str) -> Option<usize> {
        let tokens = self.tokens(text, 0, usize::MAX);
        let grammar = self.grammar(text, &tokens, MatchMode::Document);
        let reader = ListReader { grammar, tokens: &tokens };
        let is_many = grammar.word(0, WordRole::Determiner).is_some();
        let begins = is_many || !grammar.names(0).is_empty() || tokens.is_capital(0);
        let mut announces = is_many;
        // "Hội đồng thẩm định giá đất": a verb right behind a head is of the name.
        let mut at = grammar.after_open_head(0);
        while begins && at < tokens.len() {
            if let Some(reading) = grammar.names(at).first() {
                announces |= reading.is_many();
                at = reading.end;
                continue;
            }
            match reader.after_name_word(at, announces) {
                Some(next) => at = next,
                None => break,
            }
        }
        (begins && at > 0).then(|| tokens.span(0, at).end)
    }
}

impl Grammar<'_> {
    /// Whether the head of a body starts at a token, with a name or without.
    fn starts_with_head(&self, start: usize) -> bool {
        let phrases = self.lexicon.phrases(self.tokens, start);
        phrases.first().is_some_and(|(_, entry)| match entry {
            Entry::Head(row) => row.role != Role::Noun || self.tokens.is_capital(start),
            _ => false,
        })
    }

    /// The token after an open head ("Hội đồng") that starts at a token, or that token.
    fn after_open_head(&self, start: usize) -> usize {
        let phrases = self.lexicon.phrases(self.tokens, start);
        let open = phrases.first().filter(|(_, entry)| {
            matches!(entry, Entry::Head(row) if matches!(row.role, Role::Open | Role::Noun))
        });
        open.map_or(start, |(end, _)| {
            let verb = self.word(*end, WordRole::Stop);
            let is_name = self.names(start).first().is_some_and(|name| name.end > *end);
            verb.filter(|_| !is_name).unwrap_or(start)
        })
    }
}

impl ListReader<'_> {
    /// The token after one that can stand in a list of names; `None` where a word or mark of
    /// a sentence stands. What names many may announce them: "Các sở: …".
    fn after_name_word(&self, at: usize, announces: bool) -> Option<usize> {
        let token = self.tokens.get(at)?;
        let is_capital = self.tokens.is_capital(at);
        if token.kind == TokenKind::Break {
            let mark = token.span.of(self.grammar.text);
            let may_stand =
                matches!(mark, ";" | "/" | "(" | ")") || (mark == ":" && announces);
            return may_stand.then_some(at + 1);
        }
        // "Các cơ sở giáo dục trên địa bàn": what tells the members of a class apart.
        if announces && let Some(end) = self.grammar.word(at, WordRole::Qualifier) {
            return Some(end);
        }
        let block = self.grammar.word(at, WordRole::Block);
        let stop = self.grammar.word(at, WordRole::Stop);
        let joins = self.is_joint(at) || self.grammar.word(at, WordRole::Link).is_some();
        let may_stand = joins
            || stop.is_none()
            || (is_capital && at > 0)
            || block.is_some_and(|block| Some(block) > stop);
        may_stand.then_some(block.unwrap_or(at + 1))
    }
}
