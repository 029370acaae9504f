//! Tiers (cấp) of party and state: central, province, district, commune, base.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// A tier of party and state. Its serde names are those of `cấp …` without marks.
#[derive(
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Debug,
    Serialize,
    Deserialize,
    VariantArray,
)]
pub enum Tier {
    /// Trung ương.
    #[serde(rename = "trung-uong")]
    Central,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    #[serde(rename = "tinh")]
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh; ended on 2025-07-01.
    #[serde(rename = "huyen")]
    District,
    /// Xã, phường, thị trấn, đặc khu.
    #[serde(rename = "xa")]
    Commune,
    /// Cơ sở: chi bộ, khu dân cư, đơn vị.
    #[serde(rename = "co-so")]
    Base,
}

/// A set of tiers: "thành phố" may be of the province or of the district.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Tiers(u8);

impl Tiers {
    /// Nothing is known of the tier.
    pub const ANY: Self = Self(0b1_1111);
    /// The empty set, to build others from.
    pub const NONE: Self = Self(0);

    /// The set of one tier.
    pub const fn from_tier(tier: Tier) -> Self {
        Self(1 << tier as u8)
    }

    /// The tiers of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a tier.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether `tier` is in the set.
    pub const fn has(self, tier: Tier) -> bool {
        self.meets(Self::from_tier(tier))
    }

    /// The tier, where the set has only one.
    pub fn only(self) -> Option<Tier> {
        Tier::VARIANTS.iter().copied().find(|tier| self == Self::from_tier(*tier))
    }
}
