//! Places in a document as people name them: "khoản 2 Điều 4", "Điều 5, khoản 2", "mục
//! II.16", "3.1".
//!
//! The words for levels are `data/place-words.tsv`; the places are those of paths in the
//! outline (`docs/structure.md`), the outermost step first, whichever stands first here.

use std::sync::LazyLock;

use serde::Deserialize;

use tracuu_text::numeral::{roman, to_roman};
use tracuu_text::phrase_table::PhraseTable;
use tracuu_text::span::Span;
use tracuu_text::syllable::{lower, lower_char};
use tracuu_text::tsv::{Table, member};
use tracuu_text::words::Word;

/// Most steps of a place; a longer one is read in part.
const MAX_STEPS: usize = 6;

/// Longest number of a step, in bytes: "XXVIII", "12a".
const MAX_NUMBER_BYTES: usize = 8;

/// A level, outermost first; the serde names stand in the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Level {
    Annex,
    Part,
    Chapter,
    Section,
    Subsection,
    Article,
    Clause,
    Point,
    /// One letter before the number of an article: "Đ5", "Đ.5".
    ShortArticle,
    /// The same of a clause: "K2".
    ShortClause,
}

const TABLE: Table =
    Table::new("data/place-words.tsv", include_str!("../../../../data/place-words.tsv"));

static LEVELS: LazyLock<PhraseTable<Level>> = LazyLock::new(|| {
    PhraseTable::typed(TABLE.load(|[level, word]| Some((word, member(level)?))))
});

/// A place where it stands in a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct PlaceName {
    pub(super) span: Span,
    /// Terms of the places that it can be, the likeliest first.
    pub(super) paths: Vec<String>,
    /// Whether its levels are single letters, which only a document that is named explains.
    pub(super) is_short: bool,
}

/// One step of a place.
struct Step {
    level: Level,
    /// What it is in a path, in every way.
    names: Vec<String>,
    end: usize,
}

