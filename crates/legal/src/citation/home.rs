//! Where a document was written: what "tỉnh", `TU` and `UBND` mean in it.

use super::identity::Locality;
use crate::agency::registry::Registry;
use crate::agency::tier::Tier;
use crate::document::header::Header;

/// The tier of the issuing body, where the head tells it.
pub fn tier(header: &Header) -> Option<Tier> {
    let registry = Registry::built_in();
    let names = [&header.issuer, &header.organisation];
    names.into_iter().flatten().find_map(|fact| {
        let mentions = registry.mentions(&fact.value);
        mentions.iter().find_map(|mention| mention.agency.tier())
    })
}

/// The home of a document. A provincial body prints its province as the place of issue;
/// below, the place is a district or commune and the province is the office's own. A
/// document of the centre has none: the bodies that it names are all over the country.
pub fn home(header: &Header, office: &Locality) -> Locality {
    match (tier(header), &header.place) {
        (Some(Tier::Central), _) => Locality::default(),
        (Some(Tier::Province), Some(place)) => {
            let name = place.value.clone();
            if office.name.as_deref() == Some(name.as_str()) {
                return office.clone();
            }
            Locality::from_place_name(&name)
        }
        _ => office.clone(),
    }
}
