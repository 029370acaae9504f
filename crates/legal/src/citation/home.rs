//! Where a document was written: what "tỉnh", `TU` and `UBND` mean in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::identity::{Locality, place_in_capitals};
use crate::agency::registry::Registry;
use crate::agency::tier::Tier;
use crate::document::header::Header;
use tracuu_text::syllable::normal_words;

/// The tier of the issuing body, where the head tells it.
pub fn tier(header: &Header) -> Option<Tier> {
    let registry = Registry::built_in();
    let names = [&header.issuer, &header.organisation];
    names.into_iter().flatten().find_map(|fact| {
        let mentions = registry.mentions(&fact.value);
        mentions.iter().find_map(|mention| mention.agency.tier())
    })
}

/// What the head of a document tells of its home, whatever the office.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct StatedHome {
    /// The tier of the issuing body.
    pub tier: Option<Tier>,
    /// The province that a provincial body names.
    province: Option<String>,
}

impl StatedHome {
    /// What a head tells. A provincial body names its province in the letterhead, else prints
    /// it as the place of issue; below, the place is a district or commune.
    pub fn read(header: &Header) -> Self {
        let tier = tier(header);
        let letterhead = header.organisation.as_ref();
        let named = letterhead.and_then(|fact| place_in_capitals(&fact.value));
        let printed = header.place.as_ref().map(|fact| fact.value.as_str());
        let province = named.or(printed).filter(|_| tier == Some(Tier::Province));
        Self { tier, province: province.map(str::to_owned) }
    }

    /// The home of the document in an office: the province that it names, else that of the
    /// office. A document of the centre has none: the bodies that it names are all over the
    /// country.
    pub fn in_office(&self, office: &Locality) -> Locality {
        match (self.tier, &self.province) {
            (Some(Tier::Central), _) => Locality::default(),
            (_, Some(name)) => {
                let is_office =
                    office.name.as_deref().map(normal_words) == Some(normal_words(name));
                if is_office { office.clone() } else { Locality::from_place_name(name) }
            }
            (_, None) => office.clone(),
        }
    }
}

/// The home of a document in an office.
pub fn home(header: &Header, office: &Locality) -> Locality {
    StatedHome::read(header).in_office(office)
}

/// The province of an office that names none: that of most of its own documents, given by
/// their homes. `None` where no province has more than all others together.
pub fn learn_office<'h>(homes: impl Iterator<Item = &'h Locality>) -> Option<Locality> {
    let mut counts: BTreeMap<&str, (usize, &Locality)> = BTreeMap::new();
    let mut n_named = 0;
    for home in homes {
        if let Some(slug) = &home.slug {
            counts.entry(slug).or_insert((0, home)).0 += 1;
            n_named += 1;
        }
    }
    let (count, home) = counts.into_values().max_by_key(|(count, _)| *count)?;
    (count * 2 > n_named).then(|| home.clone())
}
