//! Just enough of Rust's grammar to say which paths a source file names.
//!
//! Not understood, and not needed here: modules written inside a file (other than tests)
//! count as the file itself.

use std::collections::BTreeSet;

/// A path that a file names.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Reference {
    /// In this crate, from its root: `["text", "span", "Span"]`.
    Inside(Vec<String>),
    /// An outside crate.
    Outside(String),
    /// A part of the standard library: `fs`.
    Std(String),
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Kind {
    Word(String),
    /// `::`
    Colons,
    Mark(char),
}

#[derive(Clone, Debug)]
struct Token {
    kind: Kind,
    line: usize,
}

/// The paths of a file with their lines, test code left out.
pub(crate) fn references(
    module: &[String],
    source: &str,
    outside: &BTreeSet<String>,
) -> Vec<(usize, Reference)> {
    let tokens = without_tests(tokens(source));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let line = token.line;
        if is_word(Some(token), "use") {
            let mut paths = Vec::new();
            at = use_tree(&tokens, at + 1, &[], &mut paths);
            for path in paths {
                found.extend(reference(module, &path, outside).map(|it| (line, it)));
            }
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let (path, next) = plain_path(&tokens, at);
        let is_head = !before.is_some_and(|token| {
            token.kind == Kind::Mark('.')
                || (token.kind == Kind::Colons
                    && at >= 2
                    && matches!(
                        tokens.get(at - 2),
                        Some(Token { kind: Kind::Word(_), .. })
                    ))
        });
        if path.len() > 1 && is_head {
            found.extend(reference(module, &path, outside).map(|it| (line, it)));
        }
        at = next.max(at + 1);
    }
    found
}

/// Lines of a face that are neither documentation, module lines nor re-exports.
pub(crate) fn face_faults(source: &str) -> Vec<usize> {
    let tokens = tokens(source);
    let mut faults = Vec::new();
    let mut statement: Vec<&Token> = Vec::new();
    for token in &tokens {
        statement.push(token);
        if token.kind != Kind::Mark(';') {
            continue;
        }
        let is_line = statement
            .iter()
            .any(|token| is_word(Some(token), "mod") || is_word(Some(token), "use"));
        let is_code = statement.iter().any(|token| {
            ["fn", "const", "static", "struct", "enum", "impl", "type"]
                .iter()
                .any(|word| is_word(Some(token), word))
        });
        if !is_line || is_code {
            faults.push(statement.first().map_or(0, |token| token.line));
        }
        statement.clear();
    }
    faults.extend(statement.first().map(|token| token.line));
    faults
}

/// Whether a source defines an item of this name, wherever in it.
pub(crate) fn defines(source: &str, item: &str) -> bool {
    const KINDS: [&str; 7] = ["fn", "struct", "enum", "trait", "type", "const", "static"];
    tokens(source).windows(2).any(|pair| {
        is_word(pair.get(1), item) && KINDS.iter().any(|kind| is_word(pair.first(), kind))
    })
}

fn is_word(token: Option<&Token>, word: &str) -> bool {
    matches!(token, Some(Token { kind: Kind::Word(found), .. }) if found == word)
}

/// A path from its head: `a::b::c`. Returns where it ends.
fn plain_path(tokens: &[Token], mut at: usize) -> (Vec<String>, usize) {
    let mut path = Vec::new();
    while let Some(Token { kind: Kind::Word(word), .. }) = tokens.get(at) {
        path.push(word.clone());
        at += 1;
        match tokens.get(at) {
            Some(Token { kind: Kind::Colons, .. }) => at += 1,
            _ => break,
        }
    }
    (path, at)
}

/// Unfolds a `use` tree into whole paths; returns where it ends.
fn use_tree(
    tokens: &[Token],
    mut at: usize,
    before: &[String],
    paths: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    while let Some(token) = tokens.get(at) {
        match &token.kind {
            Kind::Colons => at += 1,
            Kind::Word(word) if word == "as" => at += 2,
            Kind::Word(word) => {
                path.push(word.clone());
                at += 1;
            }
            Kind::Mark('{') => {
                at += 1;
                while tokens.get(at).is_some_and(|it| it.kind != Kind::Mark('}')) {
                    at = use_tree(tokens, at, &path, paths);
                    if tokens.get(at).is_some_and(|it| it.kind == Kind::Mark(',')) {
                        at += 1;
                    }
                }
                return at + 1;
            }
            Kind::Mark('*') => at += 1,
            Kind::Mark(_) => break,
        }
    }
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    paths.push(path);
    at
}

/// What a path names, seen from a module.
fn reference(
    module: &[String],
    path: &[String],
    outside: &BTreeSet<String>,
) -> Option<Reference> {
    let (head, rest) = path.split_first()?;
    match head.as_str() {
        "crate" | "tracuu" => Some(Reference::Inside(rest.to_vec())),
        "std" => rest.first().map(|part| Reference::Std(part.clone())),
        "super" => {
            let n_up = path.iter().take_while(|word| *word == "super").count();
            let base = module.get(..module.len().checked_sub(n_up)?)?;
            Some(Reference::Inside([base, path.get(n_up..)?].concat()))
        }
        _ if outside.contains(head) => Some(Reference::Outside(head.clone())),
        _ => None,
    }
}

