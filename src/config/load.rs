//! Reading the settings: a TOML file, and variables of the environment above it, named
//! `TRACUU_` and the setting in capitals with dots as underscores.
//!
//! Both become one table, which is read once; unknown names are errors, so that a misspelt
//! setting is never without effect in silence.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde::Deserialize as _;
use toml::{Table, Value};

use super::settings::Settings;

/// Beginning of every variable that is read; one with an unknown rest is a mistake.
const PREFIX: &str = "TRACUU_";

/// Names the file of settings; read by the command line before anything else.
pub const CONFIG: &str = "TRACUU_CONFIG";

/// The tables of the file: `TRACUU_LIMITS_ANSWER_MS` is `answer_ms` of `limits`.
const SECTIONS: [&str; 7] =
    ["access", "audit", "check", "embed", "limits", "office", "server"];

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read {}: {source}", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file is not TOML, has an unknown name, or a value of the wrong kind or range.
    #[error("{}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Where and what.
        source: Box<toml::de::Error>,
    },
    /// No setting has the name of this variable.
    #[error("{0} is not a setting\nhint: docs/configuration.md lists them")]
    UnknownVariable(String),
    /// A variable has a value of the wrong kind or range.
    #[error("{name} is {value:?}: {source}")]
    Variable {
        /// The variable.
        name: String,
        /// Its value.
        value: String,
        /// What is wrong with it.
        source: Box<toml::de::Error>,
    },
    /// The value of a variable is not Unicode.
    #[error("the value of {0} is not Unicode")]
    Encoding(String),
}

