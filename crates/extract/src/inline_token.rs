//! The first cut of Markdown with inline HTML: text, runs of marks, tags, line ends. Which
//! marks are emphasis is decided by [`super::emphasis`].

use super::entity;
use tracuu_text::span::Span;

/// Longest paragraph in which marks are read, in bytes; a longer one is data, and stays
/// as it is.
const MAX_PARAGRAPH_BYTES: usize = 1 << 20;

/// The tokens of a paragraph.
pub(super) fn scan(source: &str) -> Vec<InlineToken<'_>> {
    if source.len() > MAX_PARAGRAPH_BYTES {
        let lines = source.split('\n');
        return lines
            .flat_map(|line| [InlineToken::Text(line), InlineToken::LineEnd(true)])
            .collect();
    }
    let mut scanner = InlineScanner { source, ..InlineScanner::default() };
    scanner.scan();
    scanner.tokens
}

/// A piece of a paragraph.
#[derive(Clone, Debug)]
pub(super) enum InlineToken<'a> {
    Text(&'a str),
    Letter(char),
    /// `[` or `![`: text until a link is found to end.
    Bracket(&'a str),
    EmphasisRun(EmphasisRun),
    /// An HTML tag that starts (`true`) or ends bold text.
    Bold(bool),
    /// An HTML tag that starts (`true`) or ends italic text.
    Italic(bool),
    /// A line end; `true` for one that the writer made.
    LineEnd(bool),
}

/// A run of `*` or `_`.
#[derive(Clone, Debug)]
pub(super) struct EmphasisRun {
    pub(super) letter: char,
    pub(super) length: usize,
    /// Text follows at once.
    pub(super) opens: bool,
    /// Text stands right before.
    pub(super) closes: bool,
    /// A digit stands right before: `5*` is a note or a rank sooner than emphasis.
    pub(super) after_digit: bool,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
}

#[derive(Default)]
struct InlineScanner<'a> {
    source: &'a str,
    place: usize,
    tokens: Vec<InlineToken<'a>>,
    /// Places of brackets in `tokens` that a link may still close.
    brackets: Vec<usize>,
    /// No comment ends after this place.
    comments_ended: bool,
    /// For each run of backticks the place of the next of the same length.
    code: Option<rustc_hash::FxHashMap<usize, usize>>,
}

impl<'a> InlineScanner<'a> {
    fn scan(&mut self) {
        let bytes = self.source.as_bytes();
        let mut text_start = 0;
        while let Some(byte) = bytes.get(self.place) {
            if !is_special(*byte) {
                self.place += 1;
                continue;
            }
            let start = self.place;
            let n_tokens = self.tokens.len();
            self.push_text(text_start, start);
            if self.mark(*byte) {
                text_start = self.place;
            } else {
                self.tokens.truncate(n_tokens);
                self.place = start + 1;
            }
        }
        self.push_text(text_start, self.source.len());
    }

    fn push_text(&mut self, start: usize, end: usize) {
        if start < end {
            self.tokens.push(InlineToken::Text(Span::new(start, end).of(self.source)));
        }
    }