/// The place that begins with a word; `None` for a number alone, which may be anything, and
/// for "mục 15", which counts measures as well.
pub(super) fn place_at(
    text: &str,
    words: &[Word<'_>],
    start: usize,
) -> Option<PlaceName> {
    let begin = words.get(start)?.span.start;
    let is_letter = short_step_at(text, words, start).is_some();
    if let Some((steps, end)) = dotted(text, begin).filter(|_| !is_letter) {
        return (steps.len() > 1).then(|| PlaceName {
            span: Span::new(begin, end),
            paths: vec![steps.join(".")],
            is_short: false,
        });
    }
    let mut steps: Vec<Step> = Vec::new();
    let mut at = start;
    let mut is_short = true;
    while steps.len() < MAX_STEPS {
        let long = step_at(text, words, at);
        is_short &= long.is_none();
        let Some(step) = long.or_else(|| short_step_at(text, words, at)) else { break };
        at = words.partition_point(|word| word.span.start < step.end);
        steps.push(step);
    }
    let end = steps.last()?.end;
    let is_plain_section = |step: &Step| {
        step.level == Level::Section && !step.names.iter().any(|name| name.contains('.'))
    };
    if steps.len() == 1 && steps.iter().all(is_plain_section) {
        return None;
    }
    steps.sort_by_key(|step| step.level);
    Some(PlaceName { span: Span::new(begin, end), paths: joined(&steps), is_short })
}

/// A level of one letter with its number: "Đ5", "K.2".
fn short_step_at(text: &str, words: &[Word<'_>], start: usize) -> Option<Step> {
    let word = words.get(start)?.span.of(text);
    let letter = word.chars().next()?;
    let level = match LEVELS.whole(word.get(..letter.len_utf8())?)? {
        Level::ShortArticle => Level::Article,
        Level::ShortClause => Level::Clause,
        _ => return None,
    };
    let behind = words.get(start)?.span.start + letter.len_utf8();
    let point = usize::from(text.get(behind..)?.starts_with('.'));
    let number = behind + point;
    let (steps, end) = dotted(text, number)?;
    let [only] = steps.as_slice() else { return None };
    let is_number = only.starts_with(|letter: char| letter.is_ascii_digit());
    let names = names_of(level, only).filter(|_| is_number)?;
    Some(Step { level, names, end })
}

/// A level with its number.
fn step_at(text: &str, words: &[Word<'_>], start: usize) -> Option<Step> {
    let level = LEVELS.longest_at(words, start).filter(|level| !is_short(level.value))?;
    let number = words.get(level.end)?.span.start;
    let behind = words.get(level.end.checked_sub(1)?)?.span.end;
    if !Span::new(behind, number).of(text).trim().is_empty() {
        return None;
    }
    let (steps, end) = dotted(text, number)?;
    let names = match (level.value, steps.as_slice()) {
        (Level::Section, [only]) => vec![format!("muc-{only}"), only.clone()],
        (Level::Section | Level::Clause, many) => vec![many.join(".")],
        (_, [only]) => names_of(level.value, only)?,
        _ => return None,
    };
    Some(Step { level: level.value, names, end })
}

const fn is_short(level: Level) -> bool {
    matches!(level, Level::ShortArticle | Level::ShortClause)
}

/// What a step of a level is in a path, in every way.
fn names_of(level: Level, number: &str) -> Option<Vec<String>> {
    let value = || number.parse().ok().or_else(|| roman(number));
    Some(match level {
        Level::Annex => vec![format!("annex-{number}")],
        Level::Part => {
            vec![format!("phan-{}", value()?), lower(&to_roman(value()?))]
        }
        Level::Chapter => vec![format!("chuong-{}", lower(&to_roman(value()?)))],
        Level::Subsection => vec![format!("tieu-muc-{}", value()?)],
        Level::Article | Level::ShortArticle => {
            let is_number = number.starts_with(|letter: char| letter.is_ascii_digit());
            vec![is_number.then(|| format!("dieu-{number}"))?]
        }
        Level::Section | Level::Clause | Level::ShortClause => vec![number.to_owned()],
        Level::Point => {
            let letters = number.chars().count();
            vec![(letters <= 2).then(|| number.to_owned())?]
        }
    })
}

/// Numbers with points between, in small letters, and the place behind them: "II.16".
fn dotted(text: &str, start: usize) -> Option<(Vec<String>, usize)> {
    let mut steps = Vec::new();
    let mut at = start;
    loop {
        let rest = text.get(at..)?;
        let end =
            rest.find(|letter: char| !letter.is_alphanumeric()).unwrap_or(rest.len());
        let number = rest.get(..end)?;
        if !is_number(number) {
            return None;
        }
        steps.push(number.chars().map(lower_char).collect());
        at += end;
        let next = text.get(at..)?.strip_prefix('.');
        let goes_on = next.is_some_and(|next| next.starts_with(char::is_alphanumeric));
        if !goes_on || steps.len() >= MAX_STEPS {
            // "5-NQ/TU", "15/2020": the number is that of a document.
            let is_symbol = text.get(at..)?.starts_with(['-', '/', '%']);
            return (!is_symbol).then_some((steps, at));
        }
        at += 1;
    }
}

/// Whether letters are a number of a provision: Arabic with a letter behind or not, Roman in
/// capitals, one letter.
fn is_number(text: &str) -> bool {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text.get(n_digits..).unwrap_or_default();
    let is_arabic = (1..=3).contains(&n_digits) && behind.chars().count() <= 1;
    let is_roman = || {
        roman(text).is_some() && text.chars().all(|letter| letter.is_ascii_uppercase())
    };
    text.len() <= MAX_NUMBER_BYTES
        && (is_arabic || is_roman() || text.chars().count() == 1)
}

/// The paths of steps in order.
fn joined(steps: &[Step]) -> Vec<String> {
    let mut paths = vec![String::new()];
    for step in steps {
        let longer = paths.iter().flat_map(|path| {
            step.names.iter().map(move |name| {
                if path.is_empty() { name.clone() } else { format!("{path}.{name}") }
            })
        });
        paths = longer.collect();
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::words::words;

    #[track_caller]
    fn check(text: &str, expected: Option<(&str, &[&str])>) {
        let words: Vec<Word<'_>> = words(text).collect();
        let found = place_at(text, &words, 0);
        let found = found.map(|place| (place.span.of(text).to_owned(), place.paths));
        let expected = expected.map(|(words, paths)| {
            (words.to_owned(), paths.iter().map(|&path| path.to_owned()).collect())
        });
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn places_are_read_in_any_order() {
        check("khoản 2 Điều 4 Quy định", Some(("khoản 2 Điều 4", &["dieu-4.2"])));
        check("Điều 4, khoản 2", Some(("Điều 4, khoản 2", &["dieu-4.2"])));
        check(
            "diem đ khoan 2 dieu 12a",
            Some(("diem đ khoan 2 dieu 12a", &["dieu-12a.2.đ"])),
        );
        check("mục II.16 của", Some(("mục II.16", &["ii.16"])));
        check("mục 15.1 ai", Some(("mục 15.1", &["15.1"])));
        check("II.2 45", Some(("II.2", &["ii.2"])));
        check("Chương 3", Some(("Chương 3", &["chuong-iii"])));
        check(
            "Mục 2 Chương III",
            Some(("Mục 2 Chương III", &["chuong-iii.muc-2", "chuong-iii.2"])),
        );
        check("phần II", Some(("phần II", &["phan-2", "ii"])));
    }

    #[test]
    fn other_numbers_are_no_places() {
        for text in
            ["mục 15", "15", "điều lệ", "điểm nóng", "khoản chi", "điều 5-NQ/TU", "I"]
        {
            check(text, None);
        }
    }
}
