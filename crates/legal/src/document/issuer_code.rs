//! Codes of issuing bodies in symbols (ký hiệu cơ quan ban hành), as dated data:
//! `data/issuer-codes.tsv`.
//!
//! The list is open by law (30/2020/NĐ-CP Annex I II.3b): a code that is not in the table
//! is an unknown issuer, never an error. One code may stand for several bodies: TW for Ban
//! Chấp hành Trung ương, Bộ Chính trị and Ban Bí thư.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::document_type::CodeFit;
use crate::agency::body_name::BodyName;
use tracuu_text::syllable::{folded, lower};
use tracuu_text::tsv::{self, Table};

/// The table itself.
const TABLE: Table = Table::new(
    "data/issuer-codes.tsv",
    include_str!("../../../../data/issuer-codes.tsv"),
);

/// A row of `data/issuer-codes.tsv`.
#[derive(Debug)]
pub struct IssuerCode {
    /// The code as printed, exact letters: `TTg`.
    pub code: &'static str,
    /// Its form in document ids. Listed, never derived.
    pub slug: &'static str,
    /// Which grammar of symbols it stands in.
    pub side: Side,
    /// Where the bodies stand.
    pub level: Level,
    /// Bodies that sign with it, by their full names.
    pub bodies: Vec<BodyName>,
    /// First year of use, if it has one.
    pub from: Option<u16>,
    /// Last year of use, if it ended.
    pub until: Option<u16>,
    /// Codes that took over.
    pub successors: Vec<&'static str>,
}

/// Which side of the state of things a code belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Party bodies.
    Party,
    /// State bodies.
    State,
    /// Mass organisations and steering boards, which print symbols either way.
    Both,
}

/// Where a body stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Trung ương.
    Central,
    /// Bộ, cơ quan ngang bộ.
    Ministry,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    Province,
    /// Huyện, quận, thị xã; ended in 2025.
    District,
    /// Xã, phường, đặc khu.
    Commune,
    /// Chi bộ.
    Cell,
    /// A party body inside a state body; ended in 2025.
    Agency,
    /// A state body of any local level: the code does not tell which.
    Local,
}

impl IssuerCode {
    /// Whether a body signs with the code.
    pub fn signs(&self, name: &BodyName) -> bool {
        self.bodies.iter().any(|body| name.is_same(body))
    }
}

/// All codes in the order of the table.
pub fn all() -> &'static [IssuerCode] {
    &ROWS
}

/// The form in which codes are compared: they differ by their letters, never by capitals. `TTg`
/// is typed `ttg`, and of a code in no list nobody knows which letters are capitals.
pub fn comparable(code: &str) -> String {
    code.to_uppercase()
}

/// The row of a code in exact letters. The number of the term of QH and UBTVQH (`QH15`)
/// is left aside. `None` for an unknown issuer.
pub fn find(code: &str) -> Option<&'static IssuerCode> {
    let without_term = code.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let stem = if is_assembly(without_term) { without_term } else { code };
    INDEX.exact.get(stem).copied()
}

/// Whether a code, its term number left aside, belongs to the National Assembly.
pub fn is_assembly(stem: &str) -> bool {
    matches!(stem, "QH" | "UBTVQH")
}

/// The codes that a written one can be: letter by letter; else without regard to case; and
/// where it has no marks at all, every code that reads like it without marks. Empty for
/// unknown issuers.
pub fn read(written: &str) -> (Vec<&'static IssuerCode>, CodeFit) {
    if let Some(found) = INDEX.exact.get(written) {
        return (vec![found], CodeFit::Exact);
    }
    let lowered = lower(written);
    let Some(candidates) = INDEX.folded.get(&folded(written)) else {
        return (Vec::new(), CodeFit::Exact);
    };
    let by_case = candidates.iter().filter(|found| lower(found.code) == lowered);
    if !written.is_ascii() {
        return (by_case.copied().collect(), CodeFit::Case);
    }
    let only_case = by_case.count() == candidates.len();
    (candidates.clone(), if only_case { CodeFit::Case } else { CodeFit::Folded })
}

static ROWS: LazyLock<Vec<IssuerCode>> = LazyLock::new(|| TABLE.load(parse_row));

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index::default();
    for row in ROWS.iter() {
        index.exact.insert(row.code, row);
        index.folded.entry(folded(row.code)).or_default().push(row);
    }
    index
});

/// Ways to a row.
#[derive(Default)]
struct Index {
    exact: FxHashMap<&'static str, &'static IssuerCode>,
    folded: FxHashMap<String, Vec<&'static IssuerCode>>,
}

fn parse_row(cells: [&'static str; 9]) -> Option<IssuerCode> {
    let [code, slug, side, level, bodies, from, until, successors, _status] = cells;
    Some(IssuerCode {
        code,
        slug,
        side: tsv::member(side)?,
        level: tsv::member(level)?,
        bodies: tsv::list(bodies, ';').map(BodyName::new).collect(),
        from: tsv::value(from).ok()?,
        until: tsv::value(until).ok()?,
        successors: tsv::list(successors, ',').collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_body_and_its_successors_are_listed() {
        for row in all() {
            assert!(!row.bodies.is_empty(), "{}", row.code);
            for successor in &row.successors {
                assert!(find(successor).is_some(), "{} names {successor}", row.code);
            }
        }
    }

    #[test]
    fn slugs_are_unique_and_safe_in_addresses() {
        let mut slugs: Vec<_> = all().iter().map(|row| row.slug).collect();
        assert!(slugs.iter().all(|slug| slug.bytes().all(|b| b.is_ascii_lowercase())));
        slugs.sort_unstable();
        slugs.dedup();
        assert_eq!(slugs.len(), all().len());
    }

    #[test]
    fn codes_are_read_with_patience() {
        let read_codes = |written| -> (Vec<_>, _) {
            let (found, fit) = read(written);
            (found.iter().map(|row| row.code).collect::<Vec<_>>(), fit)
        };
        assert_eq!(read_codes("TTg"), (vec!["TTg"], CodeFit::Exact));
        assert_eq!(read_codes("TTG"), (vec!["TTg"], CodeFit::Case));
        assert_eq!(read_codes("hdnd"), (vec!["HĐND"], CodeFit::Folded));
        assert_eq!(read_codes("tu"), (vec!["TU"], CodeFit::Case));
        assert_eq!(read_codes("KHONGCO").0, Vec::<&str>::new());
    }

    #[test]
    fn the_term_of_the_assembly_is_left_aside() {
        assert_eq!(find("QH15").map(|row| row.slug), Some("qh"));
        assert_eq!(find("UBTVQH14").map(|row| row.slug), Some("ubtvqh"));
        assert_eq!(find("TU7").map(|row| row.slug), None);
    }
}
