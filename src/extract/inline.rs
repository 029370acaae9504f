//! Inline marks of Markdown with inline HTML: emphasis, line breaks, links, code,
//! entities, escapes.
//!
//! Follows `CommonMark` 0.31 where writers do, and is milder where converters are careless:
//! `**Điều 5.**Quy định` and `** KẾ HOẠCH **` are bold, and emphasis torn by a page end
//! still counts. Marks in brackets, `(*)`, are notes and stay. Reference links and
//! footnotes stay as they are typed. One pass over the text, no backtracking.

use super::entity;
use crate::text::span::Span;
use crate::text::styled::{Style, StyledText};

/// One line of a paragraph without its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InlineLine {
    /// Its text.
    pub(super) text: StyledText,
    /// Whether the writer broke the line before it.
    pub(super) after_break: bool,
}

/// Reads the marks of one paragraph (lines parted by LF) and gives its lines.
pub(super) fn read(source: &str) -> Vec<InlineLine> {
    let mut tokens = scan(source);
    pair_marks(&mut tokens).torn(&mut tokens, source);
    write(&tokens)
}

/// Reads the marks of one cell and gives its paragraphs: it parts at breaks that the
/// writer made, other line ends become spaces.
pub(super) fn read_cell(source: &str) -> Vec<StyledText> {
    let mut tokens = scan(source);
    pair_marks(&mut tokens);
    let mut paragraphs: Vec<StyledText> = Vec::new();
    for line in write(&tokens) {
        match paragraphs.last_mut() {
            Some(last) if !line.after_break => {
                last.push(" ", Style::default());
                last.append(&line.text);
            }
            _ => paragraphs.push(line.text),
        }
    }
    paragraphs
}

/// Longest paragraph in which marks are read, in bytes; a longer one is data, and stays
/// as it is.
const MAX_PARAGRAPH_BYTES: usize = 1 << 20;

fn scan(source: &str) -> Vec<Token<'_>> {
    if source.len() > MAX_PARAGRAPH_BYTES {
        let lines = source.split('\n');
        return lines
            .flat_map(|line| [Token::Text(line), Token::LineEnd(true)])
            .collect();
    }
    let mut scanner = Scanner { source, ..Scanner::default() };
    scanner.scan();
    scanner.tokens
}

/// The text of one line without its marks, for comparing.
pub(super) fn bare(source: &str) -> String {
    let mut joined = StyledText::default();
    for line in read_cell(source) {
        if !joined.text().is_empty() {
            joined.push(" ", Style::default());
        }
        joined.append(&line);
    }
    joined.text().to_owned()
}

#[derive(Clone, Debug)]
enum Token<'a> {
    Text(&'a str),
    Letter(char),
    /// `[` or `![`: text until a link is found to end.
    Bracket(&'a str),
    Marks(Marks),
    /// An HTML tag that starts (`true`) or ends bold text.
    Bold(bool),
    /// An HTML tag that starts (`true`) or ends italic text.
    Italic(bool),
    /// A line end; `true` for one that the writer made.
    LineEnd(bool),
}

/// A run of `*` or `_`.
#[derive(Clone, Debug)]
struct Marks {
    letter: char,
    length: usize,
    /// Text follows at once.
    opens: bool,
    /// Text stands right before.
    closes: bool,
    /// A digit stands right before: `5*` is a note or a rank sooner than emphasis.
    after_digit: bool,
    bold: Option<bool>,
    italic: Option<bool>,
}

#[derive(Default)]
struct Scanner<'a> {
    source: &'a str,
    place: usize,
    tokens: Vec<Token<'a>>,
    /// Places of brackets in `tokens` that a link may still close.
    brackets: Vec<usize>,
    /// No comment ends after this place.
    comments_ended: bool,
    /// For each run of backticks the place of the next of the same length.
    code: Option<rustc_hash::FxHashMap<usize, usize>>,
}

