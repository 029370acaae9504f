//! Judged collections in the form of BEIR (Thakur et al. 2021): one JSON object a line with
//! `_id`, `title` and `text`, here with `law_id`, the document that a passage stands in.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Context;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use tracuu_ingest::beir::BeirRecord;

/// A question of a judged collection.
#[derive(Debug, Deserialize)]
pub(super) struct Question {
    /// Id, unique in the file.
    #[serde(rename = "_id")]
    pub(super) id: String,
    /// The question as typed.
    pub(super) text: String,
}

/// A passage of a judged collection.
#[derive(Debug, Deserialize)]
struct Passage {
    #[serde(rename = "_id")]
    id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    law_id: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    issued: Option<String>,
    issuer: Option<String>,
}

/// The questions of a file.
pub(super) fn questions(path: &Path) -> anyhow::Result<Vec<Question>> {
    lines(path)?.collect()
}

/// The records of a file, read line by line.
pub(super) fn records(
    path: &Path,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<BeirRecord>>> {
    let passages = lines(path)?;
    Ok(passages.map(|passage| passage.map(Passage::into_record)))
}

impl Passage {
    fn into_record(self) -> BeirRecord {
        BeirRecord {
            id: self.id,
            title: self.title,
            text: self.text,
            law_id: self.law_id,
            kind: self.kind,
            issued: self.issued,
            issuer: self.issuer,
        }
    }
}

/// The objects of a file; empty lines are passed over. A line that is none is an error
/// with its number.
fn lines<T: DeserializeOwned>(
    path: &Path,
) -> anyhow::Result<impl Iterator<Item = anyhow::Result<T>>> {
    let name = path.display().to_string();
    let file = File::open(path).with_context(|| format!("cannot read {name}"))?;
    let lines = BufReader::new(file).lines().enumerate();
    Ok(lines.filter_map(move |(index, line)| {
        let place = || format!("{name}, line {}", index + 1);
        match line {
            Ok(line) if line.trim().is_empty() => None,
            Ok(line) => Some(serde_json::from_str(&line).with_context(place)),
            Err(error) => Some(Err(error).with_context(place)),
        }
    }))
}
