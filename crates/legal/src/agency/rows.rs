//! The rows of `data/agencies.tsv`, `data/agency-areas.tsv`, `data/agency-fields.tsv` and
//! `data/agency-words.tsv`; their formats stand at the head of each file.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::tier::{Tier, Tiers};
use tracuu_text::tsv::{self, Table};

/// How a listed head builds names.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    /// Complete by itself.
    Fixed,
    /// Organ of a committee, of an area or of another body.
    Organ,
    /// Body of an area.
    Body,
    /// Takes a field or a name of its own, then an area.
    Open,
    /// Member of an enumerated class.
    Noun,
    /// A class by itself.
    Group,
}

/// What else holds of a listed head.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Flag {
    /// Stands for many bodies.
    Class,
    /// Persons, not a body.
    Persons,
    /// Counts only with its owner or area.
    Owner,
    /// The short name of its owner may mean it.
    Implied,
    /// Forms codes with the committee: BTCTU.
    Party,
    /// Counts in small letters.
    Lower,
    /// Counts only with a field or a name of its own.
    Named,
    /// Takes a name of its own in small letters too.
    Small,
    /// Without an owner it is that of the document's own committee.
    Home,
}

/// A row of `data/agencies.tsv`.
#[derive(Debug)]
pub(super) struct HeadRow {
    pub(super) id: &'static str,
    pub(super) role: Role,
    flags: Vec<Flag>,
    pub(super) level: Option<Tier>,
    pub(super) name: &'static str,
    pub(super) variants: Vec<&'static str>,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) successor: Option<&'static str>,
}

impl HeadRow {
    /// Whether the flag is set.
    pub(super) fn is(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// Whether it stands for many bodies by itself.
    pub(super) fn is_class(&self) -> bool {
        self.is(Flag::Class) || matches!(self.role, Role::Noun | Role::Group)
    }
}

/// Which of the names that an area gives.
#[derive(
    Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize,
)]
pub(super) enum AreaForm {
    /// The area itself: tỉnh.
    Area,
    /// Its party committee: Tỉnh ủy.
    Committee,
    /// Its youth union: Tỉnh đoàn.
    Youth,
}

/// A row of `data/agency-areas.tsv`.
#[derive(Debug)]
pub(super) struct AreaRow {
    pub(super) id: &'static str,
    pub(super) tiers: Tiers,
    pub(super) words: Vec<&'static str>,
    pub(super) committee_id: Option<&'static str>,
    pub(super) committee: Vec<&'static str>,
    pub(super) youth_id: Option<&'static str>,
    pub(super) youth: Vec<&'static str>,
    pub(super) codes: Vec<&'static str>,
    /// The day on which areas of the kind ended.
    pub(super) until: Option<Date>,
}

impl AreaRow {
    /// Id and name in one of the forms; the area itself where it has no such form.
    pub(super) fn named(&self, form: AreaForm) -> (&'static str, &'static str) {
        let own = (self.id, self.words.first().copied().unwrap_or_default());
        match form {
            AreaForm::Area => own,
            AreaForm::Committee => {
                pair(self.committee_id, &self.committee).unwrap_or(own)
            }
            AreaForm::Youth => pair(self.youth_id, &self.youth).unwrap_or(own),
        }
    }
}

fn pair(
    id: Option<&'static str>,
    names: &[&'static str],
) -> Option<(&'static str, &'static str)> {
    Some((id?, names.first().copied()?))
}

/// A row of `data/agency-fields.tsv`.
#[derive(Debug)]
pub(super) struct FieldRow {
    pub(super) id: &'static str,
    pub(super) heads: Vec<&'static str>,
    pub(super) name: &'static str,
    pub(super) variants: Vec<&'static str>,
    pub(super) codes: Vec<&'static str>,
    pub(super) until: Option<Date>,
    pub(super) successor: Option<&'static str>,
}

/// What a word of `data/agency-words.tsv` does.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum WordRole {
    /// Before a name, makes it plural.
    Determiner,
    /// Before a name, keeps it one.
    Single,
    /// Between an organ or class and its owner.
    Link,
    /// Between a class and the area or body that it is in.
    Inside,
    /// After a class, part of the phrase.
    Qualifier,
    /// The same; makes also one noun a class: "đơn vị liên quan".
    Related,
    /// Looks like the start of a name and is none.
    Block,
    /// Ends a tail that is learnt.
    Stop,
    /// Between a body and its area.
    Level,
    /// In the place of an area.
    Scope,
    /// Behind several areas, tells which of them: "các xã ven biển".
    Site,
    /// Joins the members of a list; stands in no name.
    Joint,
}

