//! An agency (cơ quan, tổ chức): the parts of its name, its id, and when two names mean
//! the same body.

use jiff::civil::Date;

use super::rows::{self, AreaForm, AreaRow, FieldRow, Flag, HeadRow, Role};
use super::tier::{Tier, Tiers};
use crate::text::syllable::{folded, normal_words};

/// A body, a class of bodies, or the persons who lead one. Two agencies are equal when
/// their ids are.
///
/// The id is readable and URL-safe: the ids of the listed parts of the name, outermost
/// first, joined by full stops (`ban-thuong-vu.tinh-doan`). A part or place that is not
/// listed but learnt from a text is written as its folded words and, so that words which
/// differ only in marks stay apart, four hexadecimal digits of the checksum of its normal
/// form after a tilde (`huyen-uy.lac-son~5b1f`).
#[derive(Clone, Debug)]
pub struct Agency {
    parts: Vec<Part>,
    territory: Option<Territory>,
    id: String,
    name: String,
}

/// One part of a name: a head with its field or own name.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// `None` where the whole name is learnt.
    pub(super) head: Option<&'static HeadRow>,
    /// What stands after the head.
    pub(super) tail: Option<Tail>,
}

/// What stands after an open head.
#[derive(Clone, Debug)]
pub(super) enum Tail {
    /// A listed field: Nội vụ.
    Field(&'static FieldRow),
    /// Words learnt from the text.
    Own(String),
}

/// The area, committee or union that a body belongs to.
#[derive(Clone, Debug)]
pub(super) struct Territory {
    /// More than one in "huyện, thành phố".
    pub(super) areas: Vec<&'static AreaRow>,
    /// Which names of the areas are used.
    pub(super) form: AreaForm,
    /// "các huyện".
    pub(super) is_plural: bool,
    /// "cấp xã".
    pub(super) is_level: bool,
    /// The area's own name, learnt from the text.
    pub(super) place: Option<String>,
    /// "các cấp", in the place of an area.
    pub(super) scope: Option<String>,
}

/// How near two names are, the nearest last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Closeness {
    /// The candidate is a class that the body asked for belongs to.
    Covered,
    /// An earlier or later name: Ban Tuyên giáo, Ban Tuyên giáo và Dân vận.
    Renamed,
    /// The name asked for is short for the candidate, or says less of its area.
    Implied,
    /// The same body.
    Same,
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
        level.map_or(Tiers::ANY, Tiers::of)
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
        let area = rows::AREAS.iter().find(|row| row.tiers == Tiers::of(tier));
        match area {
            Some(area) if self.territory.is_none() => {
                Self::new(self.parts.clone(), Some(Territory::of(area, form)))
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

    /// How near `candidate` is to this name, asked for by a person; `None` where it is
    /// another body. Asymmetric: a short name finds the longer ones that it can mean, a
    /// longer name only its own.
    pub fn closeness(&self, candidate: &Self) -> Option<Closeness> {
        if self.id == candidate.id {
            return Some(Closeness::Same);
        }
        let parts = self.parts_closeness(candidate);
        let area = self.area_closeness(candidate);
        match (parts, area) {
            (Some(parts), Some(area)) => Some(parts.min(area)),
            _ => self.is_covered_by(candidate).then_some(Closeness::Covered),
        }
    }

    fn parts_closeness(&self, candidate: &Self) -> Option<Closeness> {
        let (asked, given) = (&self.parts, &candidate.parts);
        if asked.is_empty() && !given.is_empty() {
            let all = given.iter().all(Part::is_implied);
            return (self.has_form_of(candidate) && all).then_some(Closeness::Implied);
        }
        // The parts asked for must stand in the candidate in one run.
        let last = given.len().checked_sub(asked.len())?;
        (0..=last).find_map(|skipped| {
            let run = given.get(skipped..skipped + asked.len())?;
            let mut nearest = Closeness::Same;
            for (one, other) in asked.iter().zip(run) {
                nearest = nearest.min(one.closeness(other)?);
            }
            let outer = given.get(..skipped)?;
            let n_owners = last - skipped;
            if !outer.iter().all(Part::is_implied)
                || (n_owners > 0 && self.territory.is_some())
            {
                return None;
            }
            let is_longer = skipped > 0 || n_owners > 0;
            Some(if is_longer { nearest.min(Closeness::Implied) } else { nearest })
        })
    }

    fn has_form_of(&self, candidate: &Self) -> bool {
        match (&self.territory, &candidate.territory) {
            (Some(one), Some(other)) => one.form == other.form,
            _ => true,
        }
    }

    fn area_closeness(&self, candidate: &Self) -> Option<Closeness> {
        if !self.tiers().meets(candidate.tiers()) {
            return None;
        }
        let (Some(asked), Some(given)) = (&self.territory, &candidate.territory) else {
            return Some(Closeness::Same);
        };
        if asked.form != given.form
            && (self.parts.is_empty() || candidate.parts.is_empty())
        {
            return None;
        }
        if given.scope.is_some() != asked.scope.is_some() {
            return None;
        }
        match (&asked.place, &given.place) {
            (Some(one), Some(other)) => {
                (normal_words(one) == normal_words(other)).then_some(Closeness::Same)
            }
            // A committee's own papers leave out its province's name, not its districts'.
            (Some(_), None) => (given.tiers() == Some(Tiers::of(Tier::Province))
                && !given.is_many())
            .then_some(Closeness::Implied),
            (None, Some(_)) => Some(Closeness::Implied),
            (None, None) => {
                let same = asked.is_many() == given.is_many();
                Some(if same { Closeness::Same } else { Closeness::Implied })
            }
        }
    }

    /// Whether `class` is a class that takes this body in.
    fn is_covered_by(&self, class: &Self) -> bool {
        if !class.is_class() || self.is_class() || !self.tiers().meets(class.tiers()) {
            return false;
        }
        let same_parts = class.parts.len() <= self.parts.len()
            && class
                .parts
                .iter()
                .zip(&self.parts)
                .all(|(one, other)| other.closeness(one).is_some());
        if same_parts && (!class.parts.is_empty() || self.parts.is_empty()) {
            return class.territory.is_some() || class.parts.len() < self.parts.len();
        }
        let noun = class.parts.first().and_then(|part| part.head);
        let head = self.parts.first().and_then(|part| part.head);
        matches!(
            (noun.map(|row| row.id), head.map(|row| row.id)),
            (Some("so-ban-nganh"), Some("so")) | (Some("bo-ban-nganh"), Some("bo"))
        )
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

/// Id of the youth union, whose committees have names of their own (Tỉnh đoàn).
const YOUTH_UNION: &str = "doan-thanh-nien";

/// The parts that a name shows: the union stands in the area's form.
fn shown<'p>(
    parts: &'p [Part],
    territory: Option<&Territory>,
) -> impl Iterator<Item = &'p Part> {
    let is_union = territory.is_some_and(|territory| territory.form == AreaForm::Youth);
    let n_shown = if is_union { parts.len().saturating_sub(1) } else { parts.len() };
    parts.iter().take(n_shown)
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The readable id of learnt words; see [`Agency`].
fn slug(words: &str) -> String {
    let form = normal_words(words);
    let plain: String = folded(&form)
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter } else { ' ' })
        .collect();
    let joined = plain.split_whitespace().collect::<Vec<_>>().join("-");
    format!("{joined}~{:04x}", checksum(form.as_bytes()))
}

/// FNV-1a, folded to 16 bits: fixed for all time, because ids are stored.
fn checksum(bytes: &[u8]) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in bytes {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    (hash >> 16) ^ (hash & 0xffff)
}

impl Part {
    /// A listed head alone.
    pub(super) fn listed(head: &'static HeadRow) -> Self {
        Self { head: Some(head), tail: None }
    }

