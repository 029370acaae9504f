//! The file of the catalogue (`catalogue.toml`), edited by hand; `docs/corpus.md`
//! describes its format.
//!
//! Every fact carries a confidence and at least one source; a fact without them is an
//! error, because nobody could check it later.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

use super::catalogue::{CatalogueEntry, CatalogueRelation, StatedFact};
use tracuu_legal::citation::legal_status::{CatalogueStatus, StatusInYear};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactConfidence;
use tracuu_legal::document::symbol::Symbol;

/// Name of the file in the folder.
pub const FILE_NAME: &str = "catalogue.toml";

/// Version of the format that this program reads.
const FORMAT: u32 = 1;

/// The catalogue cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// Not TOML, an unknown member, or a missing one.
    #[error("the catalogue does not read: {0}")]
    Syntax(#[from] toml::de::Error),
    /// Written for another version of the program.
    #[error("the catalogue has format {0}\nhint: this program reads format {FORMAT}")]
    Format(u32),
    /// An entry breaks a rule.
    #[error("entry {number} ({name}): {fault}")]
    Entry {
        /// Place in the file, from 1.
        number: usize,
        /// Symbol or title, to find it again.
        name: String,
        /// Which rule.
        fault: EntryFault,
    },
}

/// A rule that an entry breaks.
#[derive(Debug, thiserror::Error)]
pub enum EntryFault {
    /// Neither symbol nor title.
    #[error("has neither symbol nor title")]
    NoName,
    /// A fact without a confidence.
    #[error("{0:?} has no confidence\nhint: high or medium; leave out what is weaker")]
    NoConfidence(&'static str),
    /// A fact without a source.
    #[error("{0:?} has no source\nhint: name it under states of a source")]
    NoSource(&'static str),
    /// A confidence or a source for a fact that is not stated.
    #[error("{0:?} is proved but not stated")]
    NotStated(String),
    /// A member that is there and empty.
    #[error("{0:?} is empty")]
    Empty(&'static str),
    /// No type of this name.
    #[error("{0:?} is no type of document\nhint: data/document-types.tsv lists them")]
    Type(String),
    /// Not a symbol, or not in canonical form.
    #[error("{0:?} is no symbol in canonical form\nhint: 06-NQ/TW, 30/2020/NĐ-CP")]
    Symbol(String),
    /// A date with a time, or a day that does not exist.
    #[error("{0} is no date\nhint: 2021-10-25, without quotes")]
    Date(Datetime),
    /// The same type, symbol and date as an earlier entry.
    #[error("is the same document as entry {0}")]
    Same(usize),
}

/// Reads the text of a catalogue; its entries in the order of the file.
///
/// # Errors
/// On anything that is not exactly as `docs/corpus.md` describes.
pub fn read_catalogue(text: &str) -> Result<Vec<CatalogueEntry>, CatalogueError> {
    let file: RawCatalogue = toml::from_str(text)?;
    if file.format != FORMAT {
        return Err(CatalogueError::Format(file.format));
    }
    let mut entries = Vec::with_capacity(file.document.len());
    let mut known = BTreeMap::new();
    for (number, raw) in (1..).zip(file.document) {
        let name =
            raw.symbol.as_ref().or(raw.title.as_ref()).cloned().unwrap_or_default();
        let in_entry = |fault| CatalogueError::Entry { number, name, fault };
        let entry = match read_entry(raw) {
            Ok(entry) => entry,
            Err(fault) => return Err(in_entry(fault)),
        };
        if let Some(earlier) = known.insert(identity(&entry), number) {
            return Err(in_entry(EntryFault::Same(earlier)));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// What tells two entries apart: one symbol may stand for several documents.
fn identity(entry: &CatalogueEntry) -> (&'static str, Option<String>, Option<Date>) {
    let symbol = entry.symbol.as_ref().map(|symbol| symbol.value.to_string());
    let title = entry.title.as_ref().map(|title| title.value.clone());
    let date = entry.date.as_ref().map(|date| date.value);
    (entry.document_type.id(), symbol.or(title), date)
}

fn read_entry(raw: RawEntry) -> Result<CatalogueEntry, EntryFault> {
    if raw.symbol.is_none() && raw.title.is_none() {
        return Err(EntryFault::NoName);
    }
    let Some(document_type) = DocumentType::from_name(&raw.r#type) else {
        return Err(EntryFault::Type(raw.r#type));
    };
    let mut proofs = Proofs::new(raw.confidence, raw.sources);
    let entry = CatalogueEntry {
        document_type,
        symbol: proofs.symbol(raw.symbol)?,
        date: proofs.date("date", raw.date)?,
        effective: proofs.date("effective", raw.effective)?,
        issuer: proofs.text("issuer", raw.issuer)?,
        title: proofs.text("title", raw.title)?,
        names: raw.names,
        validity: proofs.validity(raw.validity)?,
        amended_by: proofs.relations("amended_by", raw.amended_by)?,
        replaced_by: proofs.relations("replaced_by", raw.replaced_by)?,
    };
    proofs.finish()?;
    Ok(entry)
}

/// The file as written; so are the other `Raw…` types.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCatalogue {
    format: u32,
    #[serde(default)]
    document: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    r#type: String,
    symbol: Option<String>,
    date: Option<Datetime>,
    effective: Option<Datetime>,
    issuer: Option<String>,
    title: Option<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    confidence: BTreeMap<String, FactConfidence>,
    #[serde(default)]
    validity: Vec<RawValidity>,
    #[serde(default)]
    amended_by: Vec<RawRelation>,
    #[serde(default)]
    replaced_by: Vec<RawRelation>,
    #[serde(default)]
    sources: Vec<RawSource>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawValidity {
    year: i16,
    state: CatalogueStatus,
    confidence: FactConfidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRelation {
    symbol: String,
    date: Option<Datetime>,
    effective: Option<Datetime>,
    confidence: FactConfidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    states: Vec<String>,
    source: String,
}

/// Confidences and sources of an entry while its facts are read.
struct Proofs {
    confidence: BTreeMap<String, FactConfidence>,
    sources: BTreeMap<String, Vec<String>>,
}

impl Proofs {
    fn new(
        confidence: BTreeMap<String, FactConfidence>,
        written: Vec<RawSource>,
    ) -> Self {
        let mut sources: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for RawSource { states, source } in written {
            for fact in states {
                sources.entry(fact).or_default().push(source.clone());
            }
        }
        Self { confidence, sources }
    }

    fn text(
        &mut self,
        fact: &'static str,
        written: Option<String>,
    ) -> Result<Option<StatedFact<String>>, EntryFault> {
        let Some(value) = written else { return Ok(None) };
        if value.trim().is_empty() {
            return Err(EntryFault::Empty(fact));
        }
        self.stated(fact, value).map(Some)
    }

    fn symbol(
        &mut self,
        written: Option<String>,
    ) -> Result<Option<StatedFact<Symbol>>, EntryFault> {
        let Some(value) = written.map(read_symbol).transpose()? else { return Ok(None) };
        self.stated("symbol", value).map(Some)
    }

    fn date(
        &mut self,
        fact: &'static str,
        written: Option<Datetime>,
    ) -> Result<Option<StatedFact<Date>>, EntryFault> {
        let Some(value) = written.map(read_date).transpose()? else { return Ok(None) };
        self.stated(fact, value).map(Some)
    }

    fn validity(
        &mut self,
        written: Vec<RawValidity>,
    ) -> Result<Vec<StatedFact<StatusInYear>>, EntryFault> {
        let sources = self.sources_of("validity", written.is_empty())?;
        let stated = |one: RawValidity| {
            let RawValidity { year, state, confidence } = one;
            let value = StatusInYear { year, status: state };
            StatedFact { value, confidence, sources: sources.clone() }
        };
        Ok(written.into_iter().map(stated).collect())
    }

    fn relations(
        &mut self,
        fact: &'static str,
        written: Vec<RawRelation>,
    ) -> Result<Vec<CatalogueRelation>, EntryFault> {
        let sources = self.sources_of(fact, written.is_empty())?;
        let read = |one: RawRelation| {
            let RawRelation { symbol, date, effective, confidence } = one;
            Ok(CatalogueRelation {
                symbol: read_symbol(symbol)?,
                date: date.map(read_date).transpose()?,
                effective: effective.map(read_date).transpose()?,
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
    ) -> Result<StatedFact<T>, EntryFault> {
        let confidence =
            self.confidence.remove(fact).ok_or(EntryFault::NoConfidence(fact))?;
        let sources = self.sources.remove(fact).ok_or(EntryFault::NoSource(fact))?;
        Ok(StatedFact { value, confidence, sources })
    }

    /// Fails where a confidence or a source is left over: its fact is not stated.
    fn finish(self) -> Result<(), EntryFault> {
        let mut left = self.confidence.into_keys().chain(self.sources.into_keys());
        left.next().map_or(Ok(()), |fact| Err(EntryFault::NotStated(fact)))
    }
}

/// A symbol of the file, which must be written as the program prints it.
fn read_symbol(written: String) -> Result<Symbol, EntryFault> {
    match written.parse::<Symbol>() {
        Ok(symbol) if symbol.to_string() == written => Ok(symbol),
        _ => Err(EntryFault::Symbol(written)),
    }
}

/// A date of the file as a day of the calendar.
fn read_date(written: Datetime) -> Result<Date, EntryFault> {
    let day = written.date.filter(|_| written.time.is_none() && written.offset.is_none());
    let parts = day.and_then(|day| {
        let year = i16::try_from(day.year).ok()?;
        let (month, day) = (i8::try_from(day.month).ok()?, i8::try_from(day.day).ok()?);
        Date::new(year, month, day).ok()
    });
    parts.ok_or(EntryFault::Date(written))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A complete entry; `more` adds members, an empty `without` removes none.
    fn entry(without: &str, more: &str) -> String {
        let lines = [
            "type = 'Nghị quyết'",
            "symbol = '07-NQ/TU'",
            "date = 2031-02-03",
            "issuer = 'Ban Thường vụ Tỉnh ủy'",
            "validity = [{ year = 2032, state = 'in_force', confidence = 'medium' }]",
            "replaced_by = [{ symbol = '09-NQ/TU', date = 2033-01-01, confidence = 'high' }]",
            "confidence = { symbol = 'high', date = 'medium', issuer = 'high' }",
        ];
        let kept: Vec<&str> = lines
            .into_iter()
            .filter(|line| without.is_empty() || !line.starts_with(without))
            .collect();
        format!(
            "[[document]]\n{}\n{more}\n\
             [[document.sources]]\nstates = ['symbol', 'date']\nsource = 'công báo'\n\
             [[document.sources]]\nstates = ['date', 'issuer', 'validity', 'replaced_by']\nsource = 'báo'\n",
            kept.join("\n")
        )
    }

    fn read(entries: &str) -> Result<Vec<CatalogueEntry>, CatalogueError> {
        read_catalogue(&format!("format = 1\n{entries}"))
    }

    #[test]
    fn an_entry_keeps_every_fact_with_its_sources() {
        let catalogue = read(&entry("", "")).unwrap();
        let [entry] = &catalogue[..] else { panic!() };
        let date = entry.date.as_ref().unwrap();
        assert_eq!(date.value, jiff::civil::date(2031, 2, 3));
        assert_eq!(date.confidence, FactConfidence::Medium);
        assert_eq!(date.sources, ["công báo", "báo"]);
        assert_eq!(entry.symbol.as_ref().unwrap().sources, ["công báo"]);
        assert_eq!(entry.validity[0].value.status, CatalogueStatus::InForce);
        assert_eq!(entry.validity[0].sources, ["báo"]);
        assert_eq!(entry.replaced_by[0].symbol.to_string(), "09-NQ/TU");
        assert_eq!(entry.title, None);
    }

    #[test]
    fn mistakes_are_named_with_their_entry() {
        let good = entry("", "");
        let later = entry("", "").replace("2031-02-03", "2036-02-03");
        assert!(read(&format!("{good}{later}")).is_ok(), "one number, two terms");
        for (text, message) in [
            (
                format!("{good}{good}"),
                "entry 2 (07-NQ/TU): is the same document as entry 1",
            ),
            (entry("symbol", ""), "has neither symbol nor title"),
            (entry("date", ""), "\"date\" is proved but not stated"),
            (entry("validity", ""), "\"validity\" is proved but not stated"),
            (entry("confidence", ""), "\"symbol\" has no confidence"),
            (entry("", "title = 'về'"), "\"title\" has no confidence"),
            (entry("", "place = 'Hà Nội'"), "unknown field `place`"),
            (entry("type", ""), "missing field `type`"),
            (entry("type", "type = 'Nghị'"), "\"Nghị\" is no type of document"),
            (
                good.replace("'07-NQ", "'7-NQ"),
                "\"7-NQ/TU\" is no symbol in canonical form",
            ),
            (good.replace("'09-NQ", "'9 NQ"), "\"9 NQ/TU\" is no symbol"),
            (entry("date", "date = 2031-02-03T10:00:00"), "is no date"),
            (entry("date", "date = '2031-02-03'"), "does not read"),
            (good.replace("'issuer', ", ""), "\"issuer\" has no source"),
            (good.replace("'validity', ", ""), "\"validity\" has no source"),
            (good.replace(", 'replaced_by'", ""), "\"replaced_by\" has no source"),
            (entry("replaced_by", ""), "\"replaced_by\" is proved but not stated"),
            (good.replace("'medium'", "'memory'"), "unknown variant `memory`"),
        ] {
            let error = read(&text).unwrap_err().to_string();
            assert!(error.contains(message), "{message}\n{error}");
        }
        let error = read_catalogue("format = 7").unwrap_err().to_string();
        assert!(error.contains("format 7"), "{error}");
    }
}
