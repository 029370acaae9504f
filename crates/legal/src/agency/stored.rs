//! An agency as it is stored: rows of the registry by their ids.
//!
//! The rows are data of the program. A row that has gone since makes what was stored
//! unreadable, so that it is read anew.

use serde::{Deserialize, Serialize};

use super::part::{Part, Tail, Territory};
use super::rows::{self, AreaForm};

/// A name in the registry that is not there any more.
#[derive(Debug, thiserror::Error)]
#[error("the registry of agencies does not list {0:?}")]
pub(super) struct NotListed(String);

#[derive(Serialize, Deserialize)]
pub(super) struct StoredAgency {
    pub(super) parts: Vec<StoredPart>,
    pub(super) territory: Option<StoredTerritory>,
    pub(super) id: String,
    pub(super) name: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredPart {
    head: Option<String>,
    tail: Option<StoredTail>,
}

#[derive(Serialize, Deserialize)]
enum StoredTail {
    Field(String),
    Own(String),
}

#[derive(Serialize, Deserialize)]
pub(super) struct StoredTerritory {
    areas: Vec<String>,
    form: AreaForm,
    is_plural: bool,
    is_level: bool,
    place: Option<String>,
    scope: Option<String>,
}

/// The row of an id.
fn listed<T>(found: Option<T>, id: String) -> Result<T, NotListed> {
    found.ok_or(NotListed(id))
}

impl From<&Part> for StoredPart {
    fn from(part: &Part) -> Self {
        let tail = part.tail.as_ref().map(|tail| match tail {
            Tail::Field(field) => StoredTail::Field(field.id.to_owned()),
            Tail::Own(words) => StoredTail::Own(words.clone()),
        });
        Self { head: part.head.map(|head| head.id.to_owned()), tail }
    }
}

impl TryFrom<StoredPart> for Part {
    type Error = NotListed;

    fn try_from(stored: StoredPart) -> Result<Self, NotListed> {
        let head = stored.head.map(|id| listed(rows::head(&id), id)).transpose()?;
        let tail = stored.tail.map(|tail| match tail {
            StoredTail::Field(id) => listed(rows::field(&id), id).map(Tail::Field),
            StoredTail::Own(words) => Ok(Tail::Own(words)),
        });
        Ok(Self { head, tail: tail.transpose()? })
    }
}

impl From<Territory> for StoredTerritory {
    fn from(territory: Territory) -> Self {
        let Territory { areas, form, is_plural, is_level, place, scope } = territory;
        let areas = areas.iter().map(|area| area.id.to_owned()).collect();
        Self { areas, form, is_plural, is_level, place, scope }
    }
}

impl TryFrom<StoredTerritory> for Territory {
    type Error = NotListed;

    fn try_from(stored: StoredTerritory) -> Result<Self, NotListed> {
        let StoredTerritory { areas, form, is_plural, is_level, place, scope } = stored;
        let areas = areas.into_iter().map(|id| listed(rows::area(&id), id));
        let areas = areas.collect::<Result<_, _>>()?;
        Ok(Self { areas, form, is_plural, is_level, place, scope })
    }
}
