//! Comparing two titles (trích yếu): the same, cut short, or with other words.
//!
//! Case, punctuation, quotation marks and the place of tone marks are no difference, nor
//! are lead-in words ("về việc", "ban hành"). The rest is compared word by word.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::title_difference::{Difference, difference};
use super::title_word::TitleWord;
use super::words::{self, Role};
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::document::document_type::{CodeFit, DocumentType, read_code};
use tracuu_print::messages::spoken;
use tracuu_text::span::Span;
use tracuu_text::syllable::folded;
use tracuu_text::words::{Word, words as text_words};
use unicode_normalization::UnicodeNormalization;

/// Most words of a title that are compared: the longest of the gazette has 140. The table
/// of the comparison grows with the square.
const MAX_WORDS: usize = 200;

/// Most codes of a symbol behind its number: "QĐ-UBND-NN" has three.
const MAX_CODES: usize = 4;

/// Bytes of a word with the blank behind it; most have no more.
const BYTES_OF_WORD: usize = 8;

/// The words of the names of all types.
static TYPE_NAMES: LazyLock<FxHashMap<DocumentType, TitleWords>> = LazyLock::new(|| {
    DocumentType::all().map(|kind| (kind, TitleWords::read(kind.name()))).collect()
});

/// The words of a title in normal form, without what leads into it and without the dates
/// and bodies of the documents that it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct TitleWords(Vec<TitleWord>);

/// How two titles stand to each other.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) enum Likeness {
    /// The same words.
    Same,
    /// One is the beginning of the other.
    Cut,
    /// They differ in words that carry no meaning.
    Minor,
    /// They differ in words that do.
    Altered,
    /// They have less than half of their words in common.
    Other,
}

/// What a comparison gave.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Comparison {
    /// In one word.
    pub(super) likeness: Likeness,
    /// Words of the known title that the stated one lacks, in runs.
    pub(super) lost: Vec<String>,
    /// Words that only the stated title has, in runs.
    pub(super) gained: Vec<String>,
    /// How many words at the end of the stated title are the rest of its sentence; `None`
    /// where that cannot be told.
    n_rest: Option<usize>,
}

impl TitleWords {
    /// Reads the words of a title; of a very long one the first [`MAX_WORDS`]. What is said
    /// of the document behind its title ("được sửa đổi bởi …") is no part of it.
    pub(super) fn read(title: &str) -> Self {
        Self::read_bare(&without_details(title))
    }

    /// Reads the words of a title without the details in it, places behind a symbol.
    pub(super) fn read_without(title: &str, details: impl Iterator<Item = Span>) -> Self {
        Self::read_bare(&without(title, details))
    }

