//! The parts of a name: heads with their tails, and the territory.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::rows::{self, AreaForm, AreaRow, FieldRow, Flag, HeadRow, WordRole, written};
use super::tier::{Tier, Tiers};
use tracuu_text::syllable::{folded, normal_words};

/// One part of a name: a head with its field or own name.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Part {
    /// `None` where the whole name is learnt.
    pub(super) head: Option<&'static HeadRow>,
    /// What stands after the head.
    pub(super) tail: Option<Tail>,
}

/// What stands after an open head.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) enum Tail {
    /// A listed field: Nội vụ.
    Field(&'static FieldRow),
    /// Words learnt from the text.
    Own(String),
}

/// The area, committee or union that a body belongs to.
#[derive(Clone, Debug, Serialize, Deserialize)]
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

/// Id of the youth union, whose committees have names of their own (Tỉnh đoàn).
pub(super) const YOUTH_UNION: &str = "doan-thanh-nien";

/// The readable id of learnt words; see [`super::body::Agency`].
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

    pub(super) fn id(&self) -> String {
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

    pub(super) fn name(&self) -> String {
        let tail = self.tail.as_ref().map(|tail| match tail {
            Tail::Field(field) => field.name,
            Tail::Own(words) => words.as_str(),
        });
        let head = self.head.map(|head| head.name);
        head.into_iter().chain(tail).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn is_youth_union(&self) -> bool {
        self.head.is_some_and(|head| head.id == YOUTH_UNION)
    }

    pub(super) fn is_implied(&self) -> bool {
        self.head.is_some_and(|head| head.is(Flag::Implied))
    }

    pub(super) fn until(&self) -> Option<Date> {
        match &self.tail {
            Some(Tail::Field(field)) => field.until,
            _ => self.head?.until,
        }
    }

    /// The part that took over.
    pub(super) fn successor(&self) -> Option<Self> {
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
}

impl Territory {
    /// One area in one of its forms.
    pub(super) fn from_area(area: &'static AreaRow, form: AreaForm) -> Self {
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
    pub(super) fn settled(mut self, parts: &[Part]) -> Option<Self> {
        if let Some(last) = parts.last() {
            let is_central = self.tiers() == Some(Tiers::from_tier(Tier::Central));
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
    pub(super) fn tiers(&self) -> Option<Tiers> {
        let tiers = self.areas.iter().map(|area| area.tiers).reduce(Tiers::union);
        tiers.filter(|_| self.scope.is_none())
    }

    /// Whether it stands for many.
    pub(super) fn is_many(&self) -> bool {
        self.is_plural || self.is_level || self.areas.len() > 1 || self.scope.is_some()
    }

    pub(super) fn ids(&self) -> Vec<String> {
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
    pub(super) fn name(&self, is_whole: bool) -> String {
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
                    tracuu_text::syllable::lower(name)
                } else {
                    name.to_owned()
                }
            })
            .collect();
        let lead = match () {
            () if self.is_level => Some(written(WordRole::Level)),
            () if self.is_plural => Some(written(WordRole::Determiner)),
            () => None,
        };
        let names = names.join(", ");
        let parts = [lead, Some(names.as_str()), self.place.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}