/// All rows of `data/agencies.tsv`, in order.
pub(super) static HEADS: LazyLock<Vec<HeadRow>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/agencies.tsv");
    Table::new("data/agencies.tsv", text).load(head_row)
});
/// All rows of `data/agency-areas.tsv`, in order.
pub(super) static AREAS: LazyLock<Vec<AreaRow>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/agency-areas.tsv");
    Table::new("data/agency-areas.tsv", text).load(area_row)
});
/// All rows of `data/agency-fields.tsv`, in order.
pub(super) static FIELDS: LazyLock<Vec<FieldRow>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/agency-fields.tsv");
    Table::new("data/agency-fields.tsv", text).load(field_row)
});
/// All rows of `data/agency-words.tsv`, in order.
pub(super) static WORDS: LazyLock<Vec<(WordRole, &'static str)>> = LazyLock::new(|| {
    let text = include_str!("../../../../data/agency-words.tsv");
    Table::new("data/agency-words.tsv", text)
        .load(|[role, phrase]| Some((tsv::member(role)?, phrase)))
});

/// The words that join the members of a list, "và" first.
pub(super) static JOINTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words_of(WordRole::Joint).collect());

/// The first word of a role: for writing.
pub(super) fn written(role: WordRole) -> &'static str {
    words_of(role).next().unwrap_or_default()
}

fn words_of(role: WordRole) -> impl Iterator<Item = &'static str> {
    let rows = WORDS.iter().filter(move |(known, _)| *known == role);
    rows.map(|(_, word)| *word)
}

/// The listed head of an id.
pub(super) fn head(id: &str) -> Option<&'static HeadRow> {
    HEADS.iter().find(|row| row.id == id)
}

/// Whether a field of an id is one of a head.
pub(super) fn is_field_of(field: &str, head: &str) -> bool {
    FIELDS.iter().any(|row| row.id == field && row.heads.contains(&head))
}

/// The listed area of an id.
pub(super) fn area(id: &str) -> Option<&'static AreaRow> {
    AREAS.iter().find(|row| row.id == id)
}

/// The listed field of an id.
pub(super) fn field(id: &str) -> Option<&'static FieldRow> {
    FIELDS.iter().find(|row| row.id == id)
}

fn head_row(cells: [&'static str; 9]) -> Option<HeadRow> {
    let [id, role, flags, level, name, variants, from, until, successor] = cells;
    Some(HeadRow {
        id,
        role: tsv::member(role)?,
        flags: tsv::list(flags, ',').map(tsv::member).collect::<Option<_>>()?,
        level: match tsv::optional(level) {
            None => None,
            Some(code) => Some(tsv::member(code)?),
        },
        name,
        variants: tsv::list(variants, ';').collect(),
        from: tsv::value(from).ok()?,
        until: tsv::value(until).ok()?,
        successor: tsv::optional(successor),
    })
}

fn area_row(cells: [&'static str; 9]) -> Option<AreaRow> {
    let [id, tiers, words, committee_id, committee, youth_id, youth, codes, until] =
        cells;
    let members = |cell| tsv::list(cell, ';').collect();
    let mut set = Tiers::NONE;
    for code in tsv::list(tiers, ',') {
        set = set.union(Tiers::from_tier(tsv::member(code)?));
    }
    Some(AreaRow {
        id,
        tiers: set,
        words: members(words),
        committee_id: tsv::optional(committee_id),
        committee: members(committee),
        youth_id: tsv::optional(youth_id),
        youth: members(youth),
        codes: members(codes),
        until: tsv::value(until).ok()?,
    })
}

fn field_row(cells: [&'static str; 7]) -> Option<FieldRow> {
    let [id, heads, name, variants, codes, until, successor] = cells;
    Some(FieldRow {
        id,
        heads: tsv::list(heads, ',').collect(),
        name,
        variants: tsv::list(variants, ';').collect(),
        codes: tsv::list(codes, ';').collect(),
        until: tsv::value(until).ok()?,
        successor: tsv::optional(successor),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_listed_once_and_are_url_safe() {
        let mut ids: Vec<&str> = HEADS.iter().map(|row| row.id).collect();
        ids.sort_unstable();
        let n_ids = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), n_ids);
        for id in ids {
            let plain = |byte: u8| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
            };
            assert!(id.bytes().all(plain), "{id}");
        }
    }

    #[test]
    fn successors_and_heads_of_fields_are_listed() {
        for row in HEADS.iter() {
            if let Some(successor) = row.successor {
                let known = match successor.split_once('.') {
                    None => head(successor).is_some(),
                    Some((id, of)) => head(id).is_some() && field(of).is_some(),
                };
                assert!(known, "{} -> {successor}", row.id);
            }
        }
        for row in FIELDS.iter() {
            assert!(row.successor.is_none_or(|id| field(id).is_some()), "{}", row.id);
            assert!(row.heads.iter().all(|id| head(id).is_some()), "{}", row.id);
        }
    }
}