/// Removes every item under `#[cfg(test)]` or `#[test]`.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some(end) = test_attribute(&tokens, at) {
            at = end_of_item(&tokens, end);
        } else {
            kept.push(token.clone());
            at += 1;
        }
    }
    kept
}

/// Where a `#[cfg(test)]` or `#[test]` that begins here ends.
fn test_attribute(tokens: &[Token], at: usize) -> Option<usize> {
    let spelt = |expected: &[&str]| {
        expected.iter().enumerate().all(|(offset, text)| {
            tokens.get(at + offset).is_some_and(|token| match &token.kind {
                Kind::Word(word) => word == text,
                Kind::Mark(mark) => text.chars().eq([*mark]),
                Kind::Colons => false,
            })
        })
    };
    if spelt(&["#", "[", "cfg", "(", "test", ")", "]"]) {
        return Some(at + 7);
    }
    spelt(&["#", "[", "test", "]"]).then_some(at + 4)
}

/// Where the item that begins here ends: after its block, or after its semicolon.
fn end_of_item(tokens: &[Token], mut at: usize) -> usize {
    let mut depth = 0_usize;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token.kind {
            Kind::Mark('{') => depth += 1,
            Kind::Mark('}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at;
                }
            }
            Kind::Mark(';') if depth == 0 => return at,
            _ => {}
        }
    }
    at
}

/// The tokens of a source; strings, characters, lifetimes and comments are left out.
fn tokens(source: &str) -> Vec<Token> {
    let letters: Vec<char> = source.chars().collect();
    let mut reader = Reader { letters: &letters, at: 0, line: 1 };
    let mut tokens = Vec::new();
    while let Some(letter) = reader.peek(0) {
        let line = reader.line;
        let kind = if letter == '/' && reader.peek(1) == Some('/') {
            reader.skip_while(|letter| letter != '\n');
            continue;
        } else if letter == '/' && reader.peek(1) == Some('*') {
            reader.skip_block_comment();
            continue;
        } else if reader.skip_string() || reader.skip_quote() {
            continue;
        } else if letter.is_alphanumeric() || letter == '_' {
            Kind::Word(reader.take_word())
        } else if letter == ':' && reader.peek(1) == Some(':') {
            reader.skip(2);
            Kind::Colons
        } else {
            reader.skip(1);
            if letter.is_whitespace() {
                continue;
            }
            Kind::Mark(letter)
        };
        tokens.push(Token { kind, line });
    }
    tokens
}

struct Reader<'a> {
    letters: &'a [char],
    at: usize,
    line: usize,
}

impl Reader<'_> {
    fn peek(&self, offset: usize) -> Option<char> {
        self.letters.get(self.at + offset).copied()
    }

    fn skip(&mut self, n_letters: usize) {
        for _ in 0..n_letters {
            self.line += usize::from(self.peek(0) == Some('\n'));
            self.at += 1;
        }
    }

    fn skip_while(&mut self, keep: impl Fn(char) -> bool) {
        while self.peek(0).is_some_and(&keep) {
            self.skip(1);
        }
    }

    fn take_word(&mut self) -> String {
        let start = self.at;
        self.skip_while(|letter| letter.is_alphanumeric() || letter == '_');
        self.letters[start..self.at].iter().collect()
    }

    /// Block comments nest.
    fn skip_block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.skip(2);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.skip(2);
                    if depth == 0 {
                        return;
                    }
                }
                (None, _) => return,
                _ => self.skip(1),
            }
        }
    }

    /// Skips `"…"`, `r#"…"#` and their byte and C forms, where one begins here.
    fn skip_string(&mut self) -> bool {
        let mut prefix = 0;
        while prefix < 2 && matches!(self.peek(prefix), Some('b' | 'c' | 'r')) {
            prefix += 1;
        }
        let is_raw = prefix > 0 && self.peek(prefix - 1) == Some('r');
        let mut n_hashes = 0;
        while is_raw && self.peek(prefix + n_hashes) == Some('#') {
            n_hashes += 1;
        }
        if self.peek(prefix + n_hashes) != Some('"') {
            return false;
        }
        self.skip(prefix + n_hashes + 1);
        while let Some(letter) = self.peek(0) {
            if letter == '\\' && !is_raw {
                self.skip(2);
                continue;
            }
            self.skip(1);
            let is_closed = (0..n_hashes).all(|offset| self.peek(offset) == Some('#'));
            if letter == '"' && is_closed {
                self.skip(n_hashes);
                break;
            }
        }
        true
    }

    /// Skips a character or a lifetime, where one begins here.
    fn skip_quote(&mut self) -> bool {
        if self.peek(0) != Some('\'') {
            return false;
        }
        if self.peek(1) == Some('\\') {
            self.skip(3);
            self.skip_while(|letter| letter != '\'');
            self.skip(1);
        } else if self.peek(2) == Some('\'') {
            self.skip(3);
        } else {
            self.skip(1);
            self.skip_while(|letter| letter.is_alphanumeric() || letter == '_');
        }
        true
    }
}
