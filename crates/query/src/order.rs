//! The orders in which hits can be asked for.

use std::str::FromStr;

use serde::de::IntoDeserializer as _;
use serde::de::value::Error;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

use tracuu_index::plan::{Direction, Field};
use tracuu_print::messages::spoken;

/// An order of hits, in the order in which they are offered.
// The serde names are stable.
#[derive(
    Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize, VariantArray,
)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// The best first; of a question that names something, the thing itself first.
    #[default]
    Relevance,
    /// By date of issue, the newest first.
    #[serde(rename = "-date")]
    NewestFirst,
    /// By date of issue, the oldest first; of several stated dates the first.
    Date,
    /// By symbol, in Vietnamese order with numbers by value.
    Symbol,
    /// By the document's title, in Vietnamese order.
    Title,
    /// As the collection has them: documents, measures, provisions, assignments.
    Order,
}

/// A name that no order has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("no such order\nhint: relevance, date, -date, symbol, title or order")]
pub struct UnknownSort;

impl Sort {
    /// The name that staff read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Relevance => spoken().query_order_relevance(),
            Self::Date => spoken().query_order_date(),
            Self::NewestFirst => spoken().query_order_newest_first(),
            Self::Symbol => spoken().query_order_symbol(),
            Self::Title => spoken().query_order_title(),
            Self::Order => spoken().query_order_collection(),
        }
    }

    /// The number by which entries are ordered; `None` for an order of its own.
    pub(crate) const fn key(self) -> Option<(Field, Direction)> {
        match self {
            Self::Relevance => None,
            Self::Date => Some((Field::Date, Direction::Ascending)),
            Self::NewestFirst => Some((Field::Date, Direction::Descending)),
            Self::Symbol => Some((Field::SymbolRank, Direction::Ascending)),
            Self::Title => Some((Field::TitleRank, Direction::Ascending)),
            Self::Order => Some((Field::Order, Direction::Ascending)),
        }
    }
}

impl FromStr for Sort {
    type Err = UnknownSort;

    fn from_str(name: &str) -> Result<Self, UnknownSort> {
        Self::deserialize(name.into_deserializer()).map_err(|_: Error| UnknownSort)
    }
}

tracuu_text::display_serde_names!(Sort);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_reads_back_by_its_name() {
        for &sort in Sort::VARIANTS {
            assert_eq!(sort.to_string().parse(), Ok(sort));
        }
        assert_eq!("Date".parse::<Sort>(), Err(UnknownSort));
        assert_eq!("".parse::<Sort>(), Err(UnknownSort));
    }
}
