//! Types of documents (loại văn bản), as dated data: `data/document-types.tsv`.
//!
//! A type is found by its name in running text or by its code in a symbol. Codes are read
//! per family, because TT is Thông tri in a party symbol and Thông tư in a state symbol,
//! and QĐ in a party symbol is Quyết định or Quy định. Follows 399-QĐ/TW (2026),
//! 36-HD/VPTW (2018) and 30/2020/NĐ-CP Annex III.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::type_row::{self, CitedBy, MentionWeight, TypeRow};
use tracuu_text::phrase_table::{PhraseMatch, PhraseTable};
use tracuu_text::syllable::{folded, lower, normal_words};
use tracuu_text::words::Word;

/// One type of document, such as Nghị quyết. Compared by identity of its row, stored as the
/// id of it.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(into = "&str", try_from = "String")]
pub struct DocumentType(&'static TypeRow);

/// What a type code may stand for, after reading the letters with more or less patience.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeReading {
    /// Canonical codes that the written one can be, in the order of the table.
    pub codes: Vec<&'static str>,
    /// How far the written letters are from them.
    pub fit: CodeFit,
}

/// How far written letters are from a code of the table.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CodeFit {
    /// Letter by letter.
    Exact,
    /// But for capitals: `Ctr`, `nq`.
    Case,
    /// But for capitals and marks: `qd`, `da`.
    Folded,
}

impl PartialEq for DocumentType {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for DocumentType {}

impl std::hash::Hash for DocumentType {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl From<DocumentType> for &'static str {
    fn from(document_type: DocumentType) -> Self {
        document_type.id()
    }
}

/// An id that is not in the table.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no type of document")]
pub struct UnknownType(String);

impl TryFrom<String> for DocumentType {
    type Error = UnknownType;

    fn try_from(id: String) -> Result<Self, UnknownType> {
        Self::from_id(&id).ok_or(UnknownType(id))
    }
}

impl DocumentType {
    /// All types in the order of the table.
    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(Self)
    }

    /// The type with this id; `None` for an id that is not in the table.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::all().find(|found| found.id() == id)
    }

    /// The type of this name, in any letter case and with the tone mark on its old or new
    /// place: `NGHỊ QUYẾT`, `bản thoả thuận`.
    pub fn from_name(name: &str) -> Option<Self> {
        INDEX.by_name.get(normal_words(name).as_str()).copied()
    }

    /// The longest name of a type that begins with word `at`, over any marks.
    pub fn named_at(words: &[Word<'_>], at: usize) -> Option<PhraseMatch<Self>> {
        static NAMES: LazyLock<PhraseTable<DocumentType>> = LazyLock::new(|| {
            let names = INDEX.by_name.iter();
            PhraseTable::without_marks(names.map(|(name, found)| (name.as_str(), *found)))
        });
        NAMES.longest_at(words, at)
    }

    /// The types whose name reads like this without marks: `quyet dinh`. Names that keep
    /// marks elsewhere fit too.
    pub fn from_folded_name(name: &str) -> &'static [Self] {
        INDEX.by_folded_name.get(folded(name.trim()).as_str()).map_or(&[], Vec::as_slice)
    }

    /// The types of this canonical code in a party symbol: `QĐ` gives Quyết định and Quy
    /// định. Empty for an unknown code.
    pub fn by_party_code(code: &str) -> &'static [Self] {
        INDEX.by_party_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The types of this code in a state symbol, current codes before old ones. Empty for
    /// an unknown code.
    pub fn by_state_code(code: &str) -> &'static [Self] {
        INDEX.by_state_code.get(code).map_or(&[], Vec::as_slice)
    }

    /// The readable id, such as `nghi-quyet`.
    pub fn id(self) -> &'static str {
        self.0.id
    }

    /// The name as printed, such as `Nghị quyết`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// Whether it is cited by type and name, so that no number is asked for: laws and
    /// ordinances (30/2020/NĐ-CP Annex I II.6).
    pub fn is_cited_by_name(self) -> bool {
        self.0.cited_by == CitedBy::Name
    }

    /// Whether it has no number and is cited by its name: a charter, a platform.
    pub fn is_unnumbered(self) -> bool {
        self.0.cited_by == CitedBy::UnnumberedName
    }

    /// Whether type and number name a document without more: "Nghị quyết 12".
    pub fn is_known_by_number(self) -> bool {
        let may_lack_rest = self.0.weight == MentionWeight::Strong
            || self.0.traits.is_known_by_bare_number;
        may_lack_rest && !self.is_cited_by_name()
    }

    /// Its rank in the basis of a document, 1 the highest; `None` where the rank depends on
    /// who issues it.
    pub fn rank(self) -> Option<u8> {
        self.0.rank
    }

    /// The type of official letters (công văn), whose symbols have no type code.
    pub fn official_letter() -> Option<Self> {
        Self::from_id("cong-van")
    }

    /// The types that an assembly symbol with this issuer code can have, in the order of
    /// the table: `QH`, `UBTVQH`.
    pub fn of_assembly(code: &str) -> impl Iterator<Item = Self> {
        Self::all().filter(move |found| found.0.assembly_codes.contains(&code))
    }

    /// The type that it is a kind of, or itself: Chương trình for Chương trình hành động.
    /// Symbols and citations do not tell the two apart.
    #[must_use]
    pub fn broad(self) -> Self {
        let is_wider = |wider: &Self| {
            self.name()
                .strip_prefix(wider.name())
                .is_some_and(|rest| rest.starts_with(' '))
        };
        if self.0.traits.is_narrower {
            Self::all().find(is_wider).unwrap_or(self)
        } else {
            self
        }
    }

    /// Whether both can name one document: the same type, or one a kind of the other.
    pub fn fits(self, other: Self) -> bool {
        self.broad() == other.broad()
    }

    /// Its whole row.
    pub fn row(self) -> &'static TypeRow {
        self.0
    }
}

