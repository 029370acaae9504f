//! Short texts that mention a document, as they stand in other people's pages: which
//! documents of the collection they can mean.
//!
//! A text is read with the grammar that reads the documents themselves. Unlike a citation
//! in a document it has no home: `TU` may be of any province, and all that fit are given.

use super::documents::n_citing;
use super::reference::by_id;
use rustc_hash::FxHashSet;
use tracuu_index::entry::EntryKind;
use tracuu_index::error::ReadError;
use tracuu_index::plan::{Field, Plan};
use tracuu_index::reader::{Collection, Page, of_kind};
use tracuu_index::record::DocumentRecord;
use tracuu_legal::citation::find;
use tracuu_legal::citation::mention::{Citation, CitationKind};
use tracuu_legal::citation::series;
use tracuu_legal::document::date::DateText;
use tracuu_legal::document::document_type::DocumentType;
use tracuu_legal::document::fact_field::FactField;
use tracuu_legal::document::header::Confidence;
use tracuu_legal::document::symbol::Symbol;

/// Longest text that is read, in bytes: type word, symbol and date have at most some 120.
pub const MAX_TEXT_BYTES: usize = 160;

/// Documents of one symbol that are looked at. A symbol repeats over provinces and terms;
/// who sees more than these candidates asks the search.
const MAX_FITTING: usize = 32;

/// A text that mentions a document.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The symbol in canonical letters; `None` where none was read.
    pub symbol: Option<String>,
    /// What became of it.
    pub meaning: MentionResolution,
}

/// What a mention means in the collection.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MentionResolution {
    /// This document.
    Resolved(String),
    /// It fits several documents, or one by a guess: their ids, in the order of the
    /// collection.
    Ambiguous(Vec<String>),
    /// A symbol that no document of the collection has.
    Absent,
    /// There is no whole symbol in it.
    Malformed,
}

/// What some texts mean.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// One for each text, in the same order.
    pub mentions: Vec<Mention>,
    /// Every document that they can mean or that was asked for by its id, once.
    pub named: Vec<MentionedDocument>,
}

/// A document that is meant.
#[derive(Clone, Debug)]
pub struct MentionedDocument {
    /// The document.
    pub record: DocumentRecord,
    /// Number of provisions that cite it.
    pub n_citing: usize,
}

/// Reads short texts, and looks up the documents that have some ids; an id that no document
/// has adds nothing.
///
/// # Errors
/// Where the index cannot be read.
pub fn mentions(
    collection: &Collection,
    texts: &[String],
    ids: &[String],
) -> Result<Mentions, ReadError> {
    let mut all = Mentions::default();
    let mut meant = Vec::new();
    for text in texts {
        let (mention, fitting) = mention(collection, text)?;
        all.mentions.push(mention);
        meant.extend(fitting);
    }
    for id in ids {
        meant.extend(by_id(collection, id)?);
    }
    let mut known: FxHashSet<String> = FxHashSet::default();
    for record in meant {
        if known.insert(record.id.clone()) {
            let n_citing = n_citing(collection, &record.id)?;
            all.named.push(MentionedDocument { record, n_citing });
        }
    }
    Ok(all)
}

fn mention(
    collection: &Collection,
    text: &str,
) -> Result<(Mention, Vec<DocumentRecord>), ReadError> {
    let citation = find::in_text(text).into_iter().find_map(|citation| {
        let is_numbered = citation.kind == CitationKind::Numbered;
        let symbol = citation.symbol.clone().filter(|_| is_numbered)?;
        Some((citation, symbol))
    });
    let Some((citation, symbol)) = citation else {
        return Ok((
            Mention { symbol: None, meaning: MentionResolution::Malformed },
            Vec::new(),
        ));
    };
    let page = Page { offset: 0, limit: MAX_FITTING };
    let mut fitting = collection.documents(&plan(&symbol), page)?.items;
    fitting.retain(|record| fits(record, &citation, &symbol));
    let meaning = match &fitting[..] {
        [] => MentionResolution::Absent,
        [only] if citation.confidence() > Confidence::Weak => {
            MentionResolution::Resolved(only.id.clone())
        }
        several => MentionResolution::Ambiguous(
            several.iter().map(|known| known.id.clone()).collect(),
        ),
    };
    Ok((Mention { symbol: Some(symbol.to_string()), meaning }, fitting))
}

/// The documents that have the parts of a symbol.
fn plan(symbol: &Symbol) -> Plan {
    let mut must = vec![
        of_kind(EntryKind::Document),
        Plan::term(Field::Number, symbol.number.as_str()),
    ];
    if !symbol.type_code.is_empty() {
        must.push(Plan::term(Field::Code, symbol.type_code.as_str()));
    }
    must.extend(
        symbol.issuers.iter().map(|code| Plan::term(Field::IssuerCode, code.as_str())),
    );
    Plan::all(must)
}

/// Whether a document can be meant: the same symbol, no other type, and a date in the same
/// series of numbers where both state one.
fn fits(record: &DocumentRecord, citation: &Citation, symbol: &Symbol) -> bool {
    let own = record.symbol.as_deref().and_then(|own| own.parse::<Symbol>().ok());
    let same_symbol = own.is_some_and(|own| own.same_work(symbol));
    let document_type = record.type_id.as_deref().and_then(DocumentType::from_id);
    let types = document_type.zip(citation.document_type);
    let in_series = citation.date.is_none_or(|stated| {
        let mut dates = dates(record).peekable();
        dates.peek().is_none() || dates.any(|own| series::same(symbol, own, stated))
    });
    same_symbol && types.is_none_or(|(own, stated)| own == stated) && in_series
}

/// All dates that are stated of a document.
fn dates(record: &DocumentRecord) -> impl Iterator<Item = DateText> {
    let stated = record.facts.iter().filter(|fact| fact.field == FactField::Date);
    let stated =
        stated.filter_map(|fact| fact.value.as_text()).chain(record.date.as_deref());
    stated.filter_map(|iso| iso.parse().ok())
}
