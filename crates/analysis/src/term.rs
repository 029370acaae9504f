//! Terms: what the index stores and queries look up.
//!
//! One function, [`terms`], and the tokenizers of [`super::tokenizer`], which yield the same
//! terms, serve both sides; so a text and a query can never be analysed differently.

use std::cell::RefCell;

use strum::VariantArray;

use crate::atom::{AtomKind, Atoms, atoms_from};
use crate::batch::{JOINT, TermBatch};
use crate::forms::{FormsMemo, SurfaceForms};
use crate::segment::{MAX_RUN_SYLLABLES, SegmentedWord, SyllableScript, WordSegmenter};
use crate::symbol_token::{self, SymbolScan};
use tracuu_text::span::Span;

/// Longest term, in bytes of the text behind it; longer runs of letters (debris of failed
/// conversions) count as a position but are not indexed.
const MAX_TERM_BYTES: usize = 255;

/// The fields of terms, each with its own way of analysis.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, VariantArray)]
pub enum Field {
    /// Syllables in normal form, and numbers: phrases, highlights, exact search.
    Exact,
    /// Folded syllables, and numbers: search without marks.
    Folded,
    /// Folded words, `cong_tac`; a word of one syllable is that syllable. The index leaves
    /// out function words of one syllable: every text has them.
    Word,
    /// Folded neighbouring syllables and numbers, whatever stands between, `cong_tac`,
    /// `du_18`.
    Pair,
    /// Document symbols; see [`super::symbol_token`].
    Symbol,
}

/// The term of neighbouring syllables in the fields of words and pairs.
pub fn joined<'s>(syllables: impl IntoIterator<Item = &'s str>) -> String {
    let mut term = String::new();
    for syllable in syllables {
        if !term.is_empty() {
            term.push(JOINT);
        }
        term.push_str(syllable);
    }
    term
}

/// The syllables of a term of words or pairs.
pub fn syllables(term: &str) -> impl Iterator<Item = &str> {
    term.split(JOINT)
}

/// One term of a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// The term as indexed.
    pub text: String,
    /// The text behind it.
    pub span: Span,
    /// Ordinal of its first syllable or number among those of the text, from 0; the same
    /// in all fields but [`Field::Symbol`], where it is the ordinal of the symbol.
    pub position: usize,
    /// Whether it is a function word of one syllable; set in [`Field::Word`] only.
    pub is_function: bool,
}

/// The terms of `text` in `field`, in the order of the text. Linear in the text.
pub fn terms(text: &str, field: Field) -> Vec<Term> {
    let mut scan = TermScan::new(text, field);
    let mut batch = TermBatch::default();
    let mut found = Vec::new();
    while scan.advance(&mut batch) {
        found.extend(batch.iter().map(|(text, one)| Term {
            text: text.to_owned(),
            span: one.span,
            position: one.position,
            is_function: one.is_function,
        }));
    }
    found
}

/// Walks a text and yields its terms batch by batch, so that memory stays small whatever
/// the length of the text.
#[derive(Clone, Debug)]
pub(super) struct TermScan<'t> {
    text: &'t str,
    field: Field,
    symbols: SymbolScan<'t>,
    /// Where the stretch begins that is being read, and the position there.
    at: usize,
    position: usize,
    /// The reading of that stretch, and the next of its runs.
    reading: u64,
    run: usize,
    last: LastSyllable,
}

/// The syllable or number before a run, for the pair over the gap.
#[derive(Clone, Default, Debug)]
struct LastSyllable {
    folded: String,
    span: Span,
    position: Option<usize>,
}

impl<'t> TermScan<'t> {
    pub(super) fn new(text: &'t str, field: Field) -> Self {
        let symbols = symbol_token::symbols(text);
        let last = LastSyllable::default();
        Self { text, field, symbols, at: 0, position: 0, reading: 0, run: 0, last }
    }

