//! When two names mean the same body.

use super::body::Agency;
use super::part::Part;
use super::tier::{Tier, Tiers};
use tracuu_text::syllable::normal_words;

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

impl Agency {
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
            (Some(_), None) => (given.tiers() == Some(Tiers::from_tier(Tier::Province))
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

impl Part {
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
