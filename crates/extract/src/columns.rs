//! Letterheads and signatures of plain text, which set two columns side by side with
//! spaces or tabs:
//!
//! ```text
//! ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
//! TỈNH X                        Độc lập - Tự do - Hạnh phúc
//! ```
//!
//! Each column becomes lines of its own, the left column first.

use super::lines::{SourceLine, advance, is_rule};
use super::prose;

/// Narrowest gap between two columns; justified print has gaps of two.
const MIN_GAP: usize = 3;

/// Narrowest gap before a text in small letters, which may be a sentence going on.
const MIN_GAP_LOWER: usize = 8;

/// Leftmost place of a right column.
const MIN_RIGHT: usize = 20;

/// Longest line of a left column, in characters.
const MAX_LEFT: usize = 60;

/// How far ahead the right column may go on while only the left has lines: the recipients
/// beside the space for a signature.
const MAX_AHEAD: usize = 8;

/// A piece of a line between two gaps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct ColumnText<'a> {
    /// Column of the line at which it starts.
    pub(super) start: usize,
    /// Column after its end.
    pub(super) end: usize,
    /// Its text.
    pub(super) text: &'a str,
}

/// The pieces of a line that are parted by `min_gap` columns of white space or more.
pub(super) fn column_texts(line: &str, min_gap: usize) -> Vec<ColumnText<'_>> {
    let mut column_texts: Vec<ColumnText<'_>> = Vec::new();
    let mut column = 0;
    let mut gap = min_gap;
    let mut open = 0;
    for (place, letter) in line.char_indices() {
        let after = advance(column, letter);
        if letter.is_whitespace() {
            gap += after - column;
        } else {
            if gap >= min_gap {
                open = place;
                column_texts.push(ColumnText { start: column, end: after, text: "" });
            }
            gap = 0;
            if let Some(piece) = column_texts.last_mut() {
                piece.text =
                    line.get(open..place + letter.len_utf8()).unwrap_or_default();
                piece.end = after;
            }
        }
        column = after;
    }
    column_texts
}

/// Two columns side by side.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct TwoColumns<'a> {
    /// The lines of the left column, then those of the right.
    pub(super) left: Vec<&'a str>,
    pub(super) right: Vec<&'a str>,
    /// Source lines that they take.
    pub(super) n_lines: usize,
}

/// Where the text of a line stands.
enum LineSide<'a> {
    Both(&'a str, &'a str),
    Left(&'a str),
    Right(&'a str),
}

/// The two columns at the start of `lines`, if two lines at least have both.
pub(super) fn read<'a>(lines: &[SourceLine<'a>]) -> Option<TwoColumns<'a>> {
    let right_start = two_columns(lines.first()?.text)?.1.start;
    let is_both = |line: &SourceLine<'_>| two_columns(line.text).is_some();
    if !lines.iter().take(3).skip(1).any(is_both) {
        return None;
    }
    let mut columns = TwoColumns::default();
    for (place, line) in lines.iter().enumerate() {
        match side(line.text, right_start) {
            _ if is_rule(line.text) => {}
            Some(LineSide::Both(left, right)) => {
                columns.left.push(left);
                columns.right.push(right);
            }
            Some(LineSide::Right(text)) => columns.right.push(text),
            Some(LineSide::Left(text)) if goes_on(lines, place, right_start) => {
                columns.left.push(text);
            }
            _ => break,
        }
        columns.n_lines = place + 1;
    }
    columns.left.retain(|text| !is_rule(text));
    columns.right.retain(|text| !is_rule(text));
    Some(columns)
}

/// Whether the right column has text within the next lines.
fn goes_on(lines: &[SourceLine<'_>], place: usize, right_start: usize) -> bool {
    let ahead = lines.iter().skip(place + 1).take(MAX_AHEAD);
    ahead.take_while(|line| side(line.text, right_start).is_some()).any(|line| {
        matches!(
            side(line.text, right_start),
            Some(LineSide::Both(..) | LineSide::Right(_))
        )
    })
}

/// Where the text of a line stands; `None` for a line that cannot be of two columns.
fn side(line: &str, right_start: usize) -> Option<LineSide<'_>> {
    if let Some((left, right)) = two_columns(line) {
        return Some(LineSide::Both(left.text, right.text));
    }
    let [only] = *column_texts(line, MIN_GAP) else { return None };
    if only.start >= MIN_RIGHT.max(right_start.saturating_sub(12)) {
        return Some(LineSide::Right(only.text));
    }
    let is_short = only.end <= MAX_LEFT && only.end <= right_start + 2;
    is_short.then_some(LineSide::Left(only.text))
}

fn two_columns(line: &str) -> Option<(ColumnText<'_>, ColumnText<'_>)> {
    if !line.contains('\t') && !line.contains("   ") {
        return None;
    }
    let [left, right] = *column_texts(line, MIN_GAP) else { return None };
    let gap = right.start - left.end;
    let is_sentence = right.text.starts_with(char::is_lowercase) && gap < MIN_GAP_LOWER;
    let is_numbered = prose::label(left.text) == Some(left.text) || left.text.len() == 1;
    let is_letterhead_sign = left.text == "*";
    let fits = right.start >= MIN_RIGHT && !is_sentence;
    (fits && (!is_numbered || is_letterhead_sign)).then_some((left, right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::split;

    #[test]
    fn a_letterhead_is_read_column_by_column() {
        let lines = split(
            "ỦY BAN NHÂN DÂN            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n    \
             TỈNH X                    Độc lập - Tự do - Hạnh phúc\n   \
             -------                   ---------------------------\n\
             Số: 12/KH-UBND             X, ngày 5 tháng 3 năm 2024\n\n\
             KẾ HOẠCH",
        );
        let columns = read(&lines).expect("two columns");
        assert_eq!(columns.left, ["ỦY BAN NHÂN DÂN", "TỈNH X", "Số: 12/KH-UBND"]);
        assert_eq!(columns.right.len(), 3);
        assert_eq!(columns.n_lines, 4);
    }

    #[test]
    fn a_signature_may_go_on_beside_the_recipients() {
        let lines = split(
            "Nơi nhận:\t\t\t\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\t\t\t\tCHỦ TỊCH\n\
             - Các sở, ngành;\n- Lưu: VT.\n\n\t\t\t\t\t(Đã ký)\n",
        );
        let columns = read(&lines).expect("two columns");
        assert_eq!(
            columns.left,
            ["Nơi nhận:", "- Như trên;", "- Các sở, ngành;", "- Lưu: VT."]
        );
        assert_eq!(columns.right, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "(Đã ký)"]);
    }

    #[test]
    fn numbered_and_justified_lines_are_no_columns() {
        for source in [
            "1.                       Về quy hoạch\n2.                       Về đầu tư",
            "một câu văn được căn đều    hai bên lề\nnên có    chỗ trống",
        ] {
            assert_eq!(read(&split(source)), None, "{source}");
        }
    }
}