    fn read_bare(title: &str) -> Self {
        let found: Vec<Word<'_>> = text_words(title).take(MAX_WORDS).collect();
        let end = aside_start(&found);
        let mut before = 0;
        let word = |word: &Word<'_>| {
            let between = title.get(before..word.span.start).unwrap_or_default();
            before = word.span.end;
            let twin = words::spelling(&word.normal).map(str::to_owned);
            TitleWord {
                normal: word.normal.clone().into_owned(),
                one_spelling: twin.or_else(|| with_i(&word.normal)),
                is_behind_mark: between.contains([',', ';', '(', ':']),
            }
        };
        Self(found.iter().take(end).map(word).collect()).behind_lead()
    }

    fn behind_lead(mut self) -> Self {
        let n_lead = n_lead_words(&as_words(&self.0));
        self.0.drain(..n_lead);
        self
    }

    /// What makes two titles one.
    pub(super) fn key(&self) -> String {
        self.beginning(self.n_words())
    }

    pub(super) fn n_words(&self) -> usize {
        self.0.len()
    }

    pub(super) fn starts_with(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }

    /// Whether it is the title of a document that amends another.
    pub(super) fn amends(&self) -> bool {
        opens(&self.0, Role::AmendedSince)
    }

    /// The first words as a key, by which titles that begin alike are found.
    pub(super) fn beginning(&self, n_words: usize) -> String {
        let mut beginning =
            String::with_capacity(n_words.min(self.0.len()) * BYTES_OF_WORD);
        for word in self.0.iter().take(n_words) {
            if !beginning.is_empty() {
                beginning.push(' ');
            }
            beginning.push_str(word.key());
        }
        beginning
    }

    /// A title without the name of its own type in front: "hướng dẫn kiểm điểm …" of a
    /// Hướng dẫn.
    pub(super) fn without_type(
        &self,
        document_type: Option<DocumentType>,
    ) -> Cow<'_, Self> {
        let name = document_type.and_then(|kind| TYPE_NAMES.get(&kind));
        let rest = name.and_then(|name| self.0.strip_prefix(&name.0[..]));
        match rest {
            Some(rest) if !rest.is_empty() => {
                Cow::Owned(Self(rest.to_vec()).behind_lead())
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// The words behind the other title, where a title begins with it.
    fn behind(&self, other: &Self) -> Option<&[TitleWord]> {
        self.0.strip_prefix(&other.0[..]).filter(|_| !other.0.is_empty())
    }

    /// Whether a title is the other one, and the sentence goes on behind it at a mark.
    fn runs_on_from(&self, other: &Self) -> bool {
        self.behind(other)
            .is_some_and(|rest| rest.first().is_none_or(|first| first.is_behind_mark))
    }

    /// Whether a title is the other one with the place where it is carried out.
    fn adds_place(&self, other: &Self) -> bool {
        self.behind(other).is_some_and(|rest| opens(rest, Role::TitlePlace))
    }

    /// Whether a known title is the other one behind the body that issued it.
    fn is_behind_body(&self, other: &Self) -> bool {
        let Some(body) = self.0.strip_suffix(&other.0[..]) else { return false };
        !other.0.is_empty() && opens(body, Role::Committee)
    }

    /// Whether a title is the beginning of the known one up to the number of a document, of
    /// which the known one says more: "thực hiện Nghị quyết 23", where the draft named it
    /// before, of "thực hiện Nghị quyết số 23-NQ/TU ngày … về …".
    fn cites_shortly(&self, known: &Self) -> bool {
        let is_number = |word: &TitleWord| {
            word.normal.starts_with(|sign: char| sign.is_ascii_digit())
        };
        let mut rest = known.0.iter();
        let agrees = |word: &TitleWord| {
            let next = rest.next();
            let skips = is_number(word)
                && next.is_some_and(|next| words::is(&next.normal, Role::NumberWord));
            let next = if skips { rest.next() } else { next };
            next == Some(word)
        };
        if !self.0.iter().all(agrees) {
            return false;
        }
        // The number, and the code of its type in the one or the other.
        let Some(number) = self.0.iter().rposition(is_number) else { return false };
        let more = self.0.get(number + 1..).unwrap_or_default();
        let code = more.first().or(rest.as_slice().first());
        let is_type = |word: &TitleWord| {
            read_code(&word.normal.to_uppercase())
                .is_some_and(|code| code.fit == CodeFit::Exact)
        };
        more.len() <= MAX_CODES
            && code.is_some_and(is_type)
            && !rest.as_slice().is_empty()
    }

    /// Compares a stated title with a known one. Work is bounded by [`MAX_WORDS`].
    pub(super) fn compare(&self, known: &Self) -> Comparison {
        let is_same = self == known
            || self.runs_on_from(known)
            || self.adds_place(known)
            || known.adds_place(self)
            || known.is_behind_body(self)
            || self.cites_shortly(known);
        if is_same {
            return Comparison::same();
        }
        let (stated, known) = (&self.0, &known.0);
        let found = difference(stated, known);
        let n_rest = self.n_rest(&found);
        let Difference { lost, gained, n_common, .. } = found;
        let is_cut = stated.starts_with(known) || known.starts_with(stated);
        let is_minor = |runs: &[String]| {
            let mut words = runs.iter().flat_map(|run| run.split(' '));
            words.all(|word| words::is(word, Role::TitleMinor))
        };
        let likeness = if stated.is_empty() || known.is_empty() {
            Likeness::Other
        } else if is_cut {
            Likeness::Cut
        } else if is_minor(&lost) && is_minor(&gained) {
            Likeness::Minor
        } else if n_common * 2 >= stated.len().min(known.len()) {
            Likeness::Altered
        } else {
            Likeness::Other
        };
        Comparison { likeness, lost, gained, n_rest }
    }

    /// How many words at the end are the rest of the sentence, by what differs.
    fn n_rest(&self, found: &Difference) -> Option<usize> {
        let n_words = self.0.len();
        if found.ends_alike {
            return Some(0);
        }
        let all = as_words(&self.0);
        let opens = |at: &usize| {
            let is_behind_mark = self.0.get(*at).is_some_and(|word| word.is_behind_mark);
            *at > 0 && (is_behind_mark || words::len_at(&all, *at, Role::TitleRest) > 0)
        };
        // What opens the rest may well stand in the known title, too.
        if let Some(first) = (found.n_before..n_words).find(opens) {
            let is_gained = found.gained_at.contains(&first);
            return is_gained.then_some(n_words - first);
        }
        let n_lost: usize = found.lost.iter().map(|run| run.split(' ').count()).sum();
        if found.n_gained_last > found.n_lost_last {
            return Some(found.n_gained_last);
        }
        (found.gained_at.len() <= n_lost).then_some(0)
    }

    /// Whether the words are a whole title and what the sentence goes on to say behind it;
    /// "và" may well go on in the title.
    pub(super) fn goes_on_from(&self, whole: &Self) -> bool {
        let rest = self.0.strip_prefix(whole.0.as_slice());
        rest.is_some_and(|rest| opens(rest, Role::TitleRest) && !opens(rest, Role::And))
    }

    /// The title without what the sentence goes on to say behind it, as the known one shows:
    /// "về quản lý đê và hướng dẫn của …" of a title "quản lý đê điều".
    pub(super) fn without_rest(&self, known: &Self) -> Option<Self> {
        let n_rest = self.compare(known).n_rest?;
        let (title, rest) = self.0.split_at(self.0.len() - n_rest);
        (!title.is_empty() && opens(rest, Role::TitleRest)).then(|| Self(title.to_vec()))
    }
}

/// The part of a written title that the known one can take the place of: what the sentence
/// goes on to say behind it stays. `None` where it names a document with more than its
/// number, which the known title would take away.
pub(super) fn replaceable<'t>(
    written: &'t str,
    compared: &Comparison,
) -> Option<&'t str> {
    let Cow::Borrowed(written) = without_details(written) else { return None };
    let found: Vec<Word<'_>> = text_words(written).collect();
    let end = aside_start(&found);
    let n_rest = compared.n_rest?;
    let last = found.get(..end.min(MAX_WORDS).checked_sub(n_rest)?)?.last()?;
    if found.len() == end && n_rest == 0 {
        return (end <= MAX_WORDS).then_some(written);
    }
    written.get(..last.span.end)
}

