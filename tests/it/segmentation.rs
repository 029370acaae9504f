//! Words of our own hand-cut sentences; the rules of cutting stand beside the sample.

use std::collections::BTreeSet;

use tracuu_analysis::term::{Field, terms};

/// Least F1 over the words of the sample.
const LEAST_F1: f64 = 0.96;

const SAMPLE: &str = include_str!("../suite/segmentation/sample.txt");

/// Words as places in a sentence.
type Words = BTreeSet<(usize, usize)>;

/// The sentence as text, and its hand-cut words.
fn sentence(line: &str) -> (String, Words) {
    let mut words = Words::new();
    let mut start = 0;
    for word in line.split(' ') {
        if word.starts_with(char::is_alphabetic) {
            words.insert((start, start + word.len()));
        }
        start += word.len() + 1;
    }
    (line.replace('_', " "), words)
}

fn found(text: &str) -> Words {
    terms(text, Field::Word).iter().map(|term| (term.span.start, term.span.end)).collect()
}

#[test]
fn words_are_cut_as_by_hand() {
    let lines: Vec<&str> = SAMPLE.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(lines.len() >= 100, "{} sentences", lines.len());
    let (mut n_right, mut n_found, mut n_expected) = (0, 0, 0);
    let mut differences = Vec::new();
    for line in lines {
        let (text, expected) = sentence(line);
        let found = found(&text);
        n_right += found.intersection(&expected).count();
        n_found += found.len();
        n_expected += expected.len();
        for (start, end) in expected.difference(&found) {
            differences.push(format!("{:?} in: {line}", text.get(*start..*end)));
        }
    }
    let f1 = ratio(2 * n_right, n_found + n_expected);
    eprintln!("segmentation: F1 {f1:.4} over {n_expected} words");
    assert!(f1 >= LEAST_F1, "F1 {f1:.4}; words not found:\n{}", differences.join("\n"));
}

fn ratio(part: usize, whole: usize) -> f64 {
    let number =
        |count: usize| u32::try_from(count).map(f64::from).expect("a small sample");
    number(part) / number(whole)
}