    fn id(&self) -> String {
        let tail = self.tail.as_ref().map(|tail| match tail {
            Tail::Field(field) => field.id.to_owned(),
            Tail::Own(words) => slug(words),
        });
        match (self.head, tail) {
            (Some(head), Some(tail)) => format!("{}.{tail}", head.id),
            (Some(head), None) => head.id.to_owned(),
            (None, tail) => tail.unwrap_or_default(),
        }
    }

    fn name(&self) -> String {
        let tail = self.tail.as_ref().map(|tail| match tail {
            Tail::Field(field) => field.name,
            Tail::Own(words) => words.as_str(),
        });
        let head = self.head.map(|head| head.name);
        head.into_iter().chain(tail).collect::<Vec<_>>().join(" ")
    }

    fn is_youth_union(&self) -> bool {
        self.head.is_some_and(|head| head.id == YOUTH_UNION)
    }

    fn is_implied(&self) -> bool {
        self.head.is_some_and(|head| head.is(Flag::Implied))
    }

    fn until(&self) -> Option<Date> {
        match &self.tail {
            Some(Tail::Field(field)) => field.until,
            _ => self.head?.until,
        }
    }

    /// The part that took over.
    fn successor(&self) -> Option<Self> {
        if let Some(Tail::Field(field)) = &self.tail {
            let next = rows::field(field.successor?)?;
            return Some(Self { head: self.head, tail: Some(Tail::Field(next)) });
        }
        let id = self.head?.successor?;
        match id.split_once('.') {
            None => Some(Self::listed(rows::head(id)?)),
            Some((id, of)) => Some(Self {
                head: rows::head(id),
                tail: rows::field(of).map(Tail::Field),
            }),
        }
    }

