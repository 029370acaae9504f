//! The catalogue (`catalogue.toml`): facts about documents that are not held in full, edited by
//! hand. The format is described in `docs/corpus.md`.
//!
//! Every fact carries a confidence and at least one source; a fact without them is an
//! error, because nobody could check it later.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::value::Datetime;

use super::catalogue_file::{CatalogueFile, EntryFile, Proofs};
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactConfidence;
use tracuu_legal::document::symbol::Symbol;

/// Name of the file in the folder.
pub const FILE_NAME: &str = "catalogue.toml";

/// Version of the format that this program reads.
const FORMAT: u32 = 1;

/// The catalogue.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    entries: Vec<Entry>,
}

/// What is known about one document.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// Type. Not a fact of its own: it belongs to the symbol.
    pub document_type: DocumentType,
    /// Symbol (số, ký hiệu); `None` for a document without a number.
    pub symbol: Option<Stated<Symbol>>,
    /// Date of issue.
    pub date: Option<Stated<Date>>,
    /// Day from which it is in force.
    pub effective: Option<Stated<Date>>,
    /// Issuing body (cơ quan ban hành).
    pub issuer: Option<Stated<String>>,
    /// Title (trích yếu), without the type word.
    pub title: Option<Stated<String>>,
    /// Names by which it is cited without its number: `Nghị quyết Trung ương 4 khóa XII`.
    pub names: Vec<String>,
    /// Whether it was in force in a year, by year.
    pub validity: Vec<Validity>,
    /// Documents that change it.
    pub amended_by: Vec<Relation>,
    /// Documents that take its place.
    pub replaced_by: Vec<Relation>,
}

/// A fact with what speaks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stated<T> {
    /// What is stated.
    pub value: T,
    /// How well it is proved.
    pub confidence: FactConfidence,
    /// Where it was read, in words; at least one.
    pub sources: Vec<String>,
}

/// Whether a document was in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Validity {
    /// The year looked at.
    pub year: i16,
    /// How it stood then.
    pub state: Stated<ValidityState>,
}

/// How a document stands (hiệu lực).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidityState {
    /// Còn hiệu lực.
    InForce,
    /// Còn hiệu lực, đã được sửa đổi, bổ sung.
    InForceAmended,
    /// Đã được thay thế.
    Replaced,
    /// Đã bị bãi bỏ.
    Repealed,
    /// Hết thời hạn thực hiện.
    PeriodEnded,
}

impl ValidityState {
    /// The name in the catalogue.
    pub const fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::InForceAmended => "in_force_amended",
            Self::Replaced => "replaced",
            Self::Repealed => "repealed",
            Self::PeriodEnded => "period_ended",
        }
    }
}

/// Another document that changes or replaces the one at hand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Relation {
    /// Its symbol.
    pub symbol: Symbol,
    /// Its date of issue.
    pub date: Option<Date>,
    /// Day from which the change holds.
    pub effective: Option<Date>,
    /// How well it is proved.
    pub confidence: FactConfidence,
    /// Where it was read, in words; at least one.
    pub sources: Vec<String>,
}

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

impl Catalogue {
    /// Reads the text of a catalogue.
    ///
    /// # Errors
    /// On anything that is not exactly as `docs/corpus.md` describes.
    pub fn read(text: &str) -> Result<Self, CatalogueError> {
        let file: CatalogueFile = toml::from_str(text)?;
        if file.format != FORMAT {
            return Err(CatalogueError::Format(file.format));
        }
        let mut entries = Vec::with_capacity(file.document.len());
        let mut known = BTreeMap::new();
        for (number, written) in (1..).zip(file.document) {
            let name = written.symbol.as_ref().or(written.title.as_ref());
            let name = name.cloned().unwrap_or_default();
            let fault = |fault| CatalogueError::Entry { number, name, fault };
            let entry = match Entry::read(written) {
                Ok(entry) => entry,
                Err(found) => return Err(fault(found)),
            };
            if let Some(earlier) = known.insert(entry.identity(), number) {
                return Err(fault(EntryFault::Same(earlier)));
            }
            entries.push(entry);
        }
        Ok(Self { entries })
    }

    /// The entries in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Entry {
    /// What tells two entries apart: one symbol may stand for several documents.
    fn identity(&self) -> (&'static str, Option<String>, Option<Date>) {
        let symbol = self.symbol.as_ref().map(|symbol| symbol.value.to_string());
        let title = self.title.as_ref().map(|title| title.value.clone());
        let date = self.date.as_ref().map(|date| date.value);
        (self.document_type.id(), symbol.or(title), date)
    }

    fn read(written: EntryFile) -> Result<Self, EntryFault> {
        if written.symbol.is_none() && written.title.is_none() {
            return Err(EntryFault::NoName);
        }
        let Some(document_type) = DocumentType::from_name(&written.r#type) else {
            return Err(EntryFault::Type(written.r#type));
        };
        let mut proofs = Proofs::new(written.confidence, written.sources);
        let entry = Self {
            document_type,
            symbol: proofs.symbol(written.symbol)?,
            date: proofs.date("date", written.date)?,
            effective: proofs.date("effective", written.effective)?,
            issuer: proofs.text("issuer", written.issuer)?,
            title: proofs.text("title", written.title)?,
            names: written.names,
            validity: proofs.validity(written.validity)?,
            amended_by: proofs.relations("amended_by", written.amended_by)?,
            replaced_by: proofs.relations("replaced_by", written.replaced_by)?,
        };
        proofs.finish()?;
        Ok(entry)
    }
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

    fn read(entries: &str) -> Result<Catalogue, CatalogueError> {
        Catalogue::read(&format!("format = 1\n{entries}"))
    }

    #[test]
    fn an_entry_keeps_every_fact_with_its_sources() {
        let catalogue = read(&entry("", "")).unwrap();
        let [entry] = catalogue.entries() else { panic!() };
        let date = entry.date.as_ref().unwrap();
        assert_eq!(date.value, jiff::civil::date(2031, 2, 3));
        assert_eq!(date.confidence, FactConfidence::Medium);
        assert_eq!(date.sources, ["công báo", "báo"]);
        assert_eq!(entry.symbol.as_ref().unwrap().sources, ["công báo"]);
        assert_eq!(entry.validity[0].state.value, ValidityState::InForce);
        assert_eq!(entry.validity[0].state.sources, ["báo"]);
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
        let error = Catalogue::read("format = 7").unwrap_err().to_string();
        assert!(error.contains("format 7"), "{error}");
    }
}