/// Reads a type code as written: letter by letter; else without regard to case; and where
/// it has no marks at all, every code that reads like it without marks. `None` where
/// nothing fits.
pub fn read_code(written: &str) -> Option<CodeReading> {
    if let Some(codes) = INDEX.code_exact.get(written) {
        return Some(CodeReading { codes: codes.clone(), fit: CodeFit::Exact });
    }
    let lowered = lower(written);
    if !written.is_ascii() {
        let codes = INDEX.code_lower.get(&lowered)?.clone();
        return Some(CodeReading { codes, fit: CodeFit::Case });
    }
    let codes = codes_without_marks(written).to_vec();
    let only_case = codes.iter().all(|code| lower(code) == lowered);
    let fit = if only_case { CodeFit::Case } else { CodeFit::Folded };
    (!codes.is_empty()).then_some(CodeReading { codes, fit })
}

/// All codes that read like this one without marks and without regard to case: `DA` gives
/// ĐA and DA. For typed queries, where missing marks say nothing.
pub fn codes_without_marks(written: &str) -> &'static [&'static str] {
    INDEX.code_folded.get(&folded(written)).map_or(&[], Vec::as_slice)
}

/// The rows; they live as long as the program, so that a type is one pointer.
static ROWS: LazyLock<Vec<TypeRow>> = LazyLock::new(type_row::load);

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::over(&ROWS));

/// Ways to a row.
#[derive(Default)]
struct Index {
    by_name: FxHashMap<String, DocumentType>,
    by_folded_name: FxHashMap<String, Vec<DocumentType>>,
    by_party_code: FxHashMap<&'static str, Vec<DocumentType>>,
    by_state_code: FxHashMap<&'static str, Vec<DocumentType>>,
    code_exact: FxHashMap<String, Vec<&'static str>>,
    code_lower: FxHashMap<String, Vec<&'static str>>,
    code_folded: FxHashMap<String, Vec<&'static str>>,
}

impl Index {
    fn over(rows: &'static [TypeRow]) -> Self {
        let mut index = Self::default();
        for row in rows {
            for name in std::iter::once(&row.name).chain(&row.other_names) {
                index.by_name.insert(normal_words(name), DocumentType(row));
                push(&mut index.by_folded_name, folded(name), DocumentType(row));
            }
            for code in &row.party_codes {
                push(&mut index.by_party_code, *code, DocumentType(row));
            }
            for code in &row.state_codes {
                push(&mut index.by_state_code, *code, DocumentType(row));
            }
            let codes = row.party_codes.iter().chain(&row.state_codes);
            for code in codes.chain(row.old_codes.iter().map(|old| &old.code)) {
                push(&mut index.code_exact, (*code).to_owned(), *code);
                push(&mut index.code_lower, lower(code), *code);
                push(&mut index.code_folded, folded(code), *code);
            }
        }
        for row in rows {
            for old in &row.old_codes {
                push(&mut index.by_state_code, old.code, DocumentType(row));
            }
        }
        index
    }
}

