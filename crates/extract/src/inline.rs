//! Inline marks of Markdown with inline HTML: emphasis, line breaks, links, code,
//! entities, escapes.
//!
//! Follows `CommonMark` 0.31 where writers do, and is milder where converters are careless:
//! `**Điều 5.**Quy định` and `** KẾ HOẠCH **` are bold, and emphasis torn by a page end
//! still counts. Marks in brackets, `(*)`, are notes and stay. Reference links and
//! footnotes stay as they are typed. One pass over the text, no backtracking.

use super::emphasis::pair_marks;
use super::inline_token::{EmphasisRun, InlineToken, scan};
use tracuu_text::styled::{Style, StyledText};

/// One line of a paragraph without its marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct InlineLine {
    /// Its text.
    pub(super) text: StyledText,
    /// Whether the writer broke the line before it.
    pub(super) after_break: bool,
    /// Whether the line end before it stands inside bold text.
    pub(super) in_bold: bool,
}

/// Reads the marks of one paragraph (lines parted by LF) and gives its lines.
pub(super) fn read(source: &str) -> Vec<InlineLine> {
    let mut tokens = scan(source);
    pair_marks(&mut tokens).close_torn(&mut tokens, source);
    write(&tokens)
}

/// Reads the marks of one cell and gives its paragraphs: it parts at breaks that the
/// writer made, other line ends become spaces.
pub(super) fn read_cell(source: &str) -> Vec<StyledText> {
    let mut tokens = scan(source);
    pair_marks(&mut tokens);
    let mut paragraphs: Vec<StyledText> = Vec::new();
    for line in write(&tokens) {
        match paragraphs.last_mut() {
            Some(last) if !line.after_break => {
                last.push(" ", Style::default());
                last.append(&line.text);
            }
            _ => paragraphs.push(line.text),
        }
    }
    paragraphs
}

/// The text of one line without its marks, for comparing.
pub(super) fn bare(source: &str) -> String {
    let mut joined = StyledText::default();
    for line in read_cell(source) {
        if !joined.text().is_empty() {
            joined.push(" ", Style::default());
        }
        joined.append(&line);
    }
    joined.text().to_owned()
}

