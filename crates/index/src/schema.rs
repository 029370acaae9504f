//! The schema: every field, how it is indexed, and the version that an index carries.
//!
//! Change a field, the analysis or a stored record, and [`version`] changes: an older index
//! is then refused with the command that rebuilds it.

use tantivy::schema::{
    FAST, Field as EngineField, INDEXED, IndexRecordOption, STRING, Schema,
    TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use super::plan::Field;

use tracuu_analysis::tokenizer::Lines;
use tracuu_analysis::version::VERSION;

/// Revision of the schema and of the stored records; raised by hand with every change
/// that an older index could not serve.
const REVISION: u32 = 6;

/// Name of the stored record.
const RECORD: &str = "record";

/// Name of the tokenizer of analysed text.
const LINES: &str = "lines";

/// A line that every entry of the sample has whose pairs are indexed; no pair is written so.
pub(super) const SAMPLED: &str = "*\n";

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
    /// Terms, a line each.
    Terms(IndexRecordOption),
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
            Shape::Terms(option) => {
                let indexing = TextFieldIndexing::default()
                    .set_tokenizer(LINES)
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

/// The tokenizers under the names that the schema uses.
pub(super) fn tokenizers() -> TokenizerManager {
    // The engine's own `raw` serves the key fields.
    let manager = TokenizerManager::default();
    manager.register(LINES, Lines);
    manager
}

fn shape(field: Field) -> Shape {
    match field {
        Field::Exact | Field::Folded | Field::Heading => {
            Shape::Terms(IndexRecordOption::WithFreqsAndPositions)
        }
        Field::Word | Field::Symbol => Shape::Terms(IndexRecordOption::WithFreqs),
        Field::Pair => Shape::Terms(IndexRecordOption::Basic),
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
