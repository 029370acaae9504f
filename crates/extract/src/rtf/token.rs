//! The tokens of a Rich Text file; one linear pass over its bytes.

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RtfToken<'b> {
    /// `{`
    Open,
    /// `}`
    Close,
    /// `\b0`: letters, and a number where one follows.
    Word(&'b [u8], Option<i32>),
    /// `\~`: a sign that is no letter.
    Sign(u8),
    /// `\'e9`: one byte of the text.
    Byte(u8),
    /// A stretch of the text, without line ends.
    Text(&'b [u8]),
}

/// Longest name of a control word (RTF 1.9.1, "Control word").
const MAX_NAME_BYTES: usize = 32;

/// Reads the tokens of a file.
pub(super) struct RtfTokens<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> RtfTokens<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn take_while(&mut self, most: usize, is_part: impl Fn(u8) -> bool) -> &'b [u8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = rest.iter().take(most).take_while(|byte| is_part(**byte)).count();
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    /// What follows a backslash.
    fn control(&mut self) -> Option<RtfToken<'b>> {
        let first = self.peek()?;
        if !first.is_ascii_alphabetic() {
            self.at += 1;
            if first != b'\'' {
                return Some(RtfToken::Sign(first));
            }
            let digits = self.take_while(2, |byte| byte.is_ascii_hexdigit());
            let digits = std::str::from_utf8(digits).ok()?;
            // A damaged byte becomes the sign for one.
            return Some(
                u8::from_str_radix(digits, 16)
                    .map_or(RtfToken::Sign(b'\''), RtfToken::Byte),
            );
        }
        let name = self.take_while(MAX_NAME_BYTES, |byte| byte.is_ascii_alphabetic());
        let is_negative = self.peek() == Some(b'-');
        let start = self.at;
        self.at += usize::from(is_negative);
        let digits = self.take_while(10, |byte| byte.is_ascii_digit());
        if digits.is_empty() {
            self.at = start;
        }
        let number =
            std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        let number = number.map(|number: i32| if is_negative { -number } else { number });
        if self.peek() == Some(b' ') {
            self.at += 1;
        }
        if name == b"bin" {
            // Bytes of a picture, which may look like anything.
            let length = number.and_then(|length| usize::try_from(length).ok());
            self.at = self.at.saturating_add(length.unwrap_or(0)).min(self.bytes.len());
        }
        Some(RtfToken::Word(name, number))
    }
}

impl<'b> Iterator for RtfTokens<'b> {
    type Item = RtfToken<'b>;

    fn next(&mut self) -> Option<Self::Item> {
        self.take_while(usize::MAX, |byte| matches!(byte, b'\r' | b'\n' | 0));
        match self.peek()? {
            b'{' => {
                self.at += 1;
                Some(RtfToken::Open)
            }
            b'}' => {
                self.at += 1;
                Some(RtfToken::Close)
            }
            b'\\' => {
                self.at += 1;
                self.control()
            }
            _ => {
                let is_text =
                    |byte: u8| !matches!(byte, b'{' | b'}' | b'\\' | b'\r' | b'\n' | 0);
                Some(RtfToken::Text(self.take_while(usize::MAX, is_text)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_parted_into_its_tokens() {
        let source = b"{\\rtf1\\b-2 a\r\nb\\'e9\\~\\bin3 {}}\\par}";
        let tokens: Vec<_> = RtfTokens::new(source).collect();
        assert_eq!(
            tokens,
            [
                RtfToken::Open,
                RtfToken::Word(b"rtf", Some(1)),
                RtfToken::Word(b"b", Some(-2)),
                RtfToken::Text(b"a"),
                RtfToken::Text(b"b"),
                RtfToken::Byte(0xe9),
                RtfToken::Sign(b'~'),
                RtfToken::Word(b"bin", Some(3)),
                RtfToken::Word(b"par", None),
                RtfToken::Close,
            ]
        );
    }
}
