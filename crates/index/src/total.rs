//! How many there are of something that was not counted to its end.

/// A number of hits, documents or places.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Total {
    /// Exactly so many.
    Exact(usize),
    /// So many were seen before a bound was reached; there may be more.
    AtLeast(usize),
}

impl Total {
    /// A number that is exact only where `is_exact` says so.
    pub const fn new(value: usize, is_exact: bool) -> Self {
        if is_exact { Self::Exact(value) } else { Self::AtLeast(value) }
    }

    /// The number, a lower bound where it is not exact.
    pub const fn value(self) -> usize {
        match self {
            Self::Exact(value) | Self::AtLeast(value) => value,
        }
    }

    /// Whether all were counted.
    pub const fn is_exact(self) -> bool {
        matches!(self, Self::Exact(_))
    }
}

impl Default for Total {
    fn default() -> Self {
        Self::Exact(0)
    }
}

impl std::ops::Add for Total {
    type Output = Self;

    /// The sum; exact where both are.
    fn add(self, other: Self) -> Self {
        let value = self.value() + other.value();
        match (self, other) {
            (Self::Exact(_), Self::Exact(_)) => Self::Exact(value),
            _ => Self::AtLeast(value),
        }
    }
}
