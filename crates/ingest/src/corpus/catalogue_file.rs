//! The catalogue as it is written, and how its facts find their proofs.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

use super::catalogue::{EntryFault, Relation, Stated, Validity, ValidityState};
use tracuu_legal::document::fact_field::FactConfidence;
use tracuu_legal::document::symbol::Symbol;

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CatalogueFile {
    pub(super) format: u32,
    #[serde(default)]
    pub(super) document: Vec<EntryFile>,
}

/// An entry as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EntryFile {
    pub(super) r#type: String,
    pub(super) symbol: Option<String>,
    pub(super) date: Option<Datetime>,
    pub(super) effective: Option<Datetime>,
    pub(super) issuer: Option<String>,
    pub(super) title: Option<String>,
    #[serde(default)]
    pub(super) names: Vec<String>,
    #[serde(default)]
    pub(super) confidence: BTreeMap<String, FactConfidence>,
    #[serde(default)]
    pub(super) validity: Vec<ValidityFile>,
    #[serde(default)]
    pub(super) amended_by: Vec<RelationFile>,
    #[serde(default)]
    pub(super) replaced_by: Vec<RelationFile>,
    #[serde(default)]
    pub(super) sources: Vec<SourceFile>,
}

/// A statement of validity as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ValidityFile {
    year: i16,
    state: ValidityState,
    confidence: FactConfidence,
}

/// A relation as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RelationFile {
    symbol: String,
    date: Option<Datetime>,
    effective: Option<Datetime>,
    confidence: FactConfidence,
}

/// A source as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceFile {
    states: Vec<String>,
    source: String,
}

/// Confidences and sources of an entry while its facts are read.
pub(super) struct Proofs {
    confidence: BTreeMap<String, FactConfidence>,
    sources: BTreeMap<String, Vec<String>>,
}

impl Proofs {
    pub(super) fn new(
        confidence: BTreeMap<String, FactConfidence>,
        written: Vec<SourceFile>,
    ) -> Self {
        let mut sources: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for SourceFile { states, source } in written {
            for fact in states {
                sources.entry(fact).or_default().push(source.clone());
            }
        }
        Self { confidence, sources }
    }

    pub(super) fn text(
        &mut self,
        fact: &'static str,
        written: Option<String>,
    ) -> Result<Option<Stated<String>>, EntryFault> {
        let Some(value) = written else { return Ok(None) };
        if value.trim().is_empty() {
            return Err(EntryFault::Empty(fact));
        }
        self.stated(fact, value).map(Some)
    }

    pub(super) fn symbol(
        &mut self,
        written: Option<String>,
    ) -> Result<Option<Stated<Symbol>>, EntryFault> {
        let Some(value) = written.map(canonical).transpose()? else { return Ok(None) };
        self.stated("symbol", value).map(Some)
    }

    pub(super) fn date(
        &mut self,
        fact: &'static str,
        written: Option<Datetime>,
    ) -> Result<Option<Stated<Date>>, EntryFault> {
        let Some(value) = written.map(civil).transpose()? else { return Ok(None) };
        self.stated(fact, value).map(Some)
    }

    pub(super) fn validity(
        &mut self,
        written: Vec<ValidityFile>,
    ) -> Result<Vec<Validity>, EntryFault> {
        let sources = self.sources_of("validity", written.is_empty())?;
        let stated = |one: ValidityFile| {
            let ValidityFile { year, state, confidence } = one;
            let sources = sources.clone();
            Validity { year, state: Stated { value: state, confidence, sources } }
        };
        Ok(written.into_iter().map(stated).collect())
    }

    pub(super) fn relations(
        &mut self,
        fact: &'static str,
        written: Vec<RelationFile>,
    ) -> Result<Vec<Relation>, EntryFault> {
        let sources = self.sources_of(fact, written.is_empty())?;
        let read = |one: RelationFile| {
            let RelationFile { symbol, date, effective, confidence } = one;
            Ok(Relation {
                symbol: canonical(symbol)?,
                date: date.map(civil).transpose()?,
                effective: effective.map(civil).transpose()?,
                confidence,
                sources: sources.clone(),
            })
        };
        written.into_iter().map(read).collect()
    }

    /// The sources of a fact that may have several values, none of them without a source.
    fn sources_of(
        &mut self,
        fact: &'static str,
        is_empty: bool,
    ) -> Result<Vec<String>, EntryFault> {
        match (self.sources.remove(fact), is_empty) {
            (Some(sources), false) => Ok(sources),
            (None, true) => Ok(Vec::new()),
            (None, false) => Err(EntryFault::NoSource(fact)),
            (Some(_), true) => Err(EntryFault::NotStated(fact.to_owned())),
        }
    }

    fn stated<T>(
        &mut self,
        fact: &'static str,
        value: T,
    ) -> Result<Stated<T>, EntryFault> {
        let confidence =
            self.confidence.remove(fact).ok_or(EntryFault::NoConfidence(fact))?;
        let sources = self.sources.remove(fact).ok_or(EntryFault::NoSource(fact))?;
        Ok(Stated { value, confidence, sources })
    }

    /// Nothing may be left: a proof of nothing is a slip of the pen.
    pub(super) fn finish(self) -> Result<(), EntryFault> {
        let mut left = self.confidence.into_keys().chain(self.sources.into_keys());
        left.next().map_or(Ok(()), |fact| Err(EntryFault::NotStated(fact)))
    }
}

/// A symbol of the file, which must be written as the program prints it.
fn canonical(written: String) -> Result<Symbol, EntryFault> {
    match written.parse::<Symbol>() {
        Ok(symbol) if symbol.to_string() == written => Ok(symbol),
        _ => Err(EntryFault::Symbol(written)),
    }
}

/// A date of the file as a day of the calendar.
fn civil(written: Datetime) -> Result<Date, EntryFault> {
    let day = written.date.filter(|_| written.time.is_none() && written.offset.is_none());
    let parts = day.and_then(|day| {
        let year = i16::try_from(day.year).ok()?;
        let (month, day) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
        Date::new(year, month, day).ok()
    });
    parts.ok_or(EntryFault::Date(written))
}