    /// Replaces `batch` by the next terms, at least one; `false` at the end.
    pub(super) fn advance(&mut self, batch: &mut TermBatch) -> bool {
        batch.clear();
        if self.field == Field::Symbol {
            return self.next_symbol(batch);
        }
        BUFFERS.with_borrow_mut(|buffers| {
            while batch.is_empty() && self.next_run(buffers) {
                self.emit(buffers, batch);
            }
        });
        !batch.is_empty()
    }

    /// Goes to the next run, in the next stretch where this one has no more; `false` at the
    /// end of the text.
    fn next_run(&mut self, buffers: &mut ScanBuffers) -> bool {
        loop {
            if self.reading == 0 || buffers.reading.id != self.reading {
                buffers.read(self.text, self.at, self.position);
                self.reading = buffers.reading.id;
            }
            let reading = &buffers.reading;
            if self.run < reading.runs.len() {
                self.run += 1;
                return true;
            }
            if reading.end >= self.text.len() {
                return false;
            }
            self.at = reading.end;
            self.position = reading.position;
            self.reading = 0;
            self.run = 0;
        }
    }

    /// Adds the terms of the run before the next one.
    fn emit(&mut self, buffers: &mut ScanBuffers, batch: &mut TermBatch) {
        let place = self.run.checked_sub(1);
        let run = place.and_then(|place| buffers.reading.runs.get(place)).copied();
        let Some(run) = run else { return };
        match self.field {
            Field::Exact | Field::Folded => {
                buffers.emit_syllables(run, self.field, batch);
                if let Some((span, position)) = run.number {
                    batch.push([normal_number(span.of(self.text))], span, position);
                }
            }
            Field::Word => buffers.emit_words(run, batch),
            Field::Pair => self.emit_pairs(buffers, run, batch),
            Field::Symbol => {}
        }
    }

    fn emit_pairs(
        &mut self,
        buffers: &ScanBuffers,
        run: SyllableRun,
        batch: &mut TermBatch,
    ) {
        let last = &mut self.last;
        let text = |span: Span| normal_number(span.of(self.text));
        let number = run.number.map(|(span, position)| (text(span), span, position));
        let syllables = buffers.syllables(run).iter();
        let syllables =
            syllables.map(|one| (buffers.folded(one), one.span, one.position));
        for (folded, span, position) in syllables.chain(number) {
            if last.position.is_some_and(|before| before + 1 == position) {
                let both = last.span.cover(span);
                batch.push([last.folded.as_str(), folded], both, position - 1);
            }
            last.folded.clear();
            last.folded.push_str(folded);
            last.span = span;
            last.position = Some(position);
        }
    }

    fn next_symbol(&mut self, batch: &mut TermBatch) -> bool {
        let Some(symbol) = self.symbols.next() else { return false };
        symbol.push_tokens(self.text, self.position, batch);
        self.position += 1;
        true
    }
}

/// Longest text that is read at once, and remembered for the other fields, in bytes. A
/// passage has some thousand; a longer text is read in stretches, once for each field.
const MAX_READ_BYTES: usize = 1 << 16;

thread_local! {
    static BUFFERS: RefCell<ScanBuffers> = RefCell::default();
}

/// What a thread reuses from text to text.
#[derive(Default)]
struct ScanBuffers {
    memo: FormsMemo,
    segmenter: WordSegmenter,
    reading: StretchReading,
    codes: String,
    words: Vec<SegmentedWord>,
}

/// The syllables and numbers of a text or a stretch of one, read once for all fields.
#[derive(Default)]
struct StretchReading {
    /// Tells readings apart; 0 is none.
    id: u64,
    /// The text, where the whole of it was read.
    text: String,
    is_whole: bool,
    syllables: Vec<RunSyllable>,
    runs: Vec<SyllableRun>,
    /// Where the stretch ends in the text, and the position there.
    end: usize,
    position: usize,
}

