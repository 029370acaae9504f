//! Signs of symbol fonts (`w:sym`) as signs of text.

/// The signs that office documents use, by font and code; Symbol, Wingdings and Wingdings 2.
const SIGNS: [(&str, u32, char); 24] = [
    ("symbol", 0xb7, '•'),
    ("symbol", 0x2d, '−'),
    ("symbol", 0xb0, '°'),
    ("symbol", 0xb1, '±'),
    ("symbol", 0xb4, '×'),
    ("symbol", 0xa3, '≤'),
    ("symbol", 0xb3, '≥'),
    ("symbol", 0xae, '→'),
    ("symbol", 0xde, '⇒'),
    ("symbol", 0x61, 'α'),
    ("symbol", 0x62, 'β'),
    ("symbol", 0x6d, 'μ'),
    ("wingdings", 0xa7, '▪'),
    ("wingdings", 0xa8, '□'),
    ("wingdings", 0x6f, '□'),
    ("wingdings", 0x71, '□'),
    ("wingdings", 0xfe, '☑'),
    ("wingdings", 0xfc, '✓'),
    ("wingdings", 0x6c, '●'),
    ("wingdings", 0x6e, '■'),
    ("wingdings", 0xd8, '➢'),
    ("wingdings", 0xe0, '→'),
    ("wingdings 2", 0x52, '☑'),
    ("wingdings 2", 0xa3, '□'),
];

/// The sign of a font at a code in hexadecimal. A sign that is not known is U+FFFD, so
/// that its place stays visible; `None` where there is no code at all.
pub(crate) fn sign(font: &str, code: &str) -> Option<char> {
    let code = u32::from_str_radix(code.trim(), 16).ok()?;
    let font = font.trim().to_ascii_lowercase();
    let is_symbol = font == "symbol" || font.starts_with("wingdings");
    let low = if code >= 0xf000 { code - 0xf000 } else { code };
    let known = SIGNS.iter().find(|(name, sign, _)| *name == font && *sign == low);
    if let Some((_, _, sign)) = known {
        return Some(*sign);
    }
    let letter = char::from_u32(code).filter(|letter| {
        !is_symbol && !letter.is_control() && !matches!(letter, '\u{e000}'..='\u{f8ff}')
    });
    Some(letter.unwrap_or(char::REPLACEMENT_CHARACTER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_known_or_stay_visible() {
        for (font, code, expected) in [
            ("Symbol", "F0B7", Some('•')),
            ("Wingdings", "00FE", Some('☑')),
            ("Wingdings", "F021", Some('\u{fffd}')),
            ("Times New Roman", "2013", Some('–')),
            ("", "110000", Some('\u{fffd}')),
            ("Symbol", "xyz", None),
        ] {
            assert_eq!(sign(font, code), expected, "{font} {code}");
        }
    }
}
