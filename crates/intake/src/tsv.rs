//! What Tesseract writes of a page (`tsv`): a row for each block, paragraph, line and word, with
//! its place in dots.

use tracuu_extract::pdf::recognised::{RecognisedLine, RecognisedPage, RecognisedWord};

/// Dots of an inch at which pages are drawn.
pub(super) const DPI: u32 = 300;

/// Points of a dot.
const POINTS: f64 = 72.0 / DPI as f64;

/// Confidence in percent below which a word is a spot of the paper or a piece of a stamp.
const MIN_CONFIDENCE: f64 = 20.0;

/// Confidence in percent below which a word is marked as doubtful: half of those below were
/// wrong in scans of 90 to 120 dpi with noise (6,326 words, 319 wrong; 84 below, 45 wrong).
const SURE_WORD: f64 = 60.0;

/// The same of a word with digits: a wrong digit is another document, and nothing beside it
/// tells (231 words, 14 wrong; 22 below, 7 wrong).
const SURE_NUMBER: f64 = 85.0;

/// Reads the rows of one page.
pub(super) fn read(tsv: &str, number: u32) -> RecognisedPage {
    let mut page = RecognisedPage { number, ..RecognisedPage::default() };
    for row in tsv.lines().skip(1) {
        let mut fields = row.split('\t');
        let level = fields.next().unwrap_or_default();
        // Page, block, paragraph, line and word are counted; the order says the same.
        let mut numbers = fields.by_ref().skip(5).map_while(|field| field.parse().ok());
        let mut number = || numbers.next().unwrap_or(0.0_f64);
        let (left, top, width, height) = (number(), number(), number(), number());
        let confidence = number();
        match level {
            "1" => {
                page.width = width * POINTS;
                page.height = height * POINTS;
            }
            "4" => page.lines.push(RecognisedLine {
                top: top * POINTS,
                height: height * POINTS,
                words: Vec::new(),
            }),
            "5" => {
                let text = row.rsplit('\t').next().unwrap_or_default().trim();
                let is_word = confidence >= MIN_CONFIDENCE && !text.is_empty();
                if let Some(line) = page.lines.last_mut().filter(|_| is_word) {
                    line.words.push(RecognisedWord {
                        text: text.to_owned(),
                        left: left * POINTS,
                        width: width * POINTS,
                        is_doubtful: confidence < sure_confidence(text),
                    });
                }
            }
            _ => {}
        }
    }
    page.lines.retain(|line| !line.words.is_empty());
    page
}

fn sure_confidence(word: &str) -> f64 {
    let has_digits = word.contains(|letter: char| letter.is_ascii_digit());
    if has_digits { SURE_NUMBER } else { SURE_WORD }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_in_their_lines() {
        let tsv = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
            1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n\
            4\t1\t1\t1\t1\t0\t300\t150\t600\t50\t-1\t\n\
            5\t1\t1\t1\t1\t1\t300\t150\t300\t50\t96.5\tKế\n\
            5\t1\t1\t1\t1\t2\t650\t150\t250\t50\t61\thoạch\n\
            5\t1\t1\t1\t1\t3\t950\t150\t250\t50\t61\t12-KH/TU\n\
            4\t1\t2\t1\t1\t0\t0\t900\t10\t10\t-1\t\n\
            5\t1\t2\t1\t1\t1\t0\t900\t10\t10\t3.1\t~\n";
        let page = read(tsv, 7);
        assert_eq!((page.number, format!("{:.0}", page.width)), (7, "595".to_owned()));
        let [line] = page.lines.as_slice() else { panic!("{page:?}") };
        let words: Vec<&str> = line.words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(words, ["Kế", "hoạch", "12-KH/TU"]);
        let is_doubtful: Vec<bool> =
            line.words.iter().map(|word| word.is_doubtful).collect();
        assert_eq!(is_doubtful, [false, false, true]);
        assert_eq!(format!("{:.0}", line.words[0].left), "72");
    }
}
