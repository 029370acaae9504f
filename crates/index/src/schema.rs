//! The schema: every field, how it is indexed, and the version that an index carries.
//!
//! Change a field, the analysis or a stored record, and [`version`] changes: an older index
//! is then refused with the command that rebuilds it.

use tantivy::schema::{
    FAST, Field as EngineField, INDEXED, IndexRecordOption, STRING, Schema,
    SchemaBuilder, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::TokenizerManager;

use super::plan::{Field, Shape};

use tracuu_analysis::tokenizer::LineTokenizer;
use tracuu_analysis::version::VERSION;

/// Revision of the schema and of the stored records; raised by hand with every change
/// that an older index could not serve.
pub(super) const REVISION: u32 = 18;

/// Name of the stored record.
const RECORD: &str = "record";

/// Name of the tokenizer of analysed text.
const LINES: &str = "lines";

/// A line that every entry of the sample has whose pairs are indexed; no pair is written so.
pub(super) const SAMPLED: &str = "*\n";

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
        let name = field.name();
        let built = match field.shape() {
            Shape::Key => builder.add_text_field(name, STRING),
            Shape::ColumnKey => builder.add_text_field(name, STRING.set_fast("raw")),
            Shape::Rank => builder.add_u64_field(name, FAST),
            Shape::Number => builder.add_u64_field(name, FAST | INDEXED),
            Shape::Presence => terms(&mut builder, field, IndexRecordOption::Basic),
            Shape::Frequencies => {
                terms(&mut builder, field, IndexRecordOption::WithFreqs)
            }
            Shape::Positions => {
                terms(&mut builder, field, IndexRecordOption::WithFreqsAndPositions)
            }
        };
        engine.push(built);
    }
    let record = builder.add_text_field(RECORD, tantivy::schema::STORED);
    (builder.build(), Fields { engine, record })
}

/// A field of analysed terms.
fn terms(
    builder: &mut SchemaBuilder,
    field: Field,
    option: IndexRecordOption,
) -> EngineField {
    let indexing =
        TextFieldIndexing::default().set_tokenizer(LINES).set_index_option(option);
    let options = TextOptions::default().set_indexing_options(indexing);
    builder.add_text_field(field.name(), options)
}

/// The tokenizers under the names that the schema uses.
pub(super) fn tokenizers() -> TokenizerManager {
    // The engine's own `raw` serves the key fields.
    let manager = TokenizerManager::default();
    manager.register(LINES, LineTokenizer);
    manager
}
