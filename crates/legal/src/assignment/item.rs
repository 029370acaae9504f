//! The numbered parts of a task: "(14) …", and the rows that repeat them.

use rustc_hash::FxHashSet;

use super::duty::Item;
use tracuu_text::span::Span;
use tracuu_text::words::words;

/// Share of an item's words, in pairs, that a row must repeat to be about it. The words
/// are the same but for case and marks; the rest is room for a changed joint.
const REPEATED_SHARE: f64 = 0.8;

/// The items of a task: marks "(n)" that count on from `last`, from 1, or from whatever
/// number opens the task. Linear.
pub(super) fn items(text: &str, task: Span, last: u32) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut expected = None;
    for (number, mark) in marks(text, task) {
        let opens =
            text.get(task.start..mark.start).is_some_and(|lead| lead.trim().is_empty());
        let goes_on = match expected {
            Some(next) => number == next,
            None => opens || number == 1 || number == last.saturating_add(1),
        };
        if !goes_on {
            continue;
        }
        if let Some(before) = items.last_mut() {
            before.span = Span::new(before.span.start, mark.start).trimmed(text);
        }
        let span = Span::new(mark.end, task.end).trimmed(text);
        items.push(Item { number, span });
        expected = number.checked_add(1);
    }
    items
}

/// The marks "(n)" of a span: the number, and its place with the brackets.
fn marks(text: &str, task: Span) -> Vec<(u32, Span)> {
    let mut marks = Vec::new();
    let mut rest = task.of(text);
    let mut start = task.start;
    while let Some(open) = rest.find('(') {
        let Some((_, inside)) = rest.split_at_checked(open + 1) else { break };
        let n_digits = inside.bytes().take_while(u8::is_ascii_digit).count();
        let digits = inside.get(..n_digits).unwrap_or_default();
        let is_closed = inside.as_bytes().get(n_digits) == Some(&b')');
        if let (true, Ok(number)) = (is_closed, digits.parse()) {
            let at = start + open;
            marks.push((number, Span::new(at, at + n_digits + 2)));
        }
        start += open + 1;
        rest = inside;
    }
    marks
}

/// The items of a row whose words another row repeats, with their place there.
pub(super) fn repeated(text: &str, items: &[Item], row: Span) -> Vec<Item> {
    let pairs: FxHashSet<(String, String)> = pairs(row.of(text)).collect();
    let repeats = |item: &Item| {
        let own: Vec<_> = pairs_of(item, text);
        let n_found = own.iter().filter(|pair| pairs.contains(*pair)).count();
        !own.is_empty() && share(n_found, own.len()) >= REPEATED_SHARE
    };
    items
        .iter()
        .filter(|item| repeats(item))
        .map(|item| Item { number: item.number, span: row })
        .collect()
}

fn pairs_of(item: &Item, text: &str) -> Vec<(String, String)> {
    pairs(item.span.of(text)).collect()
}

/// Neighbouring words.
fn pairs(text: &str) -> impl Iterator<Item = (String, String)> {
    let words: Vec<String> = words(text).map(|word| word.normal.into_owned()).collect();
    let next = words.iter().skip(1).cloned().collect::<Vec<_>>();
    words.into_iter().zip(next)
}

/// `part` of `whole`, from 0 to 1.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_items(text: &str, last: u32, expected: &[(u32, &str)]) {
        let items = items(text, Span::new(0, text.len()), last);
        let found: Vec<(u32, &str)> =
            items.iter().map(|item| (item.number, item.span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn items_are_read_by_their_sequence() {
        check_items(
            "(5) Một việc; (6) việc hai (xem Phụ lục). (7) Việc ba.",
            4,
            &[(5, "Một việc;"), (6, "việc hai (xem Phụ lục)."), (7, "Việc ba.")],
        );
        check_items("Tăng 30% (20) so với (2021) năm trước", 4, &[]);
        check_items(
            "Gồm: (1) một; (3) ba; (2) hai",
            9,
            &[(1, "một; (3) ba;"), (2, "hai")],
        );
        check_items("(99999999999) (1", 0, &[]);
    }

    #[test]
    fn a_row_repeats_items_in_its_own_punctuation() {
        let text = "(1) Công tác văn thư còn chậm. (2) Lưu trữ chưa gọn. | Lưu trữ chưa gọn; \
                    công tác văn thư còn chậm; việc khác";
        let (head, row) = text.split_once(" | ").unwrap();
        let items = items(text, Span::new(0, head.len()), 0);
        let row = Span::new(text.len() - row.len(), text.len());
        let numbers: Vec<u32> =
            repeated(text, &items, row).iter().map(|item| item.number).collect();
        assert_eq!(numbers, [1, 2]);
        assert!(repeated(text, &items[..1], Span::new(0, 3)).is_empty());
    }
}
