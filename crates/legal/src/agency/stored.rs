//! The rows of the registry as they are stored with an agency: by their ids.
//!
//! The rows are data of the program. A row that has gone since makes what was stored
//! unreadable, so that it is read anew.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rows::{self, AreaRow, FieldRow, HeadRow};

/// Reads an id and looks its row up.
fn listed<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    row: impl Fn(&str) -> Option<&'static T>,
) -> Result<&'static T, D::Error> {
    let id = String::deserialize(deserializer)?;
    let unknown = || format!("the registry of agencies does not list {id:?}");
    row(&id).ok_or_else(|| D::Error::custom(unknown()))
}

macro_rules! stored_by_id {
    ($row:ty, $find:path) => {
        impl Serialize for $row {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.id)
            }
        }

        impl<'de> Deserialize<'de> for &'static $row {
            fn deserialize<D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                listed(deserializer, $find)
            }
        }
    };
}

stored_by_id!(HeadRow, rows::head);
stored_by_id!(AreaRow, rows::area);
stored_by_id!(FieldRow, rows::field);