    fn rest(&self) -> &'a str {
        self.source.get(self.place..).unwrap_or_default()
    }

    /// Reads the mark at the current place and goes past it; `false` where it is text.
    fn mark(&mut self, byte: u8) -> bool {
        match byte {
            b'\\' => self.escape(),
            b'`' => self.code_span(),
            b'*' | b'_' => self.emphasis(char::from(byte)),
            b'<' => self.tag(),
            b'&' => self.entity(),
            b'\n' => self.line_end(),
            b'!' | b'[' => self.open_bracket(),
            _ => self.close_bracket(),
        }
    }

    fn escape(&mut self) -> bool {
        match self.rest().chars().nth(1) {
            Some('\n') => self.tokens.push(InlineToken::LineEnd(true)),
            Some(letter) if letter.is_ascii_punctuation() => {
                self.tokens.push(InlineToken::Letter(letter));
            }
            _ => return false,
        }
        self.place += 2;
        true
    }

    fn line_end(&mut self) -> bool {
        let before = self.source.get(..self.place).unwrap_or_default();
        self.tokens.push(InlineToken::LineEnd(before.ends_with("  ")));
        self.place += 1;
        true
    }

    fn code_span(&mut self) -> bool {
        let source = self.source;
        let code = self.code.get_or_insert_with(|| pair_backticks(source));
        let length = run_length(source, self.place, b'`');
        let Some(end) = code.get(&self.place).copied() else {
            self.push_text(self.place, self.place + length);
            self.place += length;
            return true;
        };
        let inside = Span::new(self.place + length, end).of(source);
        for (number, line) in inside.split('\n').enumerate() {
            if number > 0 {
                self.tokens.push(InlineToken::LineEnd(false));
            }
            self.tokens.push(InlineToken::Text(line));
        }
        self.place = end + length;
        true
    }

    fn emphasis(&mut self, letter: char) -> bool {
        let length = run_length(self.source, self.place, letter as u8);
        let end = self.place + length;
        let before =
            self.source.get(..self.place).and_then(|text| text.chars().next_back());
        let after = self.source.get(end..).and_then(|text| text.chars().next());
        let is_note = before == Some('(') && after == Some(')');
        let is_factor = length == 1
            && [before, after].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit()));
        if is_note || is_factor {
            self.push_text(self.place, end);
        } else {
            let (opens, closes) = if letter == '*' {
                star_sides(before, after)
            } else {
                underscore_sides(before, after)
            };
            let after_digit = before.is_some_and(|c| c.is_ascii_digit());
            let marks = EmphasisRun {
                letter,
                length,
                opens,
                closes,
                after_digit,
                bold: None,
                italic: None,
            };
            self.tokens.push(InlineToken::EmphasisRun(marks));
        }
        self.place = end;
        true
    }

    fn entity(&mut self) -> bool {
        let Some((letter, length)) = entity::read(self.rest()) else { return false };
        self.tokens.push(InlineToken::Letter(letter));
        self.place += length;
        true
    }

    fn tag(&mut self) -> bool {
        if self.rest().starts_with("<!--") {
            return self.comment();
        }
        let inside = self.rest().get(1..).unwrap_or_default();
        let Some(length) = inside.find(['<', '>']) else { return false };
        let (inside, after) = inside.split_at(length);
        if !after.starts_with('>') {
            return false;
        }
        match tag_token(inside) {
            Some(TagKind::Address) => self.tokens.push(InlineToken::Text(inside)),
            Some(TagKind::Bold) => {
                self.tokens.push(InlineToken::Bold(!inside.starts_with('/')));
            }
            Some(TagKind::Italic) => {
                self.tokens.push(InlineToken::Italic(!inside.starts_with('/')));
            }
            Some(TagKind::Break) => self.tokens.push(InlineToken::LineEnd(true)),
            Some(TagKind::Dropped) => {}
            None => return false,
        }
        self.place += length + 2;
        true
    }

    fn comment(&mut self) -> bool {
        if self.comments_ended {
            return false;
        }
        let Some(length) = self.rest().find("-->") else {
            self.comments_ended = true;
            return false;
        };
        self.place += length + 3;
        true
    }

    fn open_bracket(&mut self) -> bool {
        let mark = if self.rest().starts_with("![") { "![" } else { "[" };
        if !self.rest().starts_with(mark) {
            return false;
        }
        self.brackets.push(self.tokens.len());
        self.tokens.push(InlineToken::Bracket(mark));
        self.place += mark.len();
        true
    }

    fn close_bracket(&mut self) -> bool {
        let Some(open) = self.brackets.pop() else { return false };
        let Some(length) = self.rest().get(1..).and_then(link_target) else {
            return false;
        };
        if let Some(token) = self.tokens.get_mut(open) {
            *token = InlineToken::Text("");
        }
        self.place += 1 + length;
        true
    }
}

fn is_special(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'<' | b'&' | b'\n' | b'!' | b'[' | b']')
}

