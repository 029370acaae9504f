//! What head, signature and symbol say of the issuer, weighed against each other.
//!
//! Who signs is who issues: a plan under the letterhead of Tỉnh ủy that is signed `T/M BAN
//! THƯỜNG VỤ` is the standing committee's, and Tỉnh ủy is its organisation. The tail of the
//! symbol must name the issuer, with its organisation where the code holds both. Where they
//! differ the value is kept and marked as weak: the reader says that it is unsure.

use rustc_hash::FxHashSet;

use super::header::{Confidence, Fact, Header};
use super::issuer_code;
use super::letterhead_body::in_name_of;
use super::symbol::Symbol;
use super::words::{self, Role};
use crate::agency::registry::Registry;
use tracuu_text::span::Span;
use tracuu_text::syllable::{folded, is_letter_or_digit, lower, normal_words};

/// Most words of a name whose initials are compared with an abbreviation.
const MAX_INITIALS: usize = 6;

/// What a head states beside its facts.
pub(super) struct Evidence<'e> {
    /// Whether the issuer stands in the title: `CỦA BAN THƯỜNG VỤ TỈNH ỦY`.
    pub is_in_title: bool,
    /// The body in whose name it is signed.
    pub signed_for: Option<&'e Fact<String>>,
    /// The document's own symbol, its number filled in or not.
    pub symbol: Option<&'e Symbol>,
}

/// Weighs the issuer and the symbol of a head.
pub(super) fn weigh(header: &mut Header, evidence: &Evidence<'_>) {
    if let Some(signed) = evidence.signed_for {
        weigh_signature(header, signed, evidence.is_in_title);
    }
    let own_type = header.document_type.as_ref().map(|fact| fact.value);
    if let (Some(symbol), Some(own)) = (&mut header.symbol, own_type) {
        let types = symbol.value.types();
        if !types.is_empty() && !types.iter().any(|found| found.fits(own)) {
            symbol.confidence = Confidence::Weak;
        }
    }
    let is_contradicted = evidence.symbol.is_some_and(|symbol| !agrees(symbol, header));
    if let Some(issuer) = header.issuer.as_mut().filter(|_| is_contradicted) {
        issuer.confidence = Confidence::Weak;
    }
}

/// A collective body that signs takes the place of its organisation as issuer; one that
/// differs from the body of the title makes the issuer unsure, and so does a stranger.
fn weigh_signature(header: &mut Header, signed: &Fact<String>, is_in_title: bool) {
    let words = normal_words(&signed.value);
    let Some(collective) = words::opening(&words, Role::Collective) else {
        let known = Words::of_header(header, false);
        // "T/M TỈNH ỦY" signs for "BAN CHẤP HÀNH ĐẢNG BỘ TỈNH".
        let n_end = words::skip(&words, 2).unwrap_or(words.len());
        let head = words.get(..n_end).unwrap_or_default().trim_end();
        let organisation = words::meaning(head, Role::Committee);
        let is_known =
            known.hold(&words) || organisation.is_some_and(|it| known.hold(it));
        if let Some(issuer) = header.issuer.as_mut().filter(|_| !is_known) {
            issuer.confidence = Confidence::Weak;
        }
        return;
    };
    let body = first_words(signed, collective.split(' ').count());
    let is_central = words::opens_with(&words, Role::NamedAlone);
    let Some(issuer) = header.issuer.take() else {
        header.issuer = Some(signed.clone());
        return;
    };
    let stated = normal_words(&issuer.value);
    header.issuer = Some(if words::find(&stated, collective).is_some() {
        issuer
    } else if is_in_title && words::opens_with(&stated, Role::Collective) {
        Fact { confidence: Confidence::Weak, ..issuer }
    } else {
        let organisation = match &header.organisation {
            Some(above) if words::opens_with(&stated, Role::Collective) => above.clone(),
            _ => issuer,
        };
        let found = if is_central { body } else { in_name_of(&body, &organisation) };
        header.organisation = Some(organisation);
        found
    });
}

