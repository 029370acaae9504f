//! The secrecy mark (dấu chỉ độ mật) of a document: a stamp line, not the word in a sentence.
//!
//! A stamp stands alone at the head, in a column beside the number, in the head or foot of
//! the pages, or on an annex; typed with blanks between its letters, without marks by a
//! recogniser, or with what to do with the paper behind it (Decree 26/2020/NĐ-CP art. 6).
//! Lines that name several levels list them and are no mark.

use unicode_normalization::UnicodeNormalization as _;

use super::header::{Confidence, Fact};
use super::letterhead_mark::{is_number_line, is_place_and_date};
use super::segment::{Segment, segments};
use super::words::{self, Role};
use tracuu_text::capitals::{begins_firmly, capitalised, is_capitals};
use tracuu_text::layout::{Block, BlockKind, Table};
use tracuu_text::manuscript::Manuscript;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, is_letter, is_letter_or_digit, normal_words};

/// Lines of the head: the letterhead and title of the longest have twenty, cell by cell.
const N_HEAD_LINES: usize = 30;

/// Words of the longest stamp line: a mark with what to do with the paper.
const MAX_WORDS: usize = 16;

/// Signs between the parts of a stamp line.
const SEPARATORS: [char; 14] =
    ['-', '–', '—', ',', ';', ':', '/', '(', ')', '[', ']', '|', '*', '.'];

/// Where a line stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Zone {
    /// Among the first lines.
    Head,
    /// In the head or foot of the pages.
    Margin,
    /// Further down.
    Body,
}

/// A mark that a line carries.
struct Stamp<'m> {
    zone: Zone,
    level: &'static str,
    segment: Segment<'m>,
}

/// The secrecy mark of a document, as printed where it is printed whole: `TỐI MẬT`; else in
/// its canonical form: `Tối mật`. Linear in the text.
pub(super) fn find(manuscript: &Manuscript) -> Option<Fact<String>> {
    let stamps = stamps(manuscript);
    [Zone::Head, Zone::Margin, Zone::Body].into_iter().find_map(|zone| {
        let mut stamps = stamps.iter().filter(|stamp| stamp.zone == zone);
        let first = stamps.next()?;
        let is_list = stamps.any(|stamp| stamp.level != first.level);
        let canonical = capitalised(first.level);
        let printed = first.level.to_uppercase();
        let is_printed = first.segment.text.contains(&printed);
        let value = if is_printed { printed } else { canonical };
        (!is_list).then(|| Fact::new(value, first.segment.span, Confidence::Sure))
    })
}

/// The stamp lines of a document, in order.
fn stamps(manuscript: &Manuscript) -> Vec<Stamp<'_>> {
    let text = manuscript.text();
    let mut stamps = Vec::new();
    let (mut n_lines, mut above) = (0, "");
    for block in manuscript.blocks() {
        let zone = match &block.kind {
            BlockKind::Furniture => Zone::Margin,
            _ if n_lines < N_HEAD_LINES => Zone::Head,
            BlockKind::Table(_) => continue,
            _ => Zone::Body,
        };
        for line in lines(block) {
            n_lines += 1;
            if is_long(line.of(text)) {
                above = "";
                continue;
            }
            for segment in segments(text, line) {
                let level =
                    level(&segment, zone, &block.kind).filter(|_| !goes_on(above));
                above = segment.text;
                stamps.extend(level.map(|level| Stamp { zone, level, segment }));
            }
        }
    }
    stamps
}

/// Whether a line has too many words for a stamp and what stands beside it; counts no
/// further.
fn is_long(line: &str) -> bool {
    line.split_whitespace().nth(2 * MAX_WORDS).is_some()
}

/// The lines of a block: those of the cells of a table.
fn lines(block: &Block) -> Vec<Span> {
    match &block.kind {
        BlockKind::Table(Table { rows }) => {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells.flat_map(|cell| cell.paragraphs.iter().copied()).collect()
        }
        _ => vec![block.span],
    }
}

/// Whether the line below goes on a sentence or a title: `… BÍ` / `MẬT NHÀ NƯỚC`.
fn goes_on(above: &str) -> bool {
    let last = above.rsplit(' ').next().unwrap_or_default();
    above.ends_with(',')
        || [Role::Connective, Role::SecrecyOpen]
            .into_iter()
            .any(|role| words::ends_with(&normal_words(last), role))
}