/// Syllables up to the next number or punctuation mark, and that number.
#[derive(Clone, Copy)]
struct SyllableRun {
    start: usize,
    end: usize,
    number: Option<(Span, usize)>,
}

/// One syllable of a run.
#[derive(Clone, Copy)]
struct RunSyllable {
    forms: u32,
    span: Span,
    position: usize,
}

impl ScanBuffers {
    /// Reads a text from a place on, unless it was the last one read.
    fn read(&mut self, text: &str, at: usize, position: usize) {
        if at == 0 && self.reading.is_whole && self.reading.text == text {
            return;
        }
        self.memo.tidy();
        let reading = &mut self.reading;
        reading.id += 1;
        reading.syllables.clear();
        reading.runs.clear();
        reading.position = position;
        reading.end = text.len();
        let mut atoms = atoms_from(text, at);
        while reading.read_run(&mut atoms, text, &mut self.memo) {
            if atoms.place() - at > MAX_READ_BYTES {
                reading.end = atoms.place();
                break;
            }
        }
        reading.is_whole = at == 0 && reading.end == text.len();
        reading.text.clear();
        if reading.is_whole {
            reading.text.push_str(text);
        }
    }

    fn syllables(&self, run: SyllableRun) -> &[RunSyllable] {
        self.reading.syllables.get(run.start..run.end).unwrap_or_default()
    }

    fn folded(&self, syllable: &RunSyllable) -> &str {
        self.memo.get(syllable.forms).map_or("", |forms| &forms.folded)
    }

    fn emit_syllables(&self, run: SyllableRun, field: Field, batch: &mut TermBatch) {
        for syllable in self.syllables(run) {
            let Some(forms) = self.memo.get(syllable.forms) else { continue };
            let form = if field == Field::Exact { &forms.normal } else { &forms.folded };
            batch.push([&**form], syllable.span, syllable.position);
        }
    }

    fn emit_words(&mut self, run: SyllableRun, batch: &mut TermBatch) {
        self.cut_words(run);
        let run = self.syllables(run);
        for word in &self.words {
            let Some(syllables) = run.get(word.start..word.end) else { continue };
            let [first, .., last] = syllables else {
                if let [only] = syllables {
                    batch.push([self.folded(only)], only.span, only.position);
                    let forms = self.memo.get(only.forms);
                    if let Some(found) = batch.last_mut() {
                        found.is_function = forms.is_some_and(|one| one.is_function);
                    }
                }
                continue;
            };
            let parts = syllables.iter().map(|syllable| self.folded(syllable));
            batch.push(parts, first.span.cover(last.span), first.position);
        }
    }

    /// Cuts a run into words: by the folded dictionary when no syllable has a mark, as in a
    /// query typed without them.
    fn cut_words(&mut self, run: SyllableRun) {
        let run = self.reading.syllables.get(run.start..run.end).unwrap_or_default();
        let forms = || run.iter().filter_map(|one| self.memo.get(one.forms));
        self.codes.clear();
        let script = if forms().any(SurfaceForms::is_marked) {
            self.codes.extend(forms().map(|forms| forms.code));
            SyllableScript::Marked
        } else {
            self.codes.extend(forms().map(|forms| forms.folded_code));
            SyllableScript::Folded
        };
        self.segmenter.cut(&self.codes, script, &mut self.words);
    }
}

impl StretchReading {
    /// Reads the syllables up to the next number or punctuation mark, which is taken, too.
    /// `false` when the text has ended.
    fn read_run(
        &mut self,
        atoms: &mut Atoms<'_>,
        text: &str,
        memo: &mut FormsMemo,
    ) -> bool {
        let start = self.syllables.len();
        let mut number = None;
        let mut is_at_end = true;
        for atom in atoms.by_ref() {
            is_at_end = false;
            if atom.kind == AtomKind::Punctuation {
                break;
            }
            let position = self.position;
            self.position += 1;
            if atom.span.len() > MAX_TERM_BYTES {
                break;
            }
            if atom.kind == AtomKind::Number {
                number = Some((atom.span, position));
                break;
            }
            let forms = memo.look_up(atom.span.of(text));
            self.syllables.push(RunSyllable { forms, span: atom.span, position });
            if self.syllables.len() - start == MAX_RUN_SYLLABLES {
                break;
            }
        }
        let end = self.syllables.len();
        if end > start || number.is_some() {
            self.runs.push(SyllableRun { start, end, number });
        }
        !is_at_end
    }
}