/// Writes the tokens as lines.
fn write(tokens: &[InlineToken<'_>]) -> Vec<InlineLine> {
    let mut lines = vec![InlineLine::default()];
    let mut pen = Pen::start(tokens);
    for token in tokens {
        let mut letters = [0; 4];
        let text = match token {
            InlineToken::Text(text) | InlineToken::Bracket(text) => text,
            InlineToken::Letter(letter) => &*letter.encode_utf8(&mut letters),
            InlineToken::EmphasisRun(marks) => {
                pen.change(marks);
                let sign = marks.letter.encode_utf8(&mut letters);
                let literal = sign.repeat(n_literal(marks));
                put(&mut lines, &literal, pen.style());
                continue;
            }
            InlineToken::Bold(on) => {
                pen.tags_bold = step(pen.tags_bold, *on);
                continue;
            }
            InlineToken::Italic(on) => {
                pen.tags_italic = step(pen.tags_italic, *on);
                continue;
            }
            InlineToken::LineEnd(after_break) => {
                let text = StyledText::default();
                let in_bold = pen.style().bold;
                lines.push(InlineLine { text, after_break: *after_break, in_bold });
                continue;
            }
        };
        put(&mut lines, text, pen.style());
    }
    lines.retain(|line| !line.text.is_blank());
    lines
}

fn put(lines: &mut [InlineLine], text: &str, style: Style) {
    if let Some(line) = lines.last_mut() {
        line.text.push(text, style);
    }
}

fn step(depth: usize, on: bool) -> usize {
    if on { depth + 1 } else { depth.saturating_sub(1) }
}

/// The style that is in force.
struct Pen {
    marks: Style,
    tags_bold: usize,
    tags_italic: usize,
}

impl Pen {
    /// The style at the start: that of a first mark which only closes.
    fn start(tokens: &[InlineToken<'_>]) -> Self {
        let all = || {
            tokens.iter().filter_map(|token| match token {
                InlineToken::EmphasisRun(marks) => Some(marks),
                _ => None,
            })
        };
        let marks = Style {
            bold: all().find_map(|marks| marks.bold) == Some(false),
            italic: all().find_map(|marks| marks.italic) == Some(false),
            ..Style::default()
        };
        Self { marks, tags_bold: 0, tags_italic: 0 }
    }

    fn style(&self) -> Style {
        Style {
            bold: self.marks.bold || self.tags_bold > 0,
            italic: self.marks.italic || self.tags_italic > 0,
            ..Style::default()
        }
    }

    fn change(&mut self, marks: &EmphasisRun) {
        self.marks.bold = marks.bold.unwrap_or(self.marks.bold);
        self.marks.italic = marks.italic.unwrap_or(self.marks.italic);
    }
}

/// Signs of a run that are text.
fn n_literal(marks: &EmphasisRun) -> usize {
    if marks.length == 4 && marks.bold.is_some() {
        return 0;
    }
    let used =
        2 * usize::from(marks.bold.is_some()) + usize::from(marks.italic.is_some());
    marks.length.saturating_sub(used)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tracuu_text::span::Span;

    /// The lines of a paragraph, bold in `[b …]`, italic in `[i …]`, broken lines after `⏎`.
    fn show(source: &str) -> String {
        let mut shown = String::new();
        for line in read(source) {
            if !shown.is_empty() {
                shown.push_str(if line.after_break { "⏎" } else { "\n" });
            }
            let mut written = 0;
            let text = line.text.text();
            for run in line.text.runs() {
                shown.push_str(Span::new(written, run.span.start).of(text));
                let style = match (run.bold, run.italic) {
                    (true, true) => "bi",
                    (true, false) => "b",
                    _ => "i",
                };
                shown.extend(["[", style, " ", run.span.of(text), "]"]);
                written = run.span.end;
            }
            shown.push_str(Span::new(written, text.len()).of(text));
        }
        shown
    }

    #[test]
    fn emphasis_is_read_as_writers_mean_it() {
        for (source, expected) in [
            ("**KẾ HOẠCH**", "[b KẾ HOẠCH]"),
            ("về *công tác cán bộ*.", "về [i công tác cán bộ]."),
            ("***Điều 1.*** Phạm vi", "[bi Điều 1.] Phạm vi"),
            ("**Điều 5.**Quy định", "[b Điều 5.]Quy định"),
            ("** KẾ HOẠCH **", "[b  KẾ HOẠCH ]"),
            ("**A **và **B**", "[b A ]và [b B]"),
            ("**a****b**", "[b ab]"),
            ("__Nơi nhận:__ _như trên_", "[b Nơi nhận:] [i như trên]"),
            ("**Điều 2. *Giải thích***", "[b Điều 2. ][bi Giải thích]"),
            ("“*nâng cao*”", "“[i nâng cao]”"),
            ("(*theo Báo cáo*) như sau:", "([i theo Báo cáo]) như sau:"),
        ] {
            assert_eq!(show(source), expected, "{source}");
        }
    }

    #[test]
    fn signs_that_mark_nothing_stay() {
        for text in [
            "*",
            "(*) Ghi chú; (**) nguồn.",
            "2*3 = 6*1",
            "khách sạn 5* trở lên.",
            "số __/KH-UBND ngày __/__/2024",
            "chỉ tiêu <5% và >3%",
            "<Tên cơ quan>",
            "R&D & Q&A;",
            "[1](2) và [^3]",
            "C:\\Văn bản",
            "a ` b",
            "xong!",
        ] {
            assert_eq!(show(text), text);
        }
    }

    #[test]
    fn emphasis_runs_over_lines_and_over_page_ends() {
        assert_eq!(
            show("**T/M BAN THƯỜNG VỤ  \nPHÓ BÍ THƯ**"),
            "[b T/M BAN THƯỜNG VỤ  ]⏎[b PHÓ BÍ THƯ]"
        );
        assert_eq!(show("về *nâng cao"), "về [i nâng cao]");
        assert_eq!(show("chất lượng*, gắn với"), "[i chất lượng], gắn với");
    }

    #[test]
    fn html_links_code_and_escapes_leave_their_text() {
        for (source, expected) in [
            ("<b>1</b>", "[b 1]"),
            ("<STRONG>Số</STRONG> <i class=\"x\">a</i>", "[b Số] [i a]"),
            ("dòng một<br/>dòng hai", "dòng một⏎dòng hai"),
            ("m<sup>2</sup>", "m2"),
            ("[Nghị định](https://vi.du/nd?a=1 \"tên\") này", "Nghị định này"),
            ("![dấu](a.png)", "dấu"),
            ("<https://vi.du/a>", "https://vi.du/a"),
            ("1\\. Về `mã *x*` &lt;b&gt;", "1. Về mã *x* <b>"),
            ("trước<!-- ẩn -->sau", "trướcsau"),
            ("một\\\nhai", "một⏎hai"),
        ] {
            assert_eq!(show(source), expected, "{source}");
        }
    }

    #[test]
    fn a_cell_parts_at_breaks_only() {
        let texts: Vec<_> = read_cell("Sở Y tế<br>Sở\nTài chính")
            .iter()
            .map(|paragraph| paragraph.text().to_owned())
            .collect();
        assert_eq!(texts, ["Sở Y tế", "Sở Tài chính"]);
        assert_eq!(bare("**Số** <b>TT</b>"), "Số TT");
    }
}
