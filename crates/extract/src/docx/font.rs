//! Fonts from before Unicode: their letters lie on the places of Western ones, so that a
//! run set in `.VnTime` holds `NghÞ quyÕt` for `Nghị quyết`. The font of a run decides,
//! unless its text has letters that only Unicode has: converted documents keep the names of
//! their fonts.
//!
//! The tables are `data/tcvn3.tsv` and `data/vni.tsv`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use tracuu_text::tsv::Table;

/// What the letters of a font are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum FontEncoding {
    /// Those of Unicode.
    #[default]
    Unicode,
    /// TCVN3, the fonts of ABC.
    Tcvn3,
    /// TCVN3 with capitals on the places of small letters (`.VnTimeH`).
    Tcvn3Capitals,
    /// The fonts of VNI.
    Vni,
}

const TCVN3_TABLE: Table =
    Table::new("data/tcvn3.tsv", include_str!("../../../../data/tcvn3.tsv"));

const VNI_TABLE: Table =
    Table::new("data/vni.tsv", include_str!("../../../../data/vni.tsv"));

static TCVN3: LazyLock<FxHashMap<char, char>> = LazyLock::new(|| {
    let rows = TCVN3_TABLE.load(|[code, letter]| {
        let code = char::from(u8::from_str_radix(code, 16).ok()?);
        Some((code, letter.parse().ok()?))
    });
    rows.into_iter().collect()
});

static VNI: LazyLock<FxHashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = VNI_TABLE.load(|[written, letter]| Some((written, letter)));
    rows.into_iter().collect()
});

impl FontEncoding {
    /// The family of a font by its name.
    pub(super) fn from_font_name(name: &str) -> Self {
        let name = name.trim().to_ascii_lowercase();
        if name.starts_with("vni-") || name.starts_with("vnsvni") {
            return Self::Vni;
        }
        let is_tcvn3 = name.starts_with(".vn")
            || name.starts_with("vntime")
            || name.starts_with("vnarial")
            || name.contains("tcvn3");
        let face = name.strip_suffix("(ds)").unwrap_or(&name).trim_end();
        match (is_tcvn3, face.ends_with('h')) {
            (true, true) => Self::Tcvn3Capitals,
            (true, false) => Self::Tcvn3,
            _ => Self::Unicode,
        }
    }

    /// Gives a text of this family in Unicode, sign by sign: the bytes of the sign in the
    /// text, and what it stands for.
    pub(super) fn decode(self, text: &str, mut take: impl FnMut(usize, &str)) {
        let mut buffer = [0; 4];
        if self == Self::Vni {
            return vni(text, take);
        }
        for letter in text.chars() {
            let n_bytes = letter.len_utf8();
            match self {
                Self::Tcvn3 => take(n_bytes, tcvn3(letter).encode_utf8(&mut buffer)),
                Self::Tcvn3Capitals => {
                    let capitals: String = tcvn3(letter).to_uppercase().collect();
                    take(n_bytes, &capitals);
                }
                _ => take(n_bytes, letter.encode_utf8(&mut buffer)),
            }
        }
    }
}

/// Whether a text has Vietnamese letters that no font from before Unicode holds.
pub(super) fn is_unicode(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(
            letter,
            'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
        ) || matches!(letter, '\u{1ea0}'..='\u{1ef9}' | '\u{300}'..='\u{323}')
    })
}

fn tcvn3(letter: char) -> char {
    // Symbol fonts store the byte in a private area.
    let letter = match letter {
        '\u{f020}'..='\u{f0ff}' => {
            char::from_u32(u32::from(letter) - 0xf000).unwrap_or(letter)
        }
        _ => letter,
    };
    TCVN3.get(&letter).copied().unwrap_or(letter)
}

/// A mark stands after its vowel; the longest match counts.
fn vni(text: &str, mut take: impl FnMut(usize, &str)) {
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let one = letter.len_utf8();
        let two = rest.chars().nth(1).map_or(one, |mark| one + mark.len_utf8());
        let found = [two, one].into_iter().find_map(|length| {
            let (head, tail) = rest.split_at_checked(length)?;
            VNI.get(head).map(|letter| (length, *letter, tail))
        });
        if let Some((length, letter, tail)) = found {
            take(length, letter);
            rest = tail;
        } else {
            let (head, tail) = rest.split_at_checked(one).unwrap_or((rest, ""));
            take(one, head);
            rest = tail;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_parses() {
        assert!(TCVN3.len() > 50 && VNI.len() > 100);
        assert!(VNI.values().all(|letter| letter.chars().count() == 1));
        assert!(VNI.keys().all(|key| matches!(key.chars().count(), 1 | 2)));
    }

    #[test]
    fn names_of_fonts_tell_their_family() {
        for (name, expected) in [
            (".VnTime", FontEncoding::Tcvn3),
            (".VnTimeH", FontEncoding::Tcvn3Capitals),
            (".VnArial NarrowH", FontEncoding::Tcvn3Capitals),
            ("VnArialH(Ds)", FontEncoding::Tcvn3Capitals),
            ("VNTime", FontEncoding::Tcvn3),
            ("VNI-Times", FontEncoding::Vni),
            ("Times New Roman", FontEncoding::Unicode),
            ("Vnu Sans", FontEncoding::Unicode),
        ] {
            assert_eq!(FontEncoding::from_font_name(name), expected, "{name}");
        }
    }

    #[test]
    fn texts_of_old_fonts_become_unicode() {
        for (family, text, expected) in [
            (FontEncoding::Unicode, "Nghị quyết", "Nghị quyết"),
            (FontEncoding::Tcvn3, "NghÞ quyÕt", "Nghị quyết"),
            (FontEncoding::Tcvn3Capitals, "nghÞ quyÕt", "NGHỊ QUYẾT"),
            (FontEncoding::Vni, "Nghò quyeát", "Nghị quyết"),
        ] {
            let (mut decoded, mut n_bytes) = (String::new(), 0);
            family.decode(text, |length, letters| {
                n_bytes += length;
                decoded.push_str(letters);
            });
            assert_eq!((decoded.as_str(), n_bytes), (expected, text.len()));
        }
        assert!(is_unicode("Nghị quyết"));
        assert!(!is_unicode("NghÞ quyÕt là"));
    }
}