/// Normal form of a number: a whole number without leading zeros, so that `05/5` and `5/5`
/// are one day; anything else as written.
fn normal_number(written: &str) -> &str {
    let trimmed = written.trim_start_matches('0');
    let is_whole = !written.contains(['.', ',']);
    match (is_whole, trimmed) {
        (true, "") => "0",
        (true, digits) => digits,
        (false, _) => written,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use tracuu_text::syllable::{folded, normal};

    fn texts(text: &str, field: Field) -> Vec<String> {
        terms(text, field).into_iter().map(|term| term.text).collect()
    }

    #[test]
    fn each_field_has_its_own_terms() {
        let text = "Công tác KIỂM TRA, giám sát năm 2025";
        for (field, expected) in [
            (Field::Exact, "công tác kiểm tra giám sát năm 2025"),
            (Field::Folded, "cong tac kiem tra giam sat nam 2025"),
            (Field::Word, "cong_tac kiem_tra giam_sat nam"),
            (
                Field::Pair,
                "cong_tac tac_kiem kiem_tra tra_giam giam_sat sat_nam nam_2025",
            ),
        ] {
            assert_eq!(texts(text, field).join(" "), expected, "{field:?}");
        }
    }

    #[test]
    fn positions_are_those_of_the_syllables_in_every_field() {
        let text = "Điều 5. Công tác";
        let of =
            |field| terms(text, field).into_iter().map(|term| term.position).collect();
        let (exact, word): (Vec<_>, Vec<_>) = (of(Field::Exact), of(Field::Word));
        assert_eq!(exact, [0, 1, 2, 3]);
        assert_eq!(word, [0, 2]);
    }

    #[test]
    fn marks_count_in_exact_terms_only() {
        let exact = |text| texts(text, Field::Exact);
        let folded = |text| texts(text, Field::Folded);
        for pair in [["ban", "bán"], ["bán", "bàn"], ["ban", "bàn"], ["đa", "da"]] {
            let [first, second] = pair;
            assert_ne!(exact(first), exact(second));
            assert_eq!(folded(first), folded(second));
        }
    }

    #[test]
    fn numbers_lose_leading_zeros_only() {
        assert_eq!(
            texts("05/5/2022; 00; 0,50; 1.200", Field::Exact),
            ["5", "5", "2022", "0", "0,50", "1.200"]
        );
    }

    #[test]
    fn a_query_without_marks_is_cut_into_the_same_words() {
        let text = "ủy ban kiểm tra đảng ủy, phát triển kinh tế";
        assert_eq!(texts(text, Field::Word), texts(&folded(text), Field::Word));
    }

    #[test]
    fn a_line_break_or_double_space_inside_a_word_does_not_part_it() {
        assert_eq!(
            texts("công  tác\nkiểm\u{a0}tra", Field::Word),
            ["cong_tac", "kiem_tra"]
        );
    }

    #[test]
    fn endless_letters_are_no_term_and_do_not_shift_positions_on_either_side() {
        let text = format!("một {} hai", "a".repeat(1000));
        let found = terms(&text, Field::Exact);
        assert_eq!(found.iter().map(|term| term.position).collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn a_text_read_in_stretches_has_the_same_terms() {
        let sentence = "Công tác kiểm tra, giám sát năm 2025 theo 56-NQ/TU. ";
        let text = sentence.repeat(MAX_READ_BYTES / 16);
        for &field in Field::VARIANTS {
            // Of two sentences the second: the first has no pair with the one before.
            let n_one = terms(sentence, field).len();
            let n_both = terms(&sentence.repeat(2), field).len();
            let of_all = terms(&text, field);
            let of_one: Vec<Term> = of_all.iter().take(n_both - n_one).cloned().collect();
            let n_positions = if field == Field::Symbol { 1 } else { 12 };
            for (index, term) in of_all.iter().enumerate() {
                let (turn, place) = (index / of_one.len(), index % of_one.len());
                assert_eq!(term.text, of_one[place].text);
                let shift = turn * sentence.len();
                assert_eq!(term.span.start, of_one[place].span.start + shift);
                assert_eq!(term.position, of_one[place].position + turn * n_positions);
            }
            let n_turns = MAX_READ_BYTES / 16;
            assert_eq!(of_all.len(), n_one + of_one.len() * (n_turns - 1));
        }
    }

    #[test]
    fn two_texts_can_be_walked_in_turn() {
        let texts = ["Công tác kiểm tra, giám sát", "nghị quyết, năm 2025, văn bản"];
        let mut scans = texts.map(|text| TermScan::new(text, Field::Word));
        let mut found = [Vec::new(), Vec::new()];
        let mut batch = TermBatch::default();
        for _ in 0..4 {
            for (scan, found) in scans.iter_mut().zip(&mut found) {
                if scan.advance(&mut batch) {
                    found.extend(batch.iter().map(|(text, ..)| text.to_owned()));
                }
            }
        }
        for (text, found) in texts.iter().zip(found) {
            assert_eq!(found, self::texts(text, Field::Word));
        }
    }

    #[test]
    fn a_long_run_is_cut_and_loses_nothing() {
        let text = "công tác ".repeat(3000);
        assert_eq!(terms(&text, Field::Exact).len(), 6000);
        assert_eq!(terms(&text, Field::Word).len(), 3000);
    }

    #[test]
    fn every_word_of_the_lexicon_is_cut_as_one() {
        for (word, _) in crate::lexicon::words() {
            assert_eq!(
                terms(word, Field::Word).len(),
                1,
                "help: raise the count of {word}"
            );
        }
    }

    const SYLLABLES: &str = "(Uỷ|uỷ|ban|KIỂM|tra|hoà|khoá|quý|Đảng|Ðảng|nghị|quyết|số|05|56-NQ/TU|04-ĐA/TU|,|\\.|xyz)";

    proptest! {
        #[test]
        fn spans_lie_on_characters_and_give_the_term_again(text in "\\PC{0,40}|[ -~ạệĐÐ\u{300}\u{ad}\u{200b}]{0,40}") {
            for term in terms(&text, Field::Exact) {
                let slice = text.get(term.span.start..term.span.end).expect("a boundary");
                prop_assert!(normal(slice) == term.text || normal_number(slice) == term.text);
            }
            for &field in Field::VARIANTS {
                for term in terms(&text, field) {
                    let slice = text.get(term.span.start..term.span.end).expect("a boundary");
                    prop_assert!(!slice.is_empty() && !term.text.is_empty());
                }
            }
        }

        #[test]
        fn spelling_variants_have_the_same_terms(words in prop::collection::vec(SYLLABLES, 0..12)) {
            let text = words.join(" ");
            let decomposed: String = text.nfd().collect();
            let capitals = text.to_uppercase();
            let new_style = text.replace("Uỷ", "Ủy").replace("uỷ", "ủy").replace("hoà", "hòa").replace("khoá", "khóa");
            for &field in Field::VARIANTS {
                let expected = texts(&text, field);
                prop_assert_eq!(&texts(&decomposed, field), &expected);
                prop_assert_eq!(&texts(&capitals, field), &expected);
                prop_assert_eq!(&texts(&new_style, field), &expected);
            }
        }
    }
}
