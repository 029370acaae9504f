//! An agency (cơ quan, tổ chức): its id, its name, and what can be said of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::part::{Part, Tail, Territory, YOUTH_UNION};
use super::rows::{self, AreaForm, Flag, HeadRow, Role};
use super::tier::{Tier, Tiers};
use tracuu_text::capitals::capitalised;

/// A body, a class of bodies, or the persons who lead one. Two agencies are equal when
/// their ids are.
///
/// The id is readable and URL-safe: the ids of the listed parts of the name, outermost
/// first, joined by full stops (`ban-thuong-vu.tinh-doan`). A part or place that is not
/// listed but learnt from a text is written as its folded words and, so that words which
/// differ only in marks stay apart, four hexadecimal digits of the checksum of its normal
/// form after a tilde (`huyen-uy.lac-son~5b1f`).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agency {
    pub(super) parts: Vec<Part>,
    pub(super) territory: Option<Territory>,
    pub(super) id: String,
    name: String,
}

impl PartialEq for Agency {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Agency {}

impl std::hash::Hash for Agency {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.id.hash(state);
    }
}

impl PartialOrd for Agency {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Agency {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.id.cmp(&other.id)
    }
}

impl Agency {
    pub(super) fn new(parts: Vec<Part>, territory: Option<Territory>) -> Self {
        let territory = territory.and_then(|territory| territory.settled(&parts));
        let parts = union_parts(parts, territory.as_ref());
        let mut ids: Vec<String> =
            shown(&parts, territory.as_ref()).map(Part::id).collect();
        let mut names: Vec<String> =
            shown(&parts, territory.as_ref()).map(Part::name).collect();
        if let Some(territory) = &territory {
            ids.extend(territory.ids());
            names.push(territory.name(parts.is_empty()));
        }
        Self { id: ids.join("."), name: capitalised(&names.join(" ")), parts, territory }
    }

    /// A body of which nothing but the name is known.
    pub(super) fn learnt(name: &str) -> Self {
        let own = Tail::Own(name.to_owned());
        Self::new(vec![Part { head: None, tail: Some(own) }], None)
    }

    /// The stable id, such as `ban-noi-chinh.tinh-uy`.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The full name in its usual spelling: `Ban Nội chính Tỉnh ủy`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Abbreviations by which the lists know its first part, with the rest of the name:
    /// `BTG Tỉnh ủy`, `BTC` (Bộ Tài chính). They may mean other bodies too.
    pub fn abbreviations(&self) -> Vec<String> {
        let Some(first) = self.parts.first() else { return Vec::new() };
        let rest = self.name.strip_prefix(&first.name()).unwrap_or_default();
        let (known, rest) = match (&first.tail, first.head) {
            // The code of a ministry is whole.
            (Some(Tail::Field(field)), _) => (field.codes.as_slice(), ""),
            (None, Some(head)) => (head.variants.as_slice(), rest),
            _ => (&[][..], rest),
        };
        let is_short = |word: &&&str| {
            word.chars().all(|letter| letter.is_uppercase() || letter == '&')
        };
        known.iter().filter(is_short).map(|word| format!("{word}{rest}")).collect()
    }

    /// Whether it stands for many bodies: "các sở, ban, ngành".
    pub fn is_class(&self) -> bool {
        self.parts.iter().any(|part| part.head.is_some_and(HeadRow::is_class))
            || self.territory.as_ref().is_some_and(Territory::is_many)
    }

    /// Whether it stands for persons: "Chủ tịch Ủy ban nhân dân tỉnh".
    pub fn is_persons(&self) -> bool {
        let head = self.parts.first().and_then(|part| part.head);
        head.is_some_and(|head| head.is(Flag::Persons))
    }

    /// Whether a part of the name is learnt from a text, not listed.
    pub fn is_learnt(&self) -> bool {
        self.parts.iter().any(|part| matches!(part.tail, Some(Tail::Own(_))))
    }

    /// Whether the name has words that no listed part explains: a learnt name or place.
    pub(super) fn has_own_words(&self) -> bool {
        let place =
            self.territory.as_ref().and_then(|territory| territory.place.as_ref());
        self.is_learnt() || place.is_some()
    }

    /// The tiers that it may stand on.
    pub fn tiers(&self) -> Tiers {
        if let Some(tiers) = self.territory.as_ref().and_then(Territory::tiers) {
            return tiers;
        }
        let level = self.parts.iter().find_map(|part| part.head?.level);
        level.map_or(Tiers::ANY, Tiers::from_tier)
    }

    /// The tier, where the name tells.
    pub fn tier(&self) -> Option<Tier> {
        self.tiers().only()
    }

    /// The same body with the area that a document of `tier` means by a name without one:
    /// "Ban Tuyên giáo" in a plan of a province is the province's. A name that would have
    /// to be guessed at ("Văn phòng", "Mặt trận Tổ quốc") is returned as it is.
    #[must_use]
    pub fn at(&self, tier: Tier) -> Self {
        let heads: Vec<&HeadRow> =
            self.parts.iter().filter_map(|part| part.head).collect();
        let form = match heads.as_slice() {
            [organ] if organ.is(Flag::Home) => AreaForm::Committee,
            [organ, body] if organ.role == Role::Organ && body.role == Role::Body => {
                AreaForm::Area
            }
            _ => return self.clone(),
        };
        let area = rows::AREAS.iter().find(|row| row.tiers == Tiers::from_tier(tier));
        match area {
            Some(area) if self.territory.is_none() => {
                Self::new(self.parts.clone(), Some(Territory::from_area(area, form)))
            }
            _ => self.clone(),
        }
    }

    /// The day on which bodies of its kind, or areas of its kind, ended, and the body that
    /// took over, where data list one.
    pub fn succeeded(&self) -> Option<(Date, Option<Self>)> {
        let ended =
            self.parts.iter().enumerate().find(|(_, part)| part.until().is_some());
        let Some((index, part)) = ended else {
            let areas = &self.territory.as_ref()?.areas;
            let last = areas.iter().map(|area| area.until).max()??;
            return areas.iter().all(|area| area.until.is_some()).then_some((last, None));
        };
        let mut parts = self.parts.clone();
        let next = part.successor();
        let successor = next.map(|next| {
            parts.splice(index..=index, [next]);
            Self::new(parts, self.territory.clone())
        });
        Some((part.until()?, successor))
    }

    /// The first day of the body's kind, where data list one.
    pub fn since(&self) -> Option<Date> {
        self.parts.iter().find_map(|part| part.head?.from)
    }
}

/// The parts, with the youth union that an area's form names.
fn union_parts(mut parts: Vec<Part>, territory: Option<&Territory>) -> Vec<Part> {
    if territory.is_some_and(|territory| territory.form == AreaForm::Youth)
        && !parts.last().is_some_and(Part::is_youth_union)
    {
        parts.push(Part { head: rows::head(YOUTH_UNION), tail: None });
    }
    parts
}

/// The parts that a name shows: the union stands in the area's form.
fn shown<'p>(
    parts: &'p [Part],
    territory: Option<&Territory>,
) -> impl Iterator<Item = &'p Part> {
    let is_union = territory.is_some_and(|territory| territory.form == AreaForm::Youth);
    let n_shown = if is_union { parts.len().saturating_sub(1) } else { parts.len() };
    parts.iter().take(n_shown)
}
