//! Rows of `data/document-types.tsv`; its head says what the columns mean.

use serde::Deserialize;

use tracuu_text::tsv::{self, Table};

/// A row of `data/document-types.tsv`.
#[derive(Debug)]
pub struct TypeRow {
    /// Readable id, also part of document ids: `nghi-quyet`. Listed, never derived.
    pub id: &'static str,
    /// The name as printed in running text: `Nghị quyết`.
    pub name: &'static str,
    /// Other names of the same type.
    pub other_names: Vec<&'static str>,
    /// Codes in party symbols, canonical first: `QĐ`, `QĐi`.
    pub party_codes: Vec<&'static str>,
    /// Codes in state symbols, canonical first.
    pub state_codes: Vec<&'static str>,
    /// Codes of earlier rules: read, never printed.
    pub old_codes: Vec<OldCode>,
    /// Which side issues it.
    pub side: IssuingSide,
    /// How much a mention without a symbol weighs.
    pub weight: MentionWeight,
    /// First year of the type, if it has one.
    pub from: Option<u16>,
    /// Last year of the type, if it ended.
    pub until: Option<u16>,
    /// How it is cited.
    pub cited_by: CitedBy,
    /// Rank in the basis, 1 the highest.
    pub rank: Option<u8>,
    /// Which of its units are measures.
    pub measures: MeasureSource,
    /// Issuer codes of the assembly symbols that it can have.
    pub assembly_codes: Vec<&'static str>,
    /// What else the grammar of citations knows of it.
    pub traits: TypeTraits,
}

/// A code of an earlier rule.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OldCode {
    /// The code as printed then.
    pub code: &'static str,
    /// Last year of the rule that had it, where that is known.
    pub until: Option<u16>,
}

/// Which side issues documents of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IssuingSide {
    /// Party bodies.
    Party,
    /// State bodies.
    State,
    /// Either.
    Both,
    /// Known by name only; has no document symbol of this kind.
    Named,
}

/// How much a type word weighs in running text when no symbol follows it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionWeight {
    /// An everyday word: a document only with a symbol, or with issuer and title.
    Weak,
    /// A document with a title of its own.
    Plain,
    /// A document with any name.
    Strong,
}

/// How documents of a type are cited.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CitedBy {
    /// By number and date.
    Number,
    /// By type and name; a number is not asked for.
    Name,
    /// By name, because it never has a number.
    #[serde(rename = "unnumbered")]
    UnnumberedName,
}

/// What makes numbered tasks of a document measures (nhiệm vụ, giải pháp).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureSource {
    /// Nothing: the type is no plan.
    Never,
    /// A heading that announces tasks.
    Headings,
    /// A heading, or a sentence in front of the first task.
    #[serde(rename = "lead-in")]
    HeadingsAndLeadIn,
    /// A heading, where the title says that the document approves a plan.
    #[serde(rename = "title")]
    TitleOfPlan,
}

/// What the grammar of citations knows of a type.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent columns of a table")]
pub struct TypeTraits {
    /// Type and number name it although its word is plain: "Đề án 06".
    pub is_known_by_bare_number: bool,
    /// Likewise in mid-sentence before a mark.
    pub is_known_before_mark: bool,
    /// In small letters the word also names the work that carries out the document behind
    /// it: "kế hoạch thực hiện Đề án số 12/ĐA-BCA".
    pub may_carry_out: bool,
    /// Several bodies issue it together: Thông tư liên tịch.
    pub is_joint: bool,
    /// It is a kind of the type with whose name its own begins: Chương trình hành động.
    pub is_narrower: bool,
    /// Its name stands right behind the type word: "Luật Đất đai", "Điều lệ Hội Nông dân".
    pub has_name_behind: bool,
    /// The type word alone names the document: "Hiến pháp".
    pub is_only_one: bool,
    /// Since 1997 its number has the year: `30/2020/NĐ-CP`.
    pub has_year_in_number: bool,
}

/// The rows in the order of the table.
pub(super) fn load() -> Vec<TypeRow> {
    let text = include_str!("../../../../data/document-types.tsv");
    Table::new("data/document-types.tsv", text).load(parse_row)
}

fn parse_row(cells: [&'static str; 16]) -> Option<TypeRow> {
    let [id, name, party, state, old, side, weight, other, from, until, ..] = cells;
    let [.., cited, rank, measures, assembly, traits, _note] = cells;
    Some(TypeRow {
        id,
        name,
        other_names: members(other),
        party_codes: members(party),
        state_codes: members(state),
        old_codes: tsv::list(old, ',').map(parse_old_code).collect(),
        side: tsv::member(side)?,
        weight: tsv::member(weight)?,
        from: tsv::value(from).ok()?,
        until: tsv::value(until).ok()?,
        cited_by: match tsv::optional(cited) {
            None => CitedBy::Number,
            Some(name) => tsv::member(name)?,
        },
        rank: tsv::value(rank).ok()?,
        measures: match tsv::optional(measures) {
            None => MeasureSource::Never,
            Some(name) => tsv::member(name)?,
        },
        assembly_codes: members(assembly),
        traits: parse_traits(traits)?,
    })
}

/// A code with the last year of its rule: `TTh:2020`.
fn parse_old_code(member: &'static str) -> OldCode {
    match member.split_once(':') {
        Some((code, year)) => OldCode { code, until: year.parse().ok() },
        None => OldCode { code: member, until: None },
    }
}

fn parse_traits(cell: &str) -> Option<TypeTraits> {
    let mut traits = TypeTraits::default();
    for name in tsv::list(cell, ',') {
        let known = match name {
            "bare-number" => &mut traits.is_known_by_bare_number,
            "alone" => &mut traits.is_known_before_mark,
            "carries-out" => &mut traits.may_carry_out,
            "joint" => &mut traits.is_joint,
            "narrower" => &mut traits.is_narrower,
            "name-behind" => &mut traits.has_name_behind,
            "only-one" => &mut traits.is_only_one,
            "year" => &mut traits.has_year_in_number,
            _ => return None,
        };
        *known = true;
    }
    Some(traits)
}

fn members(cell: &'static str) -> Vec<&'static str> {
    tsv::list(cell, ',').collect()
}