/// Whether a run of `*` may open and close emphasis: text stands on that side, and not
/// punctuation that belongs to the other.
fn star_sides(before: Option<char>, after: Option<char>) -> (bool, bool) {
    let is_text = |side: Option<char>| side.is_some_and(|c| !c.is_whitespace());
    let opens = is_text(after)
        && !matches!(
            after,
            Some(',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '…')
        );
    let closes = is_text(before) && !matches!(before, Some('(' | '[' | '“'));
    (opens, closes)
}

/// Whether a run of `_` may open and close emphasis. Stricter than `*`: blanks to be
/// filled in (`số __/KH-UBND`) are text.
fn underscore_sides(before: Option<char>, after: Option<char>) -> (bool, bool) {
    let is_word = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    let opens = !is_word(before)
        && (is_word(after) || matches!(after, Some('(' | '"' | '“' | '*')));
    let ends_text = matches!(
        before,
        Some('.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '”' | '’' | '*' | '…')
    );
    (opens, !is_word(after) && (is_word(before) || ends_text))
}

fn run_length(source: &str, place: usize, byte: u8) -> usize {
    let bytes = source.as_bytes().get(place..).unwrap_or_default();
    bytes.iter().take_while(|found| **found == byte).count()
}

/// For each run of backticks that opens code, the place of the run that closes it.
fn pair_backticks(source: &str) -> rustc_hash::FxHashMap<usize, usize> {
    let mut runs = Vec::new();
    let mut place = 0;
    while let Some(found) =
        source.as_bytes().get(place..).and_then(|rest| memchr::memchr(b'`', rest))
    {
        let start = place + found;
        let length = run_length(source, start, b'`');
        runs.push((start, length));
        place = start + length;
    }
    let mut pairs = rustc_hash::FxHashMap::default();
    let mut next_of_length = rustc_hash::FxHashMap::default();
    for (start, length) in runs.into_iter().rev() {
        if let Some(next) = next_of_length.insert(length, start) {
            pairs.insert(start, next);
        }
    }
    pairs
}

enum TagKind {
    Bold,
    Italic,
    Break,
    Dropped,
    Address,
}

/// What a tag does, from the text between its angle brackets; `None` for what is no tag
/// (`chỉ tiêu <5% và >3%`).
fn tag_token(inside: &str) -> Option<TagKind> {
    let is_address = inside.contains("://") || inside.contains('@');
    if is_address && !inside.contains(char::is_whitespace) {
        return Some(TagKind::Address);
    }
    let name = inside.strip_prefix('/').unwrap_or(inside);
    let length = name
        .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':')
        .unwrap_or(name.len());
    let (name, attributes) = name.split_at(length);
    if !(attributes.is_empty() || attributes.starts_with([' ', '\t', '\n', '/'])) {
        return None;
    }
    Some(match name.to_ascii_lowercase().as_str() {
        "b" | "strong" => TagKind::Bold,
        "i" | "em" => TagKind::Italic,
        "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "td" | "th" | "table" | "hr"
        | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "center" | "blockquote"
        | "section" => TagKind::Break,
        "span" | "font" | "u" | "s" | "sup" | "sub" | "small" | "big" | "a" | "del"
        | "ins" | "mark" | "code" | "img" | "tbody" | "thead" | "tfoot" | "caption"
        | "strike" | "o:p" => TagKind::Dropped,
        _ => return None,
    })
}

/// Length of `(target)` or `(target "title")` at the start of `text`; `None` where that
/// is no link, as in `[1](2)`.
fn link_target(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(')?;
    let length = inside.find(|letter: char| {
        matches!(letter, '(' | ')' | '[' | ']' | '<' | '>') || letter.is_whitespace()
    })?;
    let (target, rest) = inside.split_at(length);
    if !(target.is_empty() || target.contains(['/', '.', '#', ':'])) {
        return None;
    }
    // An escaped bracket is text; what it stands in is no link.
    if rest.starts_with(')') && !target.ends_with('\\') {
        return Some(length + 2);
    }
    let title = rest.strip_prefix(" \"")?;
    let title_length = title.find(['"', '[', ']', '\n'])?;
    let is_closed = title.get(title_length..)?.starts_with("\")");
    is_closed.then_some("(".len() + length + " \"".len() + title_length + "\")".len())
}
