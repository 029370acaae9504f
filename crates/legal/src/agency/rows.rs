//! The rows of `data/agencies.tsv`, `data/agency-areas.tsv`, `data/agency-fields.tsv` and
//! `data/agency-words.tsv`; their formats stand at the head of each file.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::tier::{Tier, Tiers};

/// How a listed head builds names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
    /// Looks like the start of a name and is none.
    Block,
    /// Ends a tail that is learnt.
    Stop,
    /// Between a body and its area.
    Level,
    /// In the place of an area.
    Scope,
}

/// All rows of `data/agencies.tsv`, in order.
pub(super) static HEADS: LazyLock<Vec<HeadRow>> =
    LazyLock::new(|| lines(HEADS_TSV).filter_map(head_row).collect());
/// All rows of `data/agency-areas.tsv`, in order.
pub(super) static AREAS: LazyLock<Vec<AreaRow>> =
    LazyLock::new(|| lines(AREAS_TSV).filter_map(area_row).collect());
/// All rows of `data/agency-fields.tsv`, in order.
pub(super) static FIELDS: LazyLock<Vec<FieldRow>> =
    LazyLock::new(|| lines(FIELDS_TSV).filter_map(field_row).collect());
/// All rows of `data/agency-words.tsv`, in order.
pub(super) static WORDS: LazyLock<Vec<(WordRole, &'static str)>> =
    LazyLock::new(|| lines(WORDS_TSV).filter_map(word_row).collect());

const HEADS_TSV: &str = include_str!("../../../../data/agencies.tsv");
const AREAS_TSV: &str = include_str!("../../../../data/agency-areas.tsv");
const FIELDS_TSV: &str = include_str!("../../../../data/agency-fields.tsv");
const WORDS_TSV: &str = include_str!("../../../../data/agency-words.tsv");

/// The listed head of an id.
pub(super) fn head(id: &str) -> Option<&'static HeadRow> {
    HEADS.iter().find(|row| row.id == id)
}

/// The listed field of an id.
pub(super) fn field(id: &str) -> Option<&'static FieldRow> {
    FIELDS.iter().find(|row| row.id == id)
}

fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn cells<const N: usize>(line: &'static str) -> Option<[&'static str; N]> {
    line.split('\t').collect::<Vec<_>>().try_into().ok()
}

fn stated(cell: &'static str) -> Option<&'static str> {
    (cell != "-").then_some(cell)
}

fn listed(cell: &'static str, separator: char) -> Vec<&'static str> {
    stated(cell)
        .map(|cell| cell.split(separator).map(str::trim).collect())
        .unwrap_or_default()
}

/// The day of a cell, none where none is stated; an error where it does not read.
fn day(cell: &'static str) -> Result<Option<Date>, jiff::Error> {
    stated(cell).map(str::parse).transpose()
}

fn head_row(line: &'static str) -> Option<HeadRow> {
    let [id, role, flags, level, name, variants, from, until, successor] = cells(line)?;
    Some(HeadRow {
        id,
        role: role_of(role)?,
        flags: listed(flags, ',').into_iter().map(flag_of).collect::<Option<_>>()?,
        level: match stated(level) {
            None => None,
            Some(code) => Some(Tier::from_code(code)?),
        },
        name,
        variants: listed(variants, ';'),
        from: day(from).ok()?,
        until: day(until).ok()?,
        successor: stated(successor),
    })
}

fn role_of(word: &str) -> Option<Role> {
    Some(match word {
        "fixed" => Role::Fixed,
        "organ" => Role::Organ,
        "body" => Role::Body,
        "open" => Role::Open,
        "noun" => Role::Noun,
        "group" => Role::Group,
        _ => return None,
    })
}

fn flag_of(word: &str) -> Option<Flag> {
    Some(match word {
        "class" => Flag::Class,
        "persons" => Flag::Persons,
        "owner" => Flag::Owner,
        "implied" => Flag::Implied,
        "party" => Flag::Party,
        "lower" => Flag::Lower,
        "named" => Flag::Named,
        "home" => Flag::Home,
        "small" => Flag::Small,
        _ => return None,
    })
}

fn area_row(line: &'static str) -> Option<AreaRow> {
    let [id, tiers, words, committee_id, committee, youth_id, youth, codes, until] =
        cells(line)?;
    let mut set = Tiers::NONE;
    for code in listed(tiers, ',') {
        set = set.union(Tiers::of(Tier::from_code(code)?));
    }
    Some(AreaRow {
        id,
        tiers: set,
        words: listed(words, ';'),
        committee_id: stated(committee_id),
        committee: listed(committee, ';'),
        youth_id: stated(youth_id),
        youth: listed(youth, ';'),
        codes: listed(codes, ';'),
        until: day(until).ok()?,
    })
}

fn field_row(line: &'static str) -> Option<FieldRow> {
    let [id, heads, name, variants, codes, until, successor] = cells(line)?;
    Some(FieldRow {
        id,
        heads: listed(heads, ','),
        name,
        variants: listed(variants, ';'),
        codes: listed(codes, ';'),
        until: day(until).ok()?,
        successor: stated(successor),
    })
}

fn word_row(line: &'static str) -> Option<(WordRole, &'static str)> {
    let [role, phrase] = cells(line)?;
    let role = match role {
        "determiner" => WordRole::Determiner,
        "single" => WordRole::Single,
        "link" => WordRole::Link,
        "inside" => WordRole::Inside,
        "qualifier" => WordRole::Qualifier,
        "block" => WordRole::Block,
        "stop" => WordRole::Stop,
        "level" => WordRole::Level,
        "scope" => WordRole::Scope,
        _ => return None,
    };
    Some((role, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_every_file_parses() {
        assert_eq!(HEADS.len(), lines(HEADS_TSV).count());
        assert_eq!(AREAS.len(), lines(AREAS_TSV).count());
        assert_eq!(FIELDS.len(), lines(FIELDS_TSV).count());
        assert_eq!(WORDS.len(), lines(WORDS_TSV).count());
        for line in lines(HEADS_TSV) {
            assert!(head_row(line).is_some(), "{line}");
        }
    }

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
