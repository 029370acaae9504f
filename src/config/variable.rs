//! Settings from variables of the environment: `TRACUU_` and the name in capitals, dots as
//! underscores.

use std::ffi::OsString;

use jiff::civil::Date;

use super::settings::{OriginError, RangeError, Settings};

/// Beginning of every variable that is read; one with an unknown rest is a mistake.
const PREFIX: &str = "TRACUU_";

/// Names the file of settings; read by the command line before anything else.
pub const CONFIG: &str = "TRACUU_CONFIG";

/// A variable that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum VariableError {
    /// No setting has this name.
    #[error("{0} is not a setting\nhint: docs/configuration.md lists them")]
    Unknown(String),
    /// The value is not Unicode.
    #[error("the value of {0} is not Unicode")]
    Encoding(String),
    /// The value does not read.
    #[error("{name} is {value:?}\nhint: {expected}")]
    Value {
        /// The variable.
        name: String,
        /// Its value.
        value: String,
        /// What is expected.
        expected: &'static str,
    },
    /// The value is out of its range.
    #[error("{name}: {source}")]
    Range {
        /// The variable.
        name: String,
        /// The range.
        source: RangeError,
    },
    /// It has a text that is no origin.
    #[error("{name}: {source}")]
    Origin {
        /// The variable.
        name: String,
        /// Which.
        source: OriginError,
    },
}

/// Why a value is refused, before the variable is named.
enum Fault {
    Unknown,
    Expected(&'static str),
    Range(RangeError),
    Origin(OriginError),
}

impl From<OriginError> for Fault {
    fn from(error: OriginError) -> Self {
        Self::Origin(error)
    }
}

impl From<RangeError> for Fault {
    fn from(error: RangeError) -> Self {
        Self::Range(error)
    }
}

/// Writes what the environment states over the settings.
pub(super) fn apply(
    environment: impl IntoIterator<Item = (OsString, OsString)>,
    settings: &mut Settings,
) -> Result<(), VariableError> {
    for (name, value) in environment {
        let Ok(name) = name.into_string() else { continue };
        let Some(setting) = name.strip_prefix(PREFIX) else { continue };
        if name == CONFIG {
            continue;
        }
        let Ok(value) = value.into_string() else {
            return Err(VariableError::Encoding(name));
        };
        let outcome = set(settings, setting, &value);
        outcome.map_err(|fault| fault.of(name, value))?;
    }
    Ok(())
}

/// Sets one setting by the rest of its variable's name.
fn set(settings: &mut Settings, setting: &str, value: &str) -> Result<(), Fault> {
    match setting {
        "CORPUS" => settings.corpus = value.into(),
        "INDEX" => settings.index = value.into(),
        "LISTEN" => settings.listen = address(value)?,
        "LOG" => value.clone_into(&mut settings.log),
        "OFFICE_PROVINCE" => settings.office.province = stated(value),
        "OFFICE_ORGANISATION" => settings.office.organisation = stated(value),
        "CHECK_DISABLED" => {
            let ids = value.split(',').map(str::trim).filter(|id| !id.is_empty());
            settings.check.disabled = ids.map(str::to_owned).collect();
        }
        "CHECK_COLLECTION_DATE" => settings.check.collection_date = date(value)?,
        "EMBED_ORIGINS" => settings.embed.set_origins(listed(value))?,
        "LIMITS_CONCURRENT" => settings.limits.set_concurrent(number(value)?)?,
        "LIMITS_ANSWER_MS" => settings.limits.set_answer_ms(number(value)?)?,
        "LIMITS_QUERY_BYTES" => settings.limits.set_query_bytes(number(value)?)?,
        "LIMITS_DRAFT_BYTES" => settings.limits.set_draft_bytes(number(value)?)?,
        "LIMITS_PAGE_ITEMS" => settings.limits.set_page_items(number(value)?)?,
        _ => return Err(Fault::Unknown),
    }
    Ok(())
}

impl Fault {
    fn of(self, name: String, value: String) -> VariableError {
        match self {
            Self::Unknown => VariableError::Unknown(name),
            Self::Expected(expected) => VariableError::Value { name, value, expected },
            Self::Range(source) => VariableError::Range { name, source },
            Self::Origin(source) => VariableError::Origin { name, source },
        }
    }
}

fn address(value: &str) -> Result<std::net::SocketAddr, Fault> {
    value
        .parse()
        .map_err(|_| Fault::Expected("an address with port, like 127.0.0.1:7878"))
}

fn number(value: &str) -> Result<u64, Fault> {
    value.trim().parse().map_err(|_| Fault::Expected("a whole number"))
}

/// A day; an empty variable takes back what the file says.
fn date(value: &str) -> Result<Option<Date>, Fault> {
    let Some(stated) = stated(value) else { return Ok(None) };
    stated.parse().map(Some).map_err(|_| Fault::Expected("a day, like 2026-03-08"))
}

/// A list with commas between.
fn listed(value: &str) -> Vec<String> {
    let items = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    items.map(str::to_owned).collect()
}

/// An empty variable takes back what the file says.
fn stated(value: &str) -> Option<String> {
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}