/// The level that a part of a line stamps.
fn level(segment: &Segment<'_>, zone: Zone, kind: &BlockKind) -> Option<&'static str> {
    let in_capitals = is_capitals(segment.text);
    let may_be_small = zone == Zone::Head && !matches!(kind, BlockKind::Table(_));
    let is_stamp = in_capitals || may_be_small && begins_firmly(segment.text);
    let alone = if is_stamp { level_alone(segment.text, zone) } else { None };
    alone.or_else(|| (zone == Zone::Head).then(|| level_beside(segment.text)).flatten())
}

/// The level of a line that holds nothing but a stamp; in a margin, other parts may stand
/// beside it.
fn level_alone(text: &str, zone: Zone) -> Option<&'static str> {
    let mut found = None;
    for piece in text.split(SEPARATORS).filter(|piece| piece.contains(is_letter_or_digit))
    {
        match Piece::read(piece) {
            Some(Piece::Level(level)) if found.is_none_or(|found| found == level) => {
                found = Some(level);
            }
            Some(Piece::Level(_)) => return None,
            None if zone != Zone::Margin => return None,
            Some(Piece::Note) | None => {}
        }
    }
    found
}

/// The level of a mark in capitals before or behind a number line, a place and date or the
/// motto, where columns ran together.
fn level_beside(text: &str) -> Option<&'static str> {
    text.match_indices(' ').find_map(|(at, _)| {
        let (left, right) = text.split_at(at);
        [(left, right), (right, left)].into_iter().find_map(|(mark, rest)| {
            if !is_capitals(mark) {
                return None;
            }
            let level = level_of(&tokens(mark), true)?;
            let rest = rest.trim();
            let words = normal_words(rest);
            let is_head = is_number_line(&words)
                || is_place_and_date(&words)
                || words::find_in_text(rest, Role::Motto).is_some();
            (is_head && !goes_on(rest)).then_some(level)
        })
    })
}

/// A part of a stamp line.
enum Piece {
    Level(&'static str),
    /// What stands beside a level: how urgent it is, what to do with the paper, its number.
    Note,
}

impl Piece {
    fn read(text: &str) -> Option<Self> {
        let in_capitals = is_capitals(text);
        let words = tokens(text);
        let lead = opening(&words, Role::SecrecyLead, in_capitals);
        let rest = words.get(lead.map_or(0, |(_, n)| n)..).unwrap_or_default();
        let is_note = |words: &[String]| {
            words.iter().all(|word| word.chars().all(char::is_numeric))
                || [Role::SecrecyNote, Role::Urgency]
                    .into_iter()
                    .any(|role| opening(words, role, in_capitals).is_some())
        };
        if is_note(rest) {
            return Some(Self::Note);
        }
        let (level, n) = opening(rest, Role::Secrecy, in_capitals)?;
        is_note(rest.get(n..).unwrap_or_default()).then_some(Self::Level(level))
    }
}

/// The level that words are, and nothing else.
fn level_of(words: &[String], in_capitals: bool) -> Option<&'static str> {
    let (level, n) = opening(words, Role::Secrecy, in_capitals)?;
    (n == words.len()).then_some(level)
}

/// The words of a text in normal form; letters with blanks between them are one word.
fn tokens(text: &str) -> Vec<String> {
    /// Fewest letters of a word that is typed so.
    const MIN_LETTERS: usize = 3;
    let words = normal_words(text);
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    let is_letter = |word: &str| word.chars().count() == 1 && word.chars().all(is_letter);
    let groups = words.chunk_by(|one, other| is_letter(one) && is_letter(other));
    let joined = groups.flat_map(|group| match group {
        group if group.len() >= MIN_LETTERS => vec![group.concat()],
        group => group.iter().map(|word| (*word).to_owned()).collect(),
    });
    joined.collect()
}

/// The longest phrase of a role with which words begin, and how many words it takes. In
/// capitals a recogniser may have lost marks of its letters.
fn opening(
    words: &[String],
    role: Role,
    may_lack_marks: bool,
) -> Option<(&'static str, usize)> {
    let is_word = |word: &str, listed: &str| {
        word == listed || may_lack_marks && lacks_marks(word, listed)
    };
    let first = words.first()?;
    let plain = folded(first).chars().next();
    // Without its mark a letter is another one; all others are those of the phrase.
    let may_begin =
        |letter: char| !letter.is_ascii() || plain.is_none_or(|plain| plain == letter);
    let phrases = words::phrases(role).filter(|phrase| phrase.starts_with(may_begin));
    let matched = phrases.filter_map(|phrase| {
        let listed: Vec<&str> = phrase.split(' ').collect();
        if is_word(first, &listed.concat()) {
            return Some((phrase, 1));
        }
        let begun = words.get(..listed.len())?.iter().zip(&listed);
        begun
            .into_iter()
            .all(|(word, listed)| is_word(word, listed))
            .then_some((phrase, listed.len()))
    });
    matched.max_by_key(|(phrase, _)| phrase.len())
}

