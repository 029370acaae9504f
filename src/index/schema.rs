//! The schema: every field, how it is indexed, and the version that an index carries.
//!
//! `index/schema.json` is the golden print of it; a test compares. Change a field, an
//! analyzer or a stored record, and [`version`] changes: an older index is then refused
//! with the command that rebuilds it.

use tantivy::schema::{
    FAST, Field as EngineField, INDEXED, IndexRecordOption, STRING, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use super::plan::Field;

use crate::analysis::term::Field as Terms;
use crate::analysis::tokenizer::Analyzer;
use crate::analysis::version::VERSION;

/// Revision of the schema and of the stored records; raised by hand with every change
/// that an older index could not serve.
const REVISION: u32 = 4;

/// Name of the stored record.
const RECORD: &str = "record";

/// How a field is indexed.
enum Shape {
    /// One term as it is.
    Key,
    /// One term as it is, also in a column, to be counted.
    CountedKey,
    /// A number for ranges and order.
    Number,
    /// A number for order only.
    Rank,
    /// Text through a named analyzer.
    Text(&'static str, IndexRecordOption),
}

/// The version of the index format: revision and analyzer.
pub fn version() -> String {
    format!("{REVISION}-{VERSION}")
}

/// A schema with its engine fields at hand.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    engine: Vec<EngineField>,
    record: EngineField,
}

impl Fields {
    /// The engine's field.
    pub(super) fn of(&self, field: Field) -> EngineField {
        self.engine[field as usize]
    }

    /// The stored record.
    pub(super) const fn record(&self) -> EngineField {
        self.record
    }
}

/// Builds the schema.
pub(super) fn build() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let mut engine = Vec::with_capacity(Field::ALL.len());
    for field in Field::ALL {
        let built = match shape(field) {
            Shape::Key => builder.add_text_field(field.name(), STRING),
            Shape::CountedKey => {
                let options = STRING.set_fast("raw");
                builder.add_text_field(field.name(), options)
            }
            Shape::Rank => builder.add_u64_field(field.name(), FAST),
            Shape::Number => builder.add_u64_field(field.name(), FAST | INDEXED),
            Shape::Text(analyzer, option) => {
                let indexing = TextFieldIndexing::default()
                    .set_tokenizer(analyzer)
                    .set_index_option(option);
                let options = TextOptions::default().set_indexing_options(indexing);
                builder.add_text_field(field.name(), options)
            }
        };
        engine.push(built);
    }
    let record = builder.add_text_field(RECORD, tantivy::schema::STORED);
    (builder.build(), Fields { engine, record })
}

/// The analyzers under the names that the schema uses.
pub(super) fn analyzers() -> TokenizerManager {
    // The engine's own `raw` serves the key fields.
    let manager = TokenizerManager::default();
    for field in Terms::ALL {
        manager.register(field.analyzer(), Analyzer::new(field));
    }
    manager
}

fn shape(field: Field) -> Shape {
    let text = |terms: Terms, option| Shape::Text(terms.analyzer(), option);
    match field {
        Field::Exact => text(Terms::Exact, IndexRecordOption::WithFreqsAndPositions),
        Field::Folded | Field::Heading => {
            text(Terms::Folded, IndexRecordOption::WithFreqsAndPositions)
        }
        Field::Word => text(Terms::Word, IndexRecordOption::WithFreqs),
        Field::Pair => text(Terms::Pair, IndexRecordOption::Basic),
        Field::Symbol => text(Terms::Symbol, IndexRecordOption::WithFreqs),
        Field::Date | Field::Year => Shape::Number,
        Field::SymbolRank | Field::TitleRank | Field::Mentions | Field::Order => {
            Shape::Rank
        }
        Field::Kind | Field::Type | Field::Issuer | Field::Agency | Field::Collection => {
            Shape::CountedKey
        }
        _ => Shape::Key,
    }
}