    fn closeness(&self, other: &Self) -> Option<Closeness> {
        if self.id() == other.id() {
            return Some(Closeness::Same);
        }
        (self.becomes(other) || other.becomes(self)).then_some(Closeness::Renamed)
    }

    /// Whether `later` took over, directly or through others.
    fn becomes(&self, later: &Self) -> bool {
        let mut next = self.successor();
        // Chains of successors are short; the bound only guards against a ring in the data.
        for _ in 0..8 {
            match next {
                Some(part) if part.id() == later.id() => return true,
                Some(part) => next = part.successor(),
                None => return false,
            }
        }
        false
    }
}

impl Territory {
    /// One area in one of its forms.
    pub(super) fn of(area: &'static AreaRow, form: AreaForm) -> Self {
        Self {
            areas: vec![area],
            form,
            is_plural: false,
            is_level: false,
            place: None,
            scope: None,
        }
    }

    /// Without what the head already says (Sở X tỉnh), in one form where two mean the same.
    fn settled(mut self, parts: &[Part]) -> Option<Self> {
        if let Some(last) = parts.last() {
            let is_central = self.tiers() == Some(Tiers::of(Tier::Central));
            let is_union = last.is_youth_union() && self.areas.len() == 1;
            if self.form == AreaForm::Committee && is_central {
                self.form = AreaForm::Area;
            }
            if is_union && self.areas.iter().all(|area| area.youth_id.is_some()) {
                self.form = AreaForm::Youth;
            }
            let level = last.head.and_then(|head| head.level);
            let says_nothing = level
                .is_some_and(|level| self.tiers().is_some_and(|tiers| tiers.has(level)));
            if says_nothing && !self.is_many() && self.place.is_none() {
                return None;
            }
        }
        Some(self)
    }

    /// The tiers of its areas; `None` where only a scope is named.
    fn tiers(&self) -> Option<Tiers> {
        let tiers = self.areas.iter().map(|area| area.tiers).reduce(Tiers::union);
        tiers.filter(|_| self.scope.is_none())
    }

    /// Whether it stands for many.
    pub(super) fn is_many(&self) -> bool {
        self.is_plural || self.is_level || self.areas.len() > 1 || self.scope.is_some()
    }

    fn ids(&self) -> Vec<String> {
        if let Some(scope) = &self.scope {
            let plain = folded(scope).replace(' ', "-");
            return vec![plain];
        }
        let mut areas = self.areas.clone();
        areas.sort_by_key(|area| rows::AREAS.iter().position(|row| row.id == area.id));
        areas.dedup_by_key(|area| area.id);
        let ids: Vec<&str> = areas.iter().map(|area| area.named(self.form).0).collect();
        let joined = ids.join("-");
        let is_alone = ids.len() == 1 && self.place.is_none();
        let id = match () {
            () if is_alone && self.is_level => format!("cap-{joined}"),
            () if is_alone && self.is_plural => format!("cac-{joined}"),
            () => joined,
        };
        std::iter::once(id).chain(self.place.as_deref().map(slug)).collect()
    }

    /// The words; an area that is the whole name is plural in capitals.
    fn name(&self, is_whole: bool) -> String {
        if let Some(scope) = &self.scope {
            return scope.clone();
        }
        let names: Vec<String> = self
            .areas
            .iter()
            .enumerate()
            .map(|(index, area)| {
                let name = area.named(self.form).1;
                let is_inside = index > 0 || (is_whole && self.is_plural);
                if is_inside {
                    crate::text::syllable::lower(name)
                } else {
                    name.to_owned()
                }
            })
            .collect();
        let lead = match () {
            () if self.is_level => "cấp ",
            () if self.is_plural => "các ",
            () => "",
        };
        let place = self.place.as_ref().map(|place| format!(" {place}"));
        format!("{lead}{}{}", names.join(", "), place.unwrap_or_default())
    }
}
