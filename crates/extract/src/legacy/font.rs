//! Fonts from before Unicode. The name of a font tells how its letters are stored, unless
//! the text has letters that only Unicode has, or reads better otherwise: converted
//! documents keep the names of their fonts, and one name can stand for two encodings.

use super::encoding::LegacyEncoding;

/// What stands behind the name of a face: its style, and what parts the two.
const STYLES: [&str; 8] = ["(ds)", "bold", "italic", "oblique", "regular", "-", ",", " "];

/// How the letters of a run are stored.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum FontLetters {
    /// As those of Unicode.
    #[default]
    Unicode,
    /// In an encoding from before it.
    Legacy(LegacyEncoding),
    /// Likewise, with capitals on the codes of small letters (`.VnTimeH`).
    LegacyCapitals(LegacyEncoding),
}

impl FontLetters {
    /// What the name of a font says.
    pub(crate) fn from_font_name(name: &str) -> Self {
        let name = name.trim().to_ascii_lowercase();
        // A subset in a PDF has six letters before its name (ISO 32000-1, 9.6.4).
        let name = name.split_once('+').map_or(name.as_str(), |(_, name)| name);
        if name.starts_with("vni-") || name.starts_with("vnsvni") {
            return Self::Legacy(LegacyEncoding::Vni);
        }
        let is_tcvn3 =
            [".vn", "vntime", "vnarial"].iter().any(|start| name.starts_with(start))
                || name.contains("tcvn3");
        let mut face = name;
        while let Some(shorter) = STYLES.iter().find_map(|style| face.strip_suffix(style))
        {
            face = shorter;
        }
        match (is_tcvn3, face.ends_with('h')) {
            (true, true) => Self::LegacyCapitals(LegacyEncoding::Tcvn3),
            (true, false) => Self::Legacy(LegacyEncoding::Tcvn3),
            (false, _) => Self::Unicode,
        }
    }

    /// The encoding from before Unicode.
    pub(crate) const fn encoding(self) -> Option<LegacyEncoding> {
        match self {
            Self::Unicode => None,
            Self::Legacy(encoding) | Self::LegacyCapitals(encoding) => Some(encoding),
        }
    }

    /// The same letters in the encoding that the text turned out to be in.
    #[must_use]
    pub(crate) const fn in_encoding(self, encoding: Option<LegacyEncoding>) -> Self {
        match (self, encoding) {
            (_, None) => Self::Unicode,
            (Self::LegacyCapitals(_), Some(encoding)) => Self::LegacyCapitals(encoding),
            (_, Some(encoding)) => Self::Legacy(encoding),
        }
    }

    /// A text in Unicode, sign by sign: the bytes of the sign in the text, and what it
    /// stands for.
    pub(crate) fn decode_signs(self, text: &str, mut take: impl FnMut(usize, &str)) {
        match self {
            Self::Unicode => {
                let mut buffer = [0; 4];
                let signs = text.chars();
                signs.for_each(|sign| {
                    take(sign.len_utf8(), sign.encode_utf8(&mut buffer));
                });
            }
            Self::Legacy(encoding) => encoding.decode_signs(text, take),
            Self::LegacyCapitals(encoding) => {
                encoding.decode_signs(text, |n_bytes, letter| {
                    take(n_bytes, &letter.to_uppercase());
                });
            }
        }
    }
}

/// Whether a text has Vietnamese letters that no font from before Unicode holds.
pub(crate) fn has_unicode_letters(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(
            letter,
            'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
        ) || matches!(letter, '\u{1ea0}'..='\u{1ef9}' | '\u{300}'..='\u{323}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_fonts_tell_their_family() {
        let small = FontLetters::Legacy(LegacyEncoding::Tcvn3);
        let capitals = FontLetters::LegacyCapitals(LegacyEncoding::Tcvn3);
        for (name, expected) in [
            (".VnTime", small),
            (".VnTimeH", capitals),
            ("BCDEFG+.VnTimeH", capitals),
            (".VnArial NarrowH", capitals),
            ("VnArialH(Ds)", capitals),
            (".VnTimeHBold", capitals),
            ("ABCDEF+.VnTimeH,BoldItalic", capitals),
            (".VnTime-Bold", small),
            ("VNTime", small),
            ("VNI-Times", FontLetters::Legacy(LegacyEncoding::Vni)),
            ("Times New Roman", FontLetters::Unicode),
            ("Vnu Sans", FontLetters::Unicode),
        ] {
            assert_eq!(FontLetters::from_font_name(name), expected, "{name}");
        }
    }

    #[test]
    fn texts_of_old_fonts_become_unicode() {
        for (name, text, expected) in [
            (".VnTime", "NghÞ quyÕt", "Nghị quyết"),
            (".VnTimeH", "nghÞ quyÕt", "NGHỊ QUYẾT"),
            ("VNI-Times", "Nghò quyeát", "Nghị quyết"),
            ("Arial", "Nghị quyết", "Nghị quyết"),
        ] {
            let (mut decoded, mut n_bytes) = (String::new(), 0);
            FontLetters::from_font_name(name).decode_signs(text, |length, letters| {
                n_bytes += length;
                decoded.push_str(letters);
            });
            assert_eq!((decoded.as_str(), n_bytes), (expected, text.len()));
        }
        assert!(has_unicode_letters("Nghị quyết"));
        assert!(!has_unicode_letters("NghÞ quyÕt là"));
    }
}
