//! Names learnt after an open head: where they end.

use super::entry::Entry;
use super::grammar::Grammar;
use super::rows::{AreaForm, Role, WordRole};
use super::token::{LetterShape, MatchMode, TokenKind};

/// Longest name learnt after an open head, in tokens.
const MAX_TAIL: usize = 14;
/// Small-letter words in a row after which a learnt name is taken to have run into the
/// sentence: "hành chính công cấp" has 4.
const MAX_LOWER_RUN: usize = 6;

/// Watches for the name of a place at the end of a learnt name: two capitals in a row
/// behind a word in small letters.
#[derive(Default)]
struct PlaceWatch {
    is_behind_small: bool,
    n_capitals: usize,
}

impl PlaceWatch {
    fn take(&mut self, is_capital: bool) {
        self.is_behind_small |= !is_capital && self.n_capitals > 0;
        self.n_capitals = if is_capital { self.n_capitals + 1 } else { 0 };
    }

    fn is_read(&self) -> bool {
        self.is_behind_small && self.n_capitals >= 2
    }
}

impl Grammar<'_> {
    /// Whether a listed name starts here.
    pub(super) fn starts_other(&self, index: usize) -> bool {
        let phrases = self.lexicon.phrases(self.tokens, index);
        // "Tổ chức" is no "Tổ".
        let longest = phrases.first().map_or(index, |(end, _)| *end);
        phrases.iter().any(|(end, entry)| match entry {
            Entry::Head(row) if matches!(row.role, Role::Noun | Role::Group) => false,
            Entry::Head(row) => {
                *end > index + 1 || (row.role == Role::Open && *end == longest)
            }
            Entry::Area(..) => true,
            _ => false,
        })
    }

    /// The end of a name learnt after an open head: from a capital (after some heads also
    /// from small letters) to the first mark, word of a sentence, area or other body.
    pub(super) fn own_tail(
        &self,
        head: usize,
        start: usize,
        may_be_small: bool,
    ) -> Option<usize> {
        let first = self.tokens.get(start)?;
        let head = self.tokens.get(head)?;
        let is_name = match first.shape {
            LetterShape::Lower => may_be_small && self.next_of_tail(start).is_some(),
            _ => first.kind == TokenKind::Word && !self.starts_other(start),
        };
        if self.mode == MatchMode::Query || head.shape == LetterShape::Lower || !is_name {
            return None;
        }
        let is_upper =
            head.shape == LetterShape::Upper && first.shape == LetterShape::Upper;
        let mut end = self.next_of_tail(start).unwrap_or(start + 1);
        let mut n_lower = 0;
        let mut last_capital = end;
        let mut place = PlaceWatch::default();
        for at in start..end {
            place.take(self.tokens.is_capital(at));
        }
        while end - start < MAX_TAIL
            && let Some(next) = self.next_of_tail(end)
        {
            // "Hạt Kiểm lâm Cao Linh phát dọn …": the name of a place ends that of a body.
            if place.is_read() && !self.tokens.is_capital(end) {
                break;
            }
            for at in end..next {
                place.take(self.tokens.is_capital(at));
            }
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
            TokenKind::Break => return None,
            TokenKind::Comma => return self.lists_fields(index).then_some(index + 1),
            TokenKind::Dash => return starts_word(index + 1).then_some(index + 1),
            TokenKind::Word if self.is_and(index) => {
                let goes_on = starts_word(index + 1) || self.runs_to_area(index + 1);
                return goes_on.then_some(index + 1);
            }
            TokenKind::Word => {}
        }
        // A longer word that only contains a word of sentences: "giao thông".
        let block = self.word(index, WordRole::Block);
        // "dịch vụ việc làm" holds no "vụ việc".
        let is_cut = self.word(index + 1, WordRole::Block) > block;
        if block > self.word(index, WordRole::Stop) && !is_cut {
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

    /// Whether a comma stands between the fields of one name, of which the last follows
    /// "và": "Trung tâm Văn hóa, Thể thao và Truyền thông".
    fn lists_fields(&self, comma: usize) -> bool {
        let is_field_word = |at: usize| {
            let shape = self.tokens.get(at).map(|token| token.shape);
            shape == Some(LetterShape::Capital) && !self.starts_other(at)
        };
        if !is_field_word(comma + 1) {
            return false;
        }
        for at in comma + 2..comma + MAX_TAIL {
            if self.is_and(at) {
                return is_field_word(at + 1);
            }
            let is_comma = self.tokens.is_kind(at, TokenKind::Comma);
            let goes_on = if is_comma {
                is_field_word(at + 1)
            } else {
                self.tokens.is_kind(at, TokenKind::Word)
                    && !self.starts_other(at)
                    && self.word(at, WordRole::Stop).is_none()
            };
            if !goes_on {
                return false;
            }
        }
        false
    }

    /// Whether words in small letters lead to the area of the name: "Quỹ Bảo vệ và phát
    /// triển rừng tỉnh".
    fn runs_to_area(&self, start: usize) -> bool {
        for at in start..=start + MAX_LOWER_RUN {
            let is_small = self
                .tokens
                .get(at)
                .is_some_and(|token| token.shape == LetterShape::Lower);
            if !is_small || self.word(at, WordRole::Stop).is_some() {
                return false;
            }
            if self.territory(at).is_some() {
                return at > start;
            }
            if !self.names_within(at, 1).is_empty() {
                return false;
            }
        }
        false
    }

    /// Whether an area word here is the area of the body before: "… tỉnh", end or stop.
    fn area_ends_name(&self, index: usize) -> bool {
        self.territory(index).is_some()
    }
}
