//! Character references of HTML: `&amp;`, `&#7879;`, `&#x1ec7;`.
//!
//! The names are a table of our own: that of quick-xml 0.42 (`escape-html`) gives wrong
//! characters for 444 of its 2,026 names, `&dstrok;` and `&abreve;` among them.

use std::sync::LazyLock;

use tracuu_text::tsv::Table;

/// Longest reference read, in bytes after `&`: the longest name has 8 letters, the longest
/// useful number 8 signs; the rest is room for leading zeros.
const MAX_LENGTH: usize = 16;

const TABLE: Table =
    Table::new("data/html-entities.tsv", include_str!("../../../data/html-entities.tsv"));

/// Sorted by name.
static NAMES: LazyLock<Vec<(&str, char)>> = LazyLock::new(|| {
    TABLE.load(|[name, code]| {
        Some((name, char::from_u32(u32::from_str_radix(code, 16).ok()?)?))
    })
});

/// Reads the reference at the start of a text (`&…;`): its character and its length in
/// bytes. `None` for what is none; it is text then.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    let inside = text.strip_prefix('&')?;
    let length = inside.bytes().take(MAX_LENGTH).position(|byte| byte == b';')?;
    let name = inside.get(..length)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => numbered(number)?,
        None => named(name)?,
    };
    Some((letter, length + 2))
}

fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code).filter(|letter| !letter.is_control())
}

fn named(name: &str) -> Option<char> {
    let place = NAMES.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    NAMES.get(place).map(|(_, letter)| *letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_the_table_is_found() {
        for (name, letter) in NAMES.iter() {
            assert_eq!(named(name), Some(*letter), "{name}");
        }
    }

    #[test]
    fn names_and_numbers_are_read() {
        for (text, expected) in [
            ("&amp; ", Some(('&', 5))),
            ("&agrave;", Some(('à', 8))),
            ("&nbsp;", Some(('\u{a0}', 6))),
            ("&#7879;", Some(('ệ', 7))),
            ("&#x1EC7;", Some(('ệ', 8))),
            ("&khoa;", None),
            ("& ", None),
            ("&#0;", None),
            ("&#xD800;", None),
            ("&;", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
