//! Where a document was written: what "tỉnh", `TU` and `UBND` mean in it.

use std::collections::BTreeMap;

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

/// The home of a document. A provincial body names its province in the letterhead, else
/// prints it as the place of issue; below, the place is a district or commune and the
/// province is the office's own. A document of the centre has none: the bodies that it
/// names are all over the country.
pub fn home(header: &Header, office: &Locality) -> Locality {
    match tier(header) {
        Some(Tier::Central) => Locality::default(),
        Some(Tier::Province) => {
            let letterhead = header.organisation.as_ref();
            let named = letterhead.and_then(|fact| place_in_capitals(&fact.value));
            let printed = header.place.as_ref().map(|fact| fact.value.as_str());
            let Some(name) = named.or(printed) else { return office.clone() };
            let is_office =
                office.name.as_deref().map(normal_words) == Some(normal_words(name));
            if is_office { office.clone() } else { Locality::from_place_name(name) }
        }
        Some(Tier::District | Tier::Commune | Tier::Base) | None => office.clone(),
    }
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