/// The first words of a fact.
fn first_words(fact: &Fact<String>, n_words: usize) -> Fact<String> {
    let end = words::skip(&fact.value, n_words).unwrap_or(fact.value.len());
    let value = fact.value.get(..end).unwrap_or_default().trim_end();
    let span = Span::new(fact.span.start, fact.span.start + value.len());
    Fact::new(value.to_owned(), span, fact.confidence)
}

/// Whether the code of a symbol is that of the issuer, alone or with its organisation. A
/// code that is not listed says nothing.
fn agrees(symbol: &Symbol, header: &Header) -> bool {
    let listed = symbol.issuers.iter().map(|code| bodies_of(code));
    let Some(codes) = listed.collect::<Option<Vec<_>>>() else { return true };
    if codes.is_empty() {
        return true;
    }
    let issuer = header.issuer.as_ref().map(|fact| normal_words(&fact.value));
    let Some(issuer) = issuer else { return true };
    let (alone, all) = (Words::of_name(&issuer), Words::of_header(header, true));
    symbol.issuers.iter().zip(&codes).any(|(code, bodies)| {
        alone.hold(&lower(code))
            || bodies
                .iter()
                .any(|body| alone.hold(body) || all.hold(body) && alone.share(body))
    })
}

/// The bodies that sign with a code, by the words of their names: of the table of codes,
/// else the one whose abbreviation it is. `None` of an unknown code.
fn bodies_of(code: &str) -> Option<Vec<String>> {
    if let Some(row) = issuer_code::find(code) {
        return Some(row.bodies.iter().map(|body| body.words().to_owned()).collect());
    }
    let named = Registry::built_in().name_at(code, 0);
    let whole = named.filter(|named| named.span.end == code.len())?;
    Some(vec![normal_words(whole.agency.name())])
}

/// The words of names, and their abbreviations.
struct Words(FxHashSet<String>);

impl Words {
    fn of_name(name: &str) -> Self {
        let mut words = Self(FxHashSet::default());
        words.add(name);
        words
    }

    /// The words of issuer and organisation, on request of the signer's post too.
    fn of_header(header: &Header, with_post: bool) -> Self {
        let mut words = Self(FxHashSet::default());
        let post = header.signer_post.as_ref().filter(|_| with_post);
        let facts = [&header.issuer, &header.organisation].into_iter().flatten();
        for fact in facts.chain(post) {
            words.add(&normal_words(&fact.value));
        }
        words
    }

    fn add(&mut self, name: &str) {
        let letters = |letter: char| !is_letter_or_digit(letter);
        let words: Vec<&str> = name.split(letters).filter(|it| !it.is_empty()).collect();
        self.0.extend(words.iter().map(|word| (*word).to_owned()));
        self.0.extend(words.iter().map(|word| folded(word)));
        self.0.extend(abbreviations(&words));
    }

    /// Whether all words of a name, or its abbreviation, are among these.
    fn hold(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let has = |word: &&str| self.0.contains(word.trim_matches(','));
        words.iter().all(has)
            || abbreviations(&words).any(|short| self.0.contains(&short))
    }

    /// Whether the first word of a name is among these.
    fn share(&self, name: &str) -> bool {
        name.split(' ').next().is_some_and(|word| self.0.contains(word))
    }
}

/// The initials of the first three to six words of a name, without marks: `ubnd`.
fn abbreviations(words: &[&str]) -> impl Iterator<Item = String> {
    let initials: Vec<char> = words
        .iter()
        .take(MAX_INITIALS)
        .filter_map(|it| folded(it).chars().next())
        .collect();
    (3..=initials.len()).map(move |n| initials.iter().take(n).collect())
}

#[cfg(test)]
mod tests {
    use crate::document::document::Document;
    use crate::document::header::Confidence;
    use tracuu_extract::read_text;

