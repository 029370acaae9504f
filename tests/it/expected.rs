//! What was read by hand from the documents of `tests/documents/`; the members are
//! described in its README.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};
use tracuu_legal::citation::amending_clause::AmendingAction;

/// A document with what was read in it by hand.
pub(crate) struct Sample {
    /// File name without its extension.
    pub(crate) name: String,
    /// The file.
    pub(crate) path: PathBuf,
    /// What must be found.
    pub(crate) expected: Expected,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    pub(crate) about: String,
    /// By name; a value of `null` means that the text does not state it.
    pub(crate) header: Map<String, Value>,
    pub(crate) provisions: Option<Vec<ExpectedProvision>>,
    pub(crate) blocks: Option<usize>,
    #[serde(default)]
    pub(crate) joins: Vec<String>,
    pub(crate) citations: Vec<ExpectedCitation>,
    pub(crate) pinpoints: Option<Vec<ExpectedProvisions>>,
    pub(crate) near_misses: Vec<String>,
    pub(crate) assignments: Vec<ExpectedAssignment>,
    #[serde(default)]
    pub(crate) not_assignments: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedProvision {
    pub(crate) path: Option<String>,
    pub(crate) level: String,
    pub(crate) label: Option<String>,
    pub(crate) title: Option<String>,
    #[serde(default)]
    pub(crate) measure: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedCitation {
    pub(crate) text: String,
    pub(crate) symbol: String,
    pub(crate) r#type: Option<String>,
    pub(crate) date: Option<String>,
    pub(crate) issuer: Option<String>,
    pub(crate) alias: Option<String>,
    #[serde(default)]
    pub(crate) pinpoint: Vec<ExpectedPinpoint>,
    pub(crate) nested_in: Option<String>,
    #[serde(default)]
    pub(crate) own_head: bool,
}

#[derive(Deserialize, PartialEq, Eq, Debug, Default)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedPinpoint {
    pub(crate) article: Option<String>,
    pub(crate) clause: Option<String>,
    pub(crate) point: Option<String>,
    pub(crate) subsection: Option<String>,
    pub(crate) section: Option<String>,
    pub(crate) chapter: Option<String>,
    pub(crate) part: Option<String>,
    pub(crate) annex: Option<String>,
}

/// Small units first, each with its name.
impl std::fmt::Display for ExpectedPinpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let units = [
            ("point", &self.point),
            ("clause", &self.clause),
            ("article", &self.article),
            ("subsection", &self.subsection),
            ("section", &self.section),
            ("chapter", &self.chapter),
            ("part", &self.part),
            ("annex", &self.annex),
        ];
        let named = units.into_iter().filter_map(|(name, number)| {
            number.as_ref().map(|number| format!("{name} {number}"))
        });
        f.write_str(&named.collect::<Vec<_>>().join(" "))
    }
}

/// Words that name provisions, of a citation or alone.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedProvisions {
    pub(crate) text: String,
    pub(crate) places: Vec<ExpectedPinpoint>,
    pub(crate) of: String,
    pub(crate) action: Option<AmendingAction>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExpectedAssignment {
    pub(crate) source: String,
    pub(crate) row: Option<String>,
    pub(crate) task: Option<String>,
    pub(crate) quote: Option<String>,
    #[serde(default)]
    pub(crate) lead: Vec<String>,
    #[serde(default)]
    pub(crate) coordinating: Vec<String>,
    pub(crate) deadline: Option<String>,
    pub(crate) product: Option<String>,
    #[serde(default)]
    pub(crate) optional: bool,
}

/// All samples in alphabetical order.
pub(crate) fn samples() -> Vec<Sample> {
    const END: &str = ".expected.json";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents");
    let entries = std::fs::read_dir(&folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> =
        names.filter_map(|name| name.strip_suffix(END).map(str::to_owned)).collect();
    names.sort();
    let sample = |name: String| {
        let json = std::fs::read_to_string(folder.join(format!("{name}{END}"))).unwrap();
        let expected = serde_json::from_str(&json)
            .unwrap_or_else(|error| panic!("{name}{END}: {error}"));
        let mut paths =
            ["md", "txt"].map(|end| folder.join(format!("{name}.{end}"))).into_iter();
        let path = paths.find(|path| path.is_file()).expect("a text beside it");
        Sample { name, path, expected }
    };
    names.into_iter().map(sample).collect()
}

/// A text with its white space as single spaces, to compare over line ends.
pub(crate) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