impl Comparison {
    fn same() -> Self {
        let (lost, gained) = (Vec::new(), Vec::new());
        Self { likeness: Likeness::Same, lost, gained, n_rest: Some(0) }
    }

    /// The comparison of a title whose sentence goes on, with the rest of the other one.
    pub(super) fn with_rest_of(self, other: &Self) -> Self {
        Self { n_rest: other.n_rest, ..self }
    }

    /// The difference in Vietnamese: `thiếu “toàn diện”; thừa “của tỉnh”`.
    pub(super) fn shown(&self) -> String {
        let quoted = |runs: &[String]| {
            let runs: Vec<String> = runs.iter().map(|run| format!("“{run}”")).collect();
            (!runs.is_empty()).then(|| runs.join(", "))
        };
        let lost = quoted(&self.lost).map(|words| spoken().check_title_lacks(words));
        let gained = quoted(&self.gained).map(|words| spoken().check_title_adds(words));
        lost.into_iter().chain(gained).collect::<Vec<_>>().join("; ")
    }
}

/// A title without the dates and bodies of the documents that it names: these are looked
/// at where they stand.
fn without_details(title: &str) -> Cow<'_, str> {
    // Only a title with a number names a document by its symbol.
    if !title.contains(|letter: char| letter.is_ascii_digit()) {
        return title.into();
    }
    without(title, find::in_text(title).iter().filter_map(details))
}

/// What a mention states behind its symbol; `None` of one without.
pub(super) fn details(citation: &Citation) -> Option<Span> {
    let symbol =
        citation.symbol_span.filter(|_| citation.kind == CitationKind::Numbered)?;
    (citation.span.end > symbol.end).then(|| Span::new(symbol.end, citation.span.end))
}

/// A title without stretches of it, given in order.
fn without(title: &str, stretches: impl Iterator<Item = Span>) -> Cow<'_, str> {
    let mut out = String::new();
    let mut at = 0;
    for stretch in stretches.filter(|stretch| stretch.end <= title.len()) {
        if stretch.start >= at {
            out.push_str(title.get(at..stretch.start).unwrap_or_default());
            at = stretch.end;
        }
    }
    if at == 0 {
        return title.into();
    }
    out.push_str(title.get(at..).unwrap_or_default());
    out.into()
}

