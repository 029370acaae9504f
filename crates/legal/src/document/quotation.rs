//! Quotations of provisions of other documents: lines inside them structure nothing.

use super::label;
use super::line::{Line, Shape, plain_lines};
use tracuu_text::manuscript::Manuscript;

/// The lines of the body of a manuscript, in order, those of quotations marked.
pub(super) fn lines(manuscript: &Manuscript) -> Vec<Line<'_>> {
    let mut lines = plain_lines(manuscript);
    mark_quotations(&mut lines);
    lines
}

/// Marks the lines of quotations that begin with a label: `“Điều 5. …`, `"a) …`. They run
/// to the line in which the quotation is closed; one that is never closed is none.
fn mark_quotations(lines: &mut [Line<'_>]) {
    let opens = |line: &Line<'_>| {
        let inside = line.text.trim_start_matches(['“', '"', '‘', '\'']);
        line.shape == Shape::Text
            && inside.len() < line.text.len()
            && label::is_labelled(inside)
    };
    if !lines.iter().any(opens) {
        return;
    }
    let balances = Balances::over(lines);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let close = if opens(line) { balances.close(at, line.text) } else { None };
        let Some(close) = close else {
            at += 1;
            continue;
        };
        for quoted in lines.get_mut(at..=close).into_iter().flatten() {
            quoted.is_quoted = true;
        }
        at = close + 1;
    }
}

/// For each line the line in which a quotation that begins there is closed.
struct Balances {
    curly: Vec<Option<usize>>,
    straight: Vec<Option<usize>>,
}

impl Balances {
    fn over(lines: &[Line<'_>]) -> Self {
        let depth_change = |text: &str| {
            text.chars().fold(0_i64, |depth, letter| match letter {
                '“' => depth + 1,
                '”' => depth - 1,
                _ => depth,
            })
        };
        let is_odd = |text: &str| text.matches('"').count() % 2 == 1;
        let mut curly = vec![None; lines.len()];
        // Lines whose quotation is still open, with the depth before them.
        let mut waiting: Vec<(usize, i64)> = Vec::new();
        let mut depth = 0;
        for (at, line) in lines.iter().enumerate() {
            waiting.push((at, depth));
            depth += depth_change(line.text);
            while let Some((opened, before)) =
                waiting.pop_if(|(_, before)| depth <= *before)
            {
                debug_assert!(depth <= before, "only closed quotations are taken");
                if let Some(place) = curly.get_mut(opened) {
                    *place = Some(at);
                }
            }
        }
        let mut straight = vec![None; lines.len()];
        let mut next_odd = None;
        for (at, line) in lines.iter().enumerate().rev() {
            let odd = is_odd(line.text);
            if let Some(place) = straight.get_mut(at) {
                *place = if odd { next_odd } else { Some(at) };
            }
            if odd {
                next_odd = Some(at);
            }
        }
        Self { curly, straight }
    }

    fn close(&self, at: usize, text: &str) -> Option<usize> {
        let table = if text.starts_with('"') { &self.straight } else { &self.curly };
        table.get(at).copied().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_extract::read_text;

    fn quoted(text: &str) -> Vec<bool> {
        lines(&read_text(text)).iter().map(|line| line.is_quoted).collect()
    }

    #[test]
    fn quoted_provisions_are_marked_to_their_end() {
        assert_eq!(
            quoted("1. Sửa Điều 3:\n“Điều 3. Tên\n1. Một “hai”.\n2. Ba.”\n2. Bãi bỏ."),
            [false, true, true, true, false]
        );
        assert_eq!(
            quoted("1. Sửa:\n\"a) Một\";\n2. Sửa:\n\"Điều 4. Hai\n1. Ba\".\n3. Bốn"),
            [false, true, false, true, true, false]
        );
    }

    #[test]
    fn a_quotation_without_end_or_label_is_none() {
        assert_eq!(quoted("“Điều 3. Tên\n1. Một\n2. Hai"), [false; 3]);
        assert_eq!(quoted("“Toàn dân đoàn kết\nxây dựng” đời sống"), [false; 2]);
    }
}