impl<'a> Scanner<'a> {
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
            self.tokens.push(Token::Text(Span::new(start, end).of(self.source)));
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
            Some('\n') => self.tokens.push(Token::LineEnd(true)),
            Some(letter) if letter.is_ascii_punctuation() => {
                self.tokens.push(Token::Letter(letter));
            }
            _ => return false,
        }
        self.place += 2;
        true
    }

    fn line_end(&mut self) -> bool {
        let before = self.source.get(..self.place).unwrap_or_default();
        self.tokens.push(Token::LineEnd(before.ends_with("  ")));
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
                self.tokens.push(Token::LineEnd(false));
            }
            self.tokens.push(Token::Text(line));
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
            let marks = Marks {
                letter,
                length,
                opens,
                closes,
                after_digit,
                bold: None,
                italic: None,
            };
            self.tokens.push(Token::Marks(marks));
        }
        self.place = end;
        true
    }

    fn entity(&mut self) -> bool {
        let Some((letter, length)) = entity::read(self.rest()) else { return false };
        self.tokens.push(Token::Letter(letter));
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
            Some(TagKind::Address) => self.tokens.push(Token::Text(inside)),
            Some(TagKind::Bold) => {
                self.tokens.push(Token::Bold(!inside.starts_with('/')));
            }
            Some(TagKind::Italic) => {
                self.tokens.push(Token::Italic(!inside.starts_with('/')));
            }
            Some(TagKind::Break) => self.tokens.push(Token::LineEnd(true)),
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
        self.tokens.push(Token::Bracket(mark));
        self.place += mark.len();
        true
    }

    fn close_bracket(&mut self) -> bool {
        let Some(open) = self.brackets.pop() else { return false };
        let Some(length) = self.rest().get(1..).and_then(link_target) else {
            return false;
        };
        if let Some(token) = self.tokens.get_mut(open) {
            *token = Token::Text("");
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
    if rest.starts_with(')') {
        return Some(length + 2);
    }
    let title = rest.strip_prefix(" \"")?;
    let title_length = title.find(['"', '[', ']', '\n'])?;
    let is_closed = title.get(title_length..)?.starts_with("\")");
    is_closed.then_some("(".len() + length + " \"".len() + title_length + "\")".len())
}

/// Decides which runs of marks are emphasis.
fn pair_marks(tokens: &mut [Token<'_>]) -> OpenMarks {
    let mut open = OpenMarks::default();
    for place in 0..tokens.len() {
        let at_line_end =
            tokens.get(place + 1).is_none_or(|next| matches!(next, Token::LineEnd(_)));
        let at_line_start = place
            .checked_sub(1)
            .and_then(|before| tokens.get(before))
            .is_none_or(|before| matches!(before, Token::LineEnd(_)));
        let Some(Token::Marks(marks)) = tokens.get(place) else { continue };
        let marks = marks.clone();
        if has_bold(&marks) {
            open.bold(tokens, place, &marks, at_line_start || at_line_end);
        }
        if has_italic(&marks) {
            open.italic(tokens, place, &marks);
        }
    }
    open
}

fn has_bold(marks: &Marks) -> bool {
    matches!(marks.length, 2 | 3) || (marks.length == 4 && marks.letter == '*')
}

fn has_italic(marks: &Marks) -> bool {
    matches!(marks.length, 1 | 3)
}

#[derive(Default)]
struct OpenMarks {
    /// The run that opened bold text, for `*` and `_`.
    bold: [Option<usize>; 2],
    /// Runs that may have opened italic text, for `*` and `_`.
    italic: [Vec<usize>; 2],
    /// Runs that would close something, but nothing was open.
    unopened: Vec<usize>,
}

impl OpenMarks {
    fn bold(
        &mut self,
        tokens: &mut [Token<'_>],
        place: usize,
        marks: &Marks,
        edge: bool,
    ) {
        let is_star = marks.letter == '*';
        let slot = &mut self.bold[usize::from(!is_star)];
        if marks.length == 4 {
            if slot.is_some() {
                set(tokens, place, |found| found.bold = Some(true));
            }
            return;
        }
        let touches = marks.opens || marks.closes || (is_star && edge);
        let may_close = marks.closes || (is_star && touches);
        let may_open = marks.opens || (is_star && edge);
        match *slot {
            Some(start) if may_close => {
                *slot = None;
                set(tokens, start, |found| found.bold = Some(true));
                set(tokens, place, |found| found.bold = Some(false));
            }
            None if may_open => *slot = Some(place),
            None if marks.closes && !marks.after_digit => self.unopened.push(place),
            _ => {}
        }
    }

    fn italic(&mut self, tokens: &mut [Token<'_>], place: usize, marks: &Marks) {
        let stack = &mut self.italic[usize::from(marks.letter != '*')];
        if marks.closes
            && let Some(start) = stack.pop()
        {
            set(tokens, start, |found| found.italic = Some(true));
            set(tokens, place, |found| found.italic = Some(false));
        } else if marks.opens {
            stack.push(place);
        } else if marks.closes && !marks.after_digit {
            self.unopened.push(place);
        }
    }

    /// Emphasis torn by a page end: a paragraph that does not end opens it for good, one
    /// that goes on in lower case closes what an earlier page opened.
    fn torn(self, tokens: &mut [Token<'_>], source: &str) {
        let text = source.trim_end_matches(|c: char| c.is_whitespace() || c == '*');
        if !text.ends_with(['.', ';', ':', '!', '?', '…']) {
            if let Some(place) = self.bold[0] {
                set(tokens, place, |found| found.bold = Some(true));
            }
            if let Some(place) = self.italic[0].last() {
                set(tokens, *place, |found| found.italic = Some(true));
            }
        }
        let goes_on = source.trim_start().starts_with(char::is_lowercase);
        let is_first = |place: usize| {
            let before = tokens.iter().take(place);
            !before.into_iter().any(|token| matches!(token, Token::Marks(_)))
        };
        if let Some(place) = self.unopened.first()
            && goes_on
            && is_first(*place)
        {
            set(tokens, *place, |found| {
                found.bold = has_bold(found).then_some(false);
                found.italic = has_italic(found).then_some(false);
            });
        }
    }
}

fn set(tokens: &mut [Token<'_>], place: usize, change: impl Fn(&mut Marks)) {
    if let Some(Token::Marks(marks)) = tokens.get_mut(place) {
        change(marks);
    }
}

/// Writes the tokens as lines.
fn write(tokens: &[Token<'_>]) -> Vec<InlineLine> {
    let mut lines = vec![InlineLine::default()];
    let mut pen = Pen::start(tokens);
    for token in tokens {
        let mut letters = [0; 4];
        let text = match token {
            Token::Text(text) | Token::Bracket(text) => text,
            Token::Letter(letter) => &*letter.encode_utf8(&mut letters),
            Token::Marks(marks) => {
                pen.change(marks);
                let sign = marks.letter.encode_utf8(&mut letters);
                let literal = sign.repeat(n_literal(marks));
                put(&mut lines, &literal, pen.style());
                continue;
            }
            Token::Bold(on) => {
                pen.tags_bold = step(pen.tags_bold, *on);
                continue;
            }
            Token::Italic(on) => {
                pen.tags_italic = step(pen.tags_italic, *on);
                continue;
            }
            Token::LineEnd(after_break) => {
                let text = StyledText::default();
                lines.push(InlineLine { text, after_break: *after_break });
                continue;
            }
        };
        put(&mut lines, text, pen.style());
    }
    lines.retain(|line| !line.text.is_blank());
    lines
}

fn put(lines: &mut [InlineLine], text: &str, style: Style) {
    if let Some(line) = lines.last_mut() {
        line.text.push(text, style);
    }
}

fn step(depth: usize, on: bool) -> usize {
    if on { depth + 1 } else { depth.saturating_sub(1) }
}

/// The style that is in force.
struct Pen {
    marks: Style,
    tags_bold: usize,
    tags_italic: usize,
}

impl Pen {
    /// The style at the start: that of a first mark which only closes.
    fn start(tokens: &[Token<'_>]) -> Self {
        let all = || {
            tokens.iter().filter_map(|token| match token {
                Token::Marks(marks) => Some(marks),
                _ => None,
            })
        };
        let marks = Style {
            bold: all().find_map(|marks| marks.bold) == Some(false),
            italic: all().find_map(|marks| marks.italic) == Some(false),
        };
        Self { marks, tags_bold: 0, tags_italic: 0 }
    }

    fn style(&self) -> Style {
        Style {
            bold: self.marks.bold || self.tags_bold > 0,
            italic: self.marks.italic || self.tags_italic > 0,
        }
    }

    fn change(&mut self, marks: &Marks) {
        self.marks.bold = marks.bold.unwrap_or(self.marks.bold);
        self.marks.italic = marks.italic.unwrap_or(self.marks.italic);
    }
}

/// Signs of a run that are text.
fn n_literal(marks: &Marks) -> usize {
    if marks.length == 4 && marks.bold.is_some() {
        return 0;
    }
    let used =
        2 * usize::from(marks.bold.is_some()) + usize::from(marks.italic.is_some());
    marks.length.saturating_sub(used)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of a paragraph, bold in `[b …]`, italic in `[i …]`, broken lines after `⏎`.
    fn show(source: &str) -> String {
        let mut shown = String::new();
        for line in read(source) {
            if !shown.is_empty() {
                shown.push_str(if line.after_break { "⏎" } else { "\n" });
            }
            let mut written = 0;
            let text = line.text.text();
            for run in line.text.runs() {
                shown.push_str(Span::new(written, run.span.start).of(text));
                let style = match (run.bold, run.italic) {
                    (true, true) => "bi",
                    (true, false) => "b",
                    _ => "i",
                };
                shown.extend(["[", style, " ", run.span.of(text), "]"]);
                written = run.span.end;
            }
            shown.push_str(Span::new(written, text.len()).of(text));
        }
        shown
    }

    #[test]
    fn emphasis_is_read_as_writers_mean_it() {
        for (source, expected) in [
            ("**KẾ HOẠCH**", "[b KẾ HOẠCH]"),
            ("về *công tác cán bộ*.", "về [i công tác cán bộ]."),
            ("***Điều 1.*** Phạm vi", "[bi Điều 1.] Phạm vi"),
            ("**Điều 5.**Quy định", "[b Điều 5.]Quy định"),
            ("** KẾ HOẠCH **", "[b  KẾ HOẠCH ]"),
            ("**A **và **B**", "[b A ]và [b B]"),
            ("**a****b**", "[b ab]"),
            ("__Nơi nhận:__ _như trên_", "[b Nơi nhận:] [i như trên]"),
            ("**Điều 2. *Giải thích***", "[b Điều 2. ][bi Giải thích]"),
            ("“*nâng cao*”", "“[i nâng cao]”"),
            ("(*theo Báo cáo*) như sau:", "([i theo Báo cáo]) như sau:"),
        ] {
            assert_eq!(show(source), expected, "{source}");
        }
    }

    #[test]
    fn signs_that_mark_nothing_stay() {
        for text in [
            "*",
            "(*) Ghi chú; (**) nguồn.",
            "2*3 = 6*1",
            "khách sạn 5* trở lên.",
            "số __/KH-UBND ngày __/__/2024",
            "chỉ tiêu <5% và >3%",
            "<Tên cơ quan>",
            "R&D & Q&A;",
            "[1](2) và [^3]",
            "C:\\Văn bản",
            "a ` b",
            "xong!",
        ] {
            assert_eq!(show(text), text);
        }
    }

    #[test]
    fn emphasis_runs_over_lines_and_over_page_ends() {
        assert_eq!(
            show("**T/M BAN THƯỜNG VỤ  \nPHÓ BÍ THƯ**"),
            "[b T/M BAN THƯỜNG VỤ  ]⏎[b PHÓ BÍ THƯ]"
        );
        assert_eq!(show("về *nâng cao"), "về [i nâng cao]");
        assert_eq!(show("chất lượng*, gắn với"), "[i chất lượng], gắn với");
    }

    #[test]
    fn html_links_code_and_escapes_leave_their_text() {
        for (source, expected) in [
            ("<b>1</b>", "[b 1]"),
            ("<STRONG>Số</STRONG> <i class=\"x\">a</i>", "[b Số] [i a]"),
            ("dòng một<br/>dòng hai", "dòng một⏎dòng hai"),
            ("m<sup>2</sup>", "m2"),
            ("[Nghị định](https://vi.du/nd?a=1 \"tên\") này", "Nghị định này"),
            ("![dấu](a.png)", "dấu"),
            ("<https://vi.du/a>", "https://vi.du/a"),
            ("1\\. Về `mã *x*` &lt;b&gt;", "1. Về mã *x* <b>"),
            ("trước<!-- ẩn -->sau", "trướcsau"),
            ("một\\\nhai", "một⏎hai"),
        ] {
            assert_eq!(show(source), expected, "{source}");
        }
    }

    #[test]
    fn a_cell_parts_at_breaks_only() {
        let texts: Vec<_> = read_cell("Sở Y tế<br>Sở\nTài chính")
            .iter()
            .map(|paragraph| paragraph.text().to_owned())
            .collect();
        assert_eq!(texts, ["Sở Y tế", "Sở Tài chính"]);
        assert_eq!(bare("**Số** <b>TT</b>"), "Số TT");
    }
}
