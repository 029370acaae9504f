//! What is asked: some kinds of question, and the addresses of pages.

use std::path::Path;

use super::document::{body, symbol};
use super::generator::Passages;
use tracuu_text::syllable::folded;

/// Questions of a kind.
const N_OF_KIND: usize = 80;

/// Questions of a kind as the service gets them, and the words that the bare engine gets: it
/// knows words with their marks and nothing else.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) questions: Vec<String>,
    pub(crate) words: Vec<String>,
}

impl Kind {
    fn new(name: &'static str, questions: Vec<String>) -> Self {
        Self { name, words: questions.clone(), questions }
    }
}

/// All kinds, over a collection of so many documents.
pub(crate) fn kinds(passages: &Passages, n_documents: usize) -> Vec<Kind> {
    let some = |n_words| passages.queries(n_words, N_OF_KIND);
    let (ten, six, four, three) = (some(10), some(6), some(4), some(3));
    let marked = |text: &String| folded(text);
    let quoted = |text: &String| format!("\"{text}\"");
    let step = (n_documents / N_OF_KIND).max(1);
    let symbols = (0..N_OF_KIND).map(|number| symbol(number * step % n_documents));
    let agencies = three.iter().enumerate().map(|(index, subject)| match index % 2 {
        0 => format!("{} chủ trì nhiệm vụ nào", body(index)),
        _ => format!("{} chủ trì {subject}", body(index)),
    });
    vec![
        Kind::new("ten words", ten),
        Kind::new("three words", three.clone()),
        Kind {
            name: "unmarked",
            questions: six.iter().map(marked).collect(),
            words: six,
        },
        Kind {
            name: "phrase",
            questions: four.iter().map(quoted).collect(),
            words: four,
        },
        Kind::new("symbol", symbols.collect()),
        Kind::new("agency", agencies.collect()),
        Kind::new("long", long()),
    ]
}

/// Questions that people have asked, spread over the log.
fn long() -> Vec<String> {
    let log = "../shared/eval/querylog/drill-questions.txt";
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(log);
    let log = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = log.lines().collect();
    let step = (lines.len() / N_OF_KIND).max(1);
    lines.into_iter().step_by(step).take(N_OF_KIND).map(str::to_owned).collect()
}