/// Whether a word is a listed one without some marks of its letters: `mat`, `mât`; not one
/// with other marks: `mặt`.
fn lacks_marks(word: &str, listed: &str) -> bool {
    let plain = folded(listed);
    if word == plain {
        return true;
    }
    let mut listed = listed.nfd();
    folded(word) == plain && word.nfd().all(|letter| listed.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_extract::read::{read_markdown, read_text};

    const HEAD: &str = "TỈNH ỦY AN SƠN\n*\nSố 12-BC/TU\n";

    fn mark(text: &str) -> Option<String> {
        find(&read_text(text))
            .map(|fact| capitalised(&tracuu_text::syllable::lower(&fact.value)))
    }

    #[test]
    fn stamps_are_found_wherever_offices_put_them() {
        for (stamp, expected) in [
            ("MẬT", "Mật"),
            ("Mật", "Mật"),
            ("TỐI MẬT", "Tối mật"),
            ("TUYỆT MẬT", "Tuyệt mật"),
            ("(TỐI MẬT)", "Tối mật"),
            ("M Ậ T", "Mật"),
            ("T Ố I M Ậ T", "Tối mật"),
            ("TUYỆT  M Ậ T", "Tuyệt mật"),
            ("TOI MAT", "Tối mật"),
            ("TUYÊT MÂT", "Tuyệt mật"),
            ("MAT", "Mật"),
            ("Độ mật: Tối mật", "Tối mật"),
            ("ĐỘ MẬT: MẬT", "Mật"),
            ("TÀI LIỆU MẬT - THU HỒI SAU HỘI NGHỊ", "Mật"),
            ("TAI LIEU MAT - THU HOI SAU HOI NGHI", "Mật"),
            ("TÀI LIỆU TỐI MẬT (Không sao chụp)", "Tối mật"),
            ("TÀI LIỆU MẬT THU HỒI SAU CUỘC HỌP", "Mật"),
            ("MẬT (Bản số: 03)", "Mật"),
            ("HỎA TỐC - MẬT", "Mật"),
        ] {
            let text = format!("{HEAD}{stamp}\nBÁO CÁO\nvề công tác cán bộ\n");
            assert_eq!(mark(&text).as_deref(), Some(expected), "{stamp}");
        }
    }

    #[test]
    fn a_stamp_beside_the_number_is_found() {
        for line in [
            "Số: 12-BC/TU          MẬT",
            "Số: 12-BC/TU MẬT",
            "MẬT Số: 12-BC/TU",
            "Số: 12-BC/TU | TỐI MẬT",
            "MẬT          ĐẢNG CỘNG SẢN VIỆT NAM",
            "An Sơn, ngày 8 tháng 3 năm 2022 TỐI MẬT",
        ] {
            let text = format!("TỈNH ỦY AN SƠN\n{line}\nBÁO CÁO\nvề công tác cán bộ\n");
            assert!(mark(&text).is_some(), "{line}");
        }
    }

    #[test]
    fn a_stamp_on_an_annex_is_found() {
        let body = "Các cơ quan thực hiện nghiêm túc kế hoạch này.\n\n".repeat(40);
        assert_eq!(
            mark(&format!("{HEAD}KẾ HOẠCH\n\n{body}\nMẬT\n")).as_deref(),
            Some("Mật")
        );
        let levels = format!("{HEAD}THÔNG TƯ\n\n{body}TUYỆT MẬT\n\nTỐI MẬT\n\nMẬT\n");
        assert_eq!(mark(&levels), None, "help: samples of the stamps are none");
    }

    #[test]
    fn the_words_in_a_text_are_no_stamp() {
        for line in [
            "về bảo vệ bí mật nhà nước",
            "VỀ BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
            "VỀ DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT",
            "VỀ VIỆC GIẢI MẬT, THAY ĐỔI ĐỘ\nMẬT",
            "MẬT KHẨU",
            "MẬT MÃ",
            "BÍ MẬT",
            "Độ mật:",
            "ĐỘ MẬT",
            "MẶT",
            "MẮT",
            "Mật ong rừng",
            "TÀI LIỆU MẬT MÃ",
            "Tài liệu mật phải được quản lý theo quy định.",
            "Không soạn thảo văn bản mật trên máy tính nối mạng.",
            "Độ mật của văn bản do người ký quyết định.",
            "BAN CƠ YẾU",
        ] {
            let text = format!("{HEAD}QUY ĐỊNH\n{line}\n");
            assert_eq!(mark(&text), None, "{line}");
        }
        let table = "| Sản phẩm | Loại |\n|---|---|\n| Ong | Mật |\n";
        assert!(find(&read_markdown(table)).is_none());
    }
}