/// Reads the settings of a file, where one is named, and of the environment above it.
///
/// # Errors
/// On a file that does not read, an unknown name in either, and a value out of range.
#[expect(
    clippy::missing_panics_doc,
    reason = "it cannot: each part has been read before"
)]
pub fn load(
    file: Option<&Path>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> Result<Settings, SettingsError> {
    let mut table = Table::new();
    if let Some(path) = file {
        let text = std::fs::read_to_string(path).map_err(|source| {
            SettingsError::Unreadable { path: path.to_owned(), source }
        })?;
        let wrong = |source| SettingsError::File {
            path: path.to_owned(),
            source: Box::new(source),
        };
        // Read for itself first: only then an error knows its line.
        toml::from_str::<Settings>(&text).map_err(wrong)?;
        table = toml::from_str(&text).map_err(wrong)?;
    }
    for (name, value) in environment {
        let Ok(name) = name.into_string() else { continue };
        let Some(setting) = name.strip_prefix(PREFIX) else { continue };
        if name == CONFIG {
            continue;
        }
        let value =
            value.into_string().map_err(|_| SettingsError::Encoding(name.clone()))?;
        overlay(&mut table, variable(&name, &setting.to_ascii_lowercase(), &value)?);
    }
    // Each part has been read for itself, and no setting depends on another.
    Ok(Settings::deserialize(table).expect("the parts were read before"))
}

/// The table that one variable stands for, its value as text, number, switch or list, whichever the
/// setting takes.
fn variable(name: &str, setting: &str, value: &str) -> Result<Table, SettingsError> {
    let list = value.split(',').map(str::trim).filter(|item| !item.is_empty());
    let list = Value::Array(list.map(|item| Value::String(item.to_owned())).collect());
    let number = value.trim().parse().ok().map(Value::Integer);
    let switch = value.trim().parse().ok().map(Value::Boolean);
    let mut refused = None;
    for value in
        number.into_iter().chain(switch).chain([Value::String(value.to_owned()), list])
    {
        let table = nest(setting, value);
        match Settings::deserialize(table.clone()) {
            Ok(_) => return Ok(table),
            Err(error) if error.message().contains("unknown field") => {
                return Err(SettingsError::UnknownVariable(name.to_owned()));
            }
            Err(error) => {
                // The reading that says most is the one that got furthest: a range, an
                // origin, a day; "invalid type" only says that it was the wrong one.
                let is_type = error.message().contains("invalid type");
                if refused.is_none() || !is_type {
                    refused = Some(error);
                }
            }
        }
    }
    let source = Box::new(refused.expect("there were readings"));
    let (name, value) = (name.to_owned(), value.to_owned());
    Err(SettingsError::Variable { name, value, source })
}

fn nest(setting: &str, value: Value) -> Table {
    let section = SECTIONS.into_iter().find_map(|section| {
        let name = setting.strip_prefix(section)?.strip_prefix('_')?;
        Some((section, name))
    });
    let Some((section, name)) = section else {
        return Table::from_iter([(setting.to_owned(), value)]);
    };
    let inner = Table::from_iter([(name.to_owned(), value)]);
    Table::from_iter([(section.to_owned(), Value::Table(inner))])
}

/// Writes the values of `above` over those of `table`.
fn overlay(table: &mut Table, above: Table) {
    for (name, value) in above {
        match (table.get_mut(&name), value) {
            (Some(Value::Table(inner)), Value::Table(above)) => overlay(inner, above),
            (_, value) => {
                table.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::Limits;

    fn load_text(file: &str, environment: &[(&str, &str)]) -> Result<Settings, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tracuu.toml");
        std::fs::write(&path, file).unwrap();
        let environment =
            environment.iter().map(|(name, value)| (name.into(), value.into()));
        load(Some(&path), environment).map_err(|error| error.to_string())
    }

    #[test]
    fn nothing_set_gives_the_defaults_on_loopback() {
        let settings = load(None, []).unwrap();
        assert_eq!(settings, Settings::default());
        assert_eq!(settings.listen.to_string(), "127.0.0.1:7878");
        assert!(settings.listen.ip().is_loopback());
    }

    #[test]
    fn the_environment_stands_above_the_file() {
        let file = "corpus = 'văn bản'\nlisten = '127.0.0.1:1'\n[limits]\nanswer_ms = 50\n\
                    [office]\nprovince = 'An Sơn'\n[check]\ndisabled = ['style.quotes']";
        let environment = [
            ("TRACUU_LISTEN", "[::1]:2"),
            ("TRACUU_LIMITS_CONCURRENT", "7"),
            ("TRACUU_OFFICE_ALLOW_SECRET", "true"),
            ("TRACUU_EMBED_ORIGINS", "https://a.example, http://b.example:81"),
            ("TRACUU_CHECK_COLLECTION_DATE", "2026-03-08"),
            ("TRACUU_CHECK_AUTHOR", "Văn phòng"),
            ("PATH", "/bin"),
        ];
        let settings = load_text(file, &environment).unwrap();
        assert_eq!(settings.corpus, PathBuf::from("văn bản"));
        assert_eq!(settings.listen.to_string(), "[::1]:2");
        assert_eq!(settings.limits.concurrent, 7);
        assert!(settings.office.allow_secret);
        assert_eq!(settings.embed.origins, ["https://a.example", "http://b.example:81"]);
        assert_eq!(settings.limits.answer_ms, 50);
        assert_eq!(settings.office.province.as_deref(), Some("An Sơn"));
        assert_eq!(settings.limits.page_items, Limits::default().page_items);
        assert_eq!(settings.check.disabled, ["style.quotes"]);
        assert_eq!(settings.check.collection_date, "2026-03-08".parse().ok());
        assert_eq!(settings.check.author.as_deref(), Some("Văn phòng"));
        let taken_back = load_text(file, &[("TRACUU_OFFICE_PROVINCE", "")]).unwrap();
        assert_eq!(taken_back.office.province, None);
    }

    #[test]
    fn mistakes_in_the_file_are_named() {
        for (file, message) in [
            ("corpsu = 'x'", "unknown field `corpsu`"),
            ("[limits]\nhits = 3", "unknown field `hits`"),
            ("listen = 'localhost'", "listen"),
            ("[embed]\norigins = ['intranet.example']", "is no origin"),
            ("[embed]\norigins = ['https://intranet.example/']", "is no origin"),
            ("[embed]\nframe_ancestors = [\"'none'; script-src *\"]", "is no origin"),
            ("[server]\nhosts = ['http://tracuu.noibo']", "is no name of a machine"),
            ("[server]\nhosts = ['tracuu.noibo:80']", "is no name of a machine"),
            ("[server]\nbase_path = 'tra-cuu/'", "is no path"),
            ("[server]\npublic_url = 'tracuu.noibo'", "is no address"),
            ("[server]\npublic_url = 'https://a.example/'", "is no address"),
            ("[access]\nanonymous = ['read']", "unknown variant `read`"),
            ("[limits]\nconcurrent = 0", "0 is out of range\nhint: from 1 to 4096"),
            ("[limits]\nconcurrent = 0", "line 2"),
            ("[limits]\nanswer_ms = -1", "-1 is out of range"),
            ("[check]\ncollection_date = '8/3'", "\"8/3\" is no day"),
            ("corpus = ", "tracuu.toml"),
        ] {
            let error = load_text(file, &[]).unwrap_err();
            assert!(error.contains(message), "{message}\n{error}");
        }
    }

    #[test]
    fn mistakes_in_the_environment_are_named() {
        for (name, value, message) in [
            ("TRACUU_CORPSU", "x", "TRACUU_CORPSU is not a setting"),
            ("TRACUU_LIMITS_HITS", "3", "TRACUU_LIMITS_HITS is not a setting"),
            ("TRACUU_LISTEN", "7878", "TRACUU_LISTEN is \"7878\""),
            ("TRACUU_EMBED_ORIGINS", "*", "is no origin"),
            ("TRACUU_CHECK_COLLECTION_DATE", "hôm nay", "is no day"),
            ("TRACUU_LIMITS_CONCURRENT", "many", "TRACUU_LIMITS_CONCURRENT is \"many\""),
            ("TRACUU_LIMITS_PAGE_ITEMS", "0", "0 is out of range\nhint: from 1 to 1000"),
        ] {
            let error = load_text("", &[(name, value)]).unwrap_err();
            assert!(error.contains(message), "{message}\n{error}");
        }
    }

    #[test]
    fn the_path_is_stated_alone_or_in_the_public_address() {
        for (file, base, origin) in [
            ("", "", None),
            ("base_path = '/a/b'", "/a/b", None),
            ("public_url = 'https://a.example'", "", Some("https://a.example")),
            ("public_url = 'https://a.example/b'", "/b", Some("https://a.example")),
        ] {
            let server = load_text(&format!("[server]\n{file}"), &[]).unwrap().server;
            assert_eq!((server.base(), server.public_origin()), (base, origin), "{file}");
        }
    }

    #[test]
    fn the_example_states_the_defaults_and_every_setting() {
        let example = include_str!("../../contrib/tracuu.toml");
        assert_eq!(load_text(example, &[]).unwrap(), Settings::default());
        // Without the marks of a comment before the settings it is read as well.
        let lines = example.lines().map(|line| line.strip_prefix("# ").unwrap_or(line));
        let is_setting = |line: &&str| {
            let name = line.split(" = ").next().unwrap_or_default();
            let is_name = name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
            line.starts_with('[') || (line.contains(" = ") && is_name)
        };
        let stated: Vec<&str> = lines.filter(is_setting).collect();
        load_text(&stated.join("\n"), &[]).unwrap();
        let documented = include_str!("../../docs/configuration.md");
        let rows = documented.lines().filter_map(|line| line.strip_prefix("| `"));
        for name in rows.filter_map(|row| row.split('`').next()) {
            let last = name.rsplit('.').next().unwrap();
            let is_stated = |line: &&&str| line.starts_with(&format!("{last} = "));
            assert!(stated.iter().find(is_stated).is_some(), "{name}");
        }
    }

    #[test]
    fn a_number_is_a_text_where_a_text_is_wanted() {
        let settings = load_text("", &[("TRACUU_CORPUS", "2026")]).unwrap();
        assert_eq!(settings.corpus, PathBuf::from("2026"));
    }

    #[test]
    fn a_file_that_is_named_must_be_there() {
        let error = load(Some(Path::new("/none/tracuu.toml")), []).unwrap_err();
        assert!(error.to_string().contains("/none/tracuu.toml"), "{error}");
    }
}
