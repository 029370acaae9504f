//! Compiles `data/check-rules.tsv` into the enum `Rule`, its list and its rows. What is wrong
//! in the table (columns, a severity, an id that stands twice) stops the build with the line.

use std::collections::BTreeSet;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const TABLE: &str = "../../data/check-rules.tsv";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={TABLE}");
    let table = fs::read_to_string(TABLE)?;
    let rows = table.lines().enumerate();
    let rows = rows.filter(|(_, row)| !row.starts_with('#') && !row.trim().is_empty());
    let (mut variants, mut all, mut arms) = (String::new(), String::new(), String::new());
    let mut names = BTreeSet::new();
    for (index, row) in rows {
        let at = |what: &str| format!("{TABLE}:{}: {what}", index + 1);
        let cells: Vec<&str> = row.split('\t').collect();
        let [id, severity, state, category, group, name, english, description, source] =
            cells[..]
        else {
            return Err(at("a rule has nine columns").into());
        };
        let is_on = match state {
            "on" => true,
            "off" => false,
            _ => return Err(at("the state is on or off").into()),
        };
        if english.is_empty() {
            return Err(at("the rule has no English name").into());
        }
        let variant = pascal_case(id);
        if !names.insert(variant.clone()) {
            return Err(at("the id stands twice").into());
        }
        writeln!(
            variants,
            "#[doc = {description:?}]\n#[serde(rename = {id:?})]\n{variant},"
        )?;
        write!(all, "Self::{variant}, ")?;
        // A severity, category or group that is none does not compile.
        writeln!(
            arms,
            "Self::{variant} => &RuleRow {{ id: {id:?}, severity: Severity::{}, \
             is_on: {is_on}, category: Category::{}, group: FindingGroup::{}, name: {name:?}, \
             english: {english:?}, description: {description:?}, source: {source:?} }},",
            pascal_case(severity),
            pascal_case(category),
            pascal_case(group)
        )?;
    }
    let code = format!(
        "/// A rule of the check, in the order of `data/check-rules.tsv`.\n\
         #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]\n\
         #[cfg_attr(feature = \"schema\", derive(utoipa::ToSchema))]\n\
         pub enum Rule {{\n{variants}}}\n\n\
         impl Rule {{\n\
         /// Every rule, in the order of the table.\n\
         pub const ALL: [Self; {}] = [{all}];\n\n\
         /// Its row of the table.\n\
         pub const fn row(self) -> &'static RuleRow {{\nmatch self {{\n{arms}}}\n}}\n}}\n",
        names.len()
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("rules.rs"), code)?;
    Ok(())
}

/// `cite.basis-form` as `CiteBasisForm`.
fn pascal_case(id: &str) -> String {
    let words = id.split(['.', '-']);
    let capitalized = words.map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        [&first.to_ascii_uppercase(), rest].concat()
    });
    capitalized.collect()
}