/// A word with i where i and y are two spellings of one sound: behind a single consonant
/// and at the end ("lý" and "lí", "kỹ" and "kĩ"). `None` of any other word.
fn with_i(word: &str) -> Option<String> {
    let mut letters = word.chars();
    letters.next().filter(|first| "hklmstv".contains(*first))?;
    // A mark that is not composed is a letter of its own here.
    let last = letters.next()?;
    let is_open = folded(last.encode_utf8(&mut [0; 4])) == "y"
        && folded(letters.as_str()).is_empty();
    let with_i = word.nfd().map(|letter| if letter == 'y' { 'i' } else { letter });
    is_open.then(|| with_i.nfc().collect())
}

/// Where the words begin that say something of the document behind its title; their number
/// where none do.
fn aside_start(found: &[Word<'_>]) -> usize {
    let is_aside = |at: &usize| words::len_at(found, *at, Role::TitleAside) > 0;
    (1..found.len()).find(is_aside).unwrap_or(found.len())
}

/// Whether words of a title begin with a phrase of the role.
fn opens(title: &[TitleWord], role: Role) -> bool {
    words::len_at(&as_words(title), 0, role) > 0
}

fn as_words(title: &[TitleWord]) -> Vec<Word<'_>> {
    title.iter().map(TitleWord::as_word).collect()
}

/// How many words at the beginning lead in; what leads into nothing is a title.
fn n_lead_words(found: &[Word<'_>]) -> usize {
    let mut at = 0;
    loop {
        let n_words = words::len_at(found, at, Role::TitleLead);
        if n_words == 0 || at + n_words >= found.len() {
            return at;
        }
        at += n_words;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check_titles(stated: &str, known: &str, likeness: Likeness, shown: &str) {
        let found = TitleWords::read(stated).compare(&TitleWords::read(known));
        assert_eq!((found.likeness, found.shown().as_str()), (likeness, shown));
    }

    #[test]
    fn lead_in_words_marks_and_spelling_are_no_difference() {
        check_titles(
            "về đánh giá hàng năm, “tự soi”",
            "Đánh giá hằng năm \"tự soi\"",
            Likeness::Same,
            "",
        );
        check_titles(
            "về việc ban hành Quy chế uỷ quyền",
            "Quy chế ủy quyền",
            Likeness::Same,
            "",
        );
    }

    #[test]
    fn a_document_in_a_title_may_be_named_by_its_number() {
        let known = "thực hiện Nghị quyết số 23-NQ/TU về nghề rừng giai đoạn 2024 - 2030";
        check_titles("thực hiện Nghị quyết 23", known, Likeness::Same, "");
        check_titles("thực hiện Nghị quyết số 23-NQ/TU", known, Likeness::Same, "");
        let stated = "thực hiện Nghị quyết số 23-NQ/TU về nghề rừng giai đoạn 2024";
        check_titles(stated, known, Likeness::Cut, "thiếu “2030”");
        let other = TitleWords::read("thực hiện Nghị quyết 32");
        assert_ne!(other.compare(&TitleWords::read(known)).likeness, Likeness::Same);
    }

    #[test]
    fn lost_and_gained_words_are_told() {
        check_titles(
            "về đổi mới căn bản giáo dục",
            "đổi mới căn bản, toàn diện giáo dục",
            Likeness::Altered,
            "thiếu “toàn diện”",
        );
        check_titles(
            "về những biểu hiện suy thoái",
            "biểu hiện suy thoái",
            Likeness::Minor,
            "thừa “những”",
        );
        check_titles(
            "kiểm điểm tổ chức đảng",
            "kiểm điểm tổ chức đảng và cá nhân",
            Likeness::Cut,
            "thiếu “và cá nhân”",
        );
        check_titles(
            "công tác dân vận",
            "phát triển du lịch",
            Likeness::Other,
            "thiếu “phát triển du lịch”; thừa “công tác dân vận”",
        );
    }

    proptest! {
        #[test]
        fn any_two_texts_compare_and_a_text_is_the_same_as_itself(
            one in "\\PC{0,80}", other in "\\PC{0,80}",
        ) {
            let (one, other) = (TitleWords::read(&one), TitleWords::read(&other));
            one.compare(&other);
            prop_assert_eq!(one.compare(&one).likeness, Likeness::Same);
        }
    }
}
