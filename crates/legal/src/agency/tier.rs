//! Tiers (cấp) of party and state: central, province, district, commune, base.

/// A tier of party and state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Tier {
    /// Trung ương.
    Central,
    /// Tỉnh, thành phố trực thuộc Trung ương.
    Province,
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh; ended on 2025-07-01.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
    /// Cơ sở: chi bộ, khu dân cư, đơn vị.
    Base,
}

impl Tier {
    /// All tiers, from the top.
    pub const ALL: [Self; 5] =
        [Self::Central, Self::Province, Self::District, Self::Commune, Self::Base];

    /// The word of the data files and of `cấp …`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Central => "trung-uong",
            Self::Province => "tinh",
            Self::District => "huyen",
            Self::Commune => "xa",
            Self::Base => "co-so",
        }
    }

    /// The tier of a code; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }
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
    pub const fn of(tier: Tier) -> Self {
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
        self.meets(Self::of(tier))
    }

    /// The tier, where the set has only one.
    pub fn only(self) -> Option<Tier> {
        Tier::ALL.into_iter().find(|tier| self == Self::of(*tier))
    }
}