/// Adds a value under a key once.
fn push<K, V>(map: &mut FxHashMap<K, Vec<V>>, key: K, value: V)
where
    K: std::hash::Hash + Eq,
    V: PartialEq,
{
    let values = map.entry(key).or_default();
    if !values.contains(&value) {
        values.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::super::type_row::OldCode;
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_row() {
        let mut ids: Vec<_> = DocumentType::all().map(DocumentType::id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ROWS.len(), "ids are unique");
        for row in ROWS.iter() {
            let dates = row.from.zip(row.until);
            assert!(dates.is_none_or(|(from, until)| from <= until), "{}", row.id);
            let is_code = |old: &OldCode| !old.code.contains(':');
            assert!(row.old_codes.iter().all(is_code), "{}", row.id);
        }
    }

    #[test]
    fn types_and_old_codes_are_dated() {
        let row = |id| DocumentType::from_id(id).unwrap().row();
        assert_eq!(row("thong-tu-lien-tich").until, Some(2025));
        let old = [OldCode { code: "TTh", until: Some(2020) }];
        assert_eq!(row("ban-thoa-thuan").old_codes, old);
        assert_eq!(row("nghi-quyet").until, None);
    }

    #[test]
    fn names_are_found_in_any_case_and_tone_placement() {
        for (written, id) in [
            ("Nghị quyết", "nghi-quyet"),
            ("NGHỊ QUYẾT", "nghi-quyet"),
            ("đề án", "de-an"),
            ("Ðề án", "de-an"),
            ("Bản thoả thuận", "ban-thoa-thuan"),
            ("GIẤY UỶ QUYỀN", "giay-uy-quyen"),
            ("thông tư liên tịch", "thong-tu-lien-tich"),
        ] {
            assert_eq!(DocumentType::from_name(written).map(DocumentType::id), Some(id));
        }
        assert_eq!(DocumentType::from_name("nghi quyet"), None);
        let [only] = DocumentType::from_folded_name("quyet dinh") else {
            panic!("help: folded names are listed in Index::over")
        };
        assert_eq!(only.id(), "quyet-dinh");
    }

    #[test]
    fn codes_are_read_per_family() {
        let ids = |types: &[DocumentType]| -> Vec<_> {
            types.iter().map(|found| found.id()).collect()
        };
        assert_eq!(ids(DocumentType::by_party_code("QĐ")), ["quyet-dinh", "quy-dinh"]);
        assert_eq!(ids(DocumentType::by_state_code("QĐ")), ["quyet-dinh"]);
        assert_eq!(ids(DocumentType::by_party_code("TT")), ["thong-tri"]);
        assert_eq!(ids(DocumentType::by_state_code("TT")), ["thong-tu"]);
        assert_eq!(ids(DocumentType::by_state_code("SL")), ["sao-luc", "sac-lenh"]);
        assert!(DocumentType::by_party_code("XYZ").is_empty());
    }

    #[test]
    fn folded_codes_list_all_that_fit() {
        let read =
            |written| read_code(written).map(|reading| (reading.codes, reading.fit));
        assert_eq!(read("ĐA"), Some((vec!["ĐA"], CodeFit::Exact)));
        assert_eq!(read("Ctr"), Some((vec!["CTr"], CodeFit::Case)));
        assert_eq!(read("da"), Some((vec!["ĐA", "DA"], CodeFit::Folded)));
        assert_eq!(read("DA"), Some((vec!["DA"], CodeFit::Exact)));
        assert_eq!(read("đa"), Some((vec!["ĐA"], CodeFit::Case)));
        assert_eq!(read("ND"), Some((vec!["NĐ"], CodeFit::Folded)));
        assert_eq!(read("xyz"), None);
    }
}
