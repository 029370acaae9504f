//! Names of bodies as people are shown them. Heads of documents print them in capitals.

use std::borrow::Cow;

use tracuu_legal::agency::registry::Registry;
use tracuu_text::capitals::{capitalised, is_capitals};
use tracuu_text::syllable::lower;

/// The name of a body in sentence case, where it is written in capitals throughout: a listed
/// name as it is listed, the words behind it as the name of a place. A name with words of its own
/// stays as it is: nobody knows which of them are proper names.
pub fn body_name(written: &str) -> Cow<'_, str> {
    if !is_capitals(written) {
        return Cow::Borrowed(written);
    }
    let mention = Registry::built_in().name_at(written, 0);
    let listed = mention.filter(|mention| {
        let agency = &mention.agency;
        let own_words = agency.name().split_whitespace();
        !agency.is_class()
            && !agency.is_learnt()
            && !own_words
                .skip(1)
                .any(|word| word.chars().count() > 1 && is_capitals(word))
    });
    let Some(mention) = listed else { return Cow::Borrowed(written) };
    let behind = written.get(mention.span.end..).unwrap_or_default();
    let place = behind.split_whitespace().map(|word| capitalised(&lower(word)));
    let name = mention.agency.name().to_owned();
    Cow::Owned(std::iter::once(name).chain(place).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_name_in_capitals_is_written_as_it_is_listed() {
        for (written, shown) in [
            ("BAN THƯỜNG VỤ TỈNH ỦY", "Ban Thường vụ Tỉnh ủy"),
            ("TỈNH ỦY LẠC HỒNG", "Tỉnh ủy Lạc Hồng"),
            ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "Sở Khoa học và Công nghệ"),
            ("UBND THÀNH PHỐ NAM GIANG", "Ủy ban nhân dân thành phố Nam Giang"),
            ("CHÍNH PHỦ", "Chính phủ"),
        ] {
            assert_eq!(body_name(written), shown);
        }
    }

    #[test]
    fn a_name_with_words_of_its_own_stays_as_it_is() {
        for written in
            ["TRUNG TÂM QUẢN LÝ ĐÔ THỊ", "CHI BỘ 3", "Sở Y tế", "CÔNG TY CỔ PHẦN X", ""]
        {
            assert_eq!(body_name(written), written);
        }
    }
}