    /// Issuer, whether it is sure, and organisation.
    #[track_caller]
    fn check(head: &str, signature: &str, expected: (&str, bool, &str)) {
        let text = format!(
            "{head}\nVề việc trồng tre\n\n1. Ươm giống.\n2. Trồng.\n\n{signature}"
        );
        let header = Document::read(read_text(&text)).header;
        let (issuer, organisation) =
            (header.issuer.unwrap(), header.organisation.unwrap());
        let is_sure = issuer.confidence > Confidence::Weak;
        assert_eq!((&*issuer.value, is_sure, &*organisation.value), expected);
    }

    #[test]
    fn who_signs_is_who_issues() {
        let signature = "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nLê Văn B";
        check(
            "THÀNH ỦY BÌNH LÂM\n*\nSố 4-TB/TU\nTHÔNG BÁO",
            signature,
            ("BAN THƯỜNG VỤ THÀNH ỦY BÌNH LÂM", true, "THÀNH ỦY BÌNH LÂM"),
        );
        check(
            "BAN CHẤP HÀNH TRUNG ƯƠNG\n*\nSố 4-TB/TW\nTHÔNG BÁO",
            "T/M BỘ CHÍNH TRỊ\n\nLê Văn B",
            ("BỘ CHÍNH TRỊ", true, "BAN CHẤP HÀNH TRUNG ƯƠNG"),
        );
        check(
            "ĐẢNG ỦY XÃ AN HÒA\n*\nSố 4-TB/ĐU\nTHÔNG BÁO",
            "T/M ĐẢNG ỦY\nBÍ THƯ\n\nLê Văn B",
            ("ĐẢNG ỦY XÃ AN HÒA", true, "ĐẢNG ỦY XÃ AN HÒA"),
        );
        check(
            "UBND XÃ AN HÒA\nSố: 4/TB-UBND\nTHÔNG BÁO",
            "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn B",
            ("UBND XÃ AN HÒA", true, "UBND XÃ AN HÒA"),
        );
    }

    #[test]
    fn what_does_not_agree_is_unsure() {
        check(
            "TỈNH ỦY BÌNH LÂM\n*\nSố 4-TB/HU\nTHÔNG BÁO",
            "PHÓ BÍ THƯ\n\nLê Văn B",
            ("TỈNH ỦY BÌNH LÂM", false, "TỈNH ỦY BÌNH LÂM"),
        );
        check(
            "UBND TỈNH BÌNH LÂM\nSỞ Y TẾ\nSố: 4/TB-UBND\nTHÔNG BÁO",
            "GIÁM ĐỐC\n\nLê Văn B",
            ("SỞ Y TẾ", false, "UBND TỈNH BÌNH LÂM"),
        );
        check(
            "SỞ Y TẾ BÌNH LÂM\nSố: 4/TB-SYT\nTHÔNG BÁO",
            "TM. HỘI ĐỒNG NHÂN DÂN\nCHỦ TỊCH\n\nLê Văn B",
            ("SỞ Y TẾ BÌNH LÂM", false, "SỞ Y TẾ BÌNH LÂM"),
        );
        check(
            "TỈNH ỦY BÌNH LÂM\n*\nSố 4-TB/TU\nTHÔNG BÁO\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ TỈNH",
            "T/M BAN THƯỜNG VỤ\n\nLê Văn B",
            ("BAN CHẤP HÀNH ĐẢNG BỘ TỈNH", false, "TỈNH ỦY BÌNH LÂM"),
        );
    }

    #[test]
    fn a_code_that_is_an_abbreviation_of_a_listed_body_counts() {
        let of_code = |code, body: &str, is_sure| {
            check(
                &format!("UBND TỈNH BÌNH LÂM\n{body}\nSố: 4/TB-{code}\nTHÔNG BÁO"),
                "GIÁM ĐỐC\n\nLê Văn B",
                (body, is_sure, "UBND TỈNH BÌNH LÂM"),
            );
        };
        of_code("BQLKKT", "BAN QUẢN LÝ KHU KINH TẾ", true);
        of_code("BVCSSKCB", "SỞ Y TẾ", false);
        of_code("XQZ", "SỞ Y TẾ", true);
    }
}
