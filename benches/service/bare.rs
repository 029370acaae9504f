//! The engine alone behind the same server: one field, the words between blanks in small letters, 20
//! hits with their texts, nothing counted. What a service of an afternoon would be.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::routing::get;
use axum::{Json, Router};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{
    Field, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions, Value,
};
use tantivy::tokenizer::{LowerCaser, TextAnalyzer, WhitespaceTokenizer};
use tantivy::{Index, IndexWriter, Searcher, TantivyDocument, Term};
use tracuu_text::syllable::lower;

/// Hits of an answer.
const LIMIT: usize = 20;
/// Memory of the writer, in bytes: what ours has.
const WRITER_MEMORY_BYTES: usize = 160_000_000;
/// Name of the tokenizer.
const BLANKS: &str = "blanks";

fn open(index: &Index) -> (Searcher, Field) {
    let blanks =
        TextAnalyzer::builder(WhitespaceTokenizer::default()).filter(LowerCaser).build();
    index.tokenizers().register(BLANKS, blanks);
    (index.reader().unwrap().searcher(), index.schema().get_field("text").unwrap())
}

/// Writes an index of some texts with one thread.
pub(crate) fn write(dir: &Path, texts: impl Iterator<Item = String>) {
    std::fs::create_dir_all(dir).unwrap();
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(BLANKS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::from(STORED).set_indexing_options(indexing);
    schema.add_text_field("text", text);
    let index = Index::create_in_dir(dir, schema.build()).unwrap();
    let (_, field) = open(&index);
    let mut writer: IndexWriter =
        index.writer_with_num_threads(1, WRITER_MEMORY_BYTES).unwrap();
    for text in texts {
        let mut document = TantivyDocument::default();
        document.add_text(field, text);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
}

/// Serves an index until it is killed; says its address first.
pub(crate) fn serve(dir: &Path) {
    let opened = Arc::new(open(&Index::open_in_dir(dir).unwrap()));
    let router = Router::new().route("/search", get(answer)).with_state(opened);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        println!("{}", listener.local_addr().unwrap());
        axum::serve(listener, router).await.unwrap();
    });
}

async fn answer(
    State(opened): State<Arc<(Searcher, Field)>>,
    RawQuery(raw): RawQuery,
) -> Json<Vec<HashMap<&'static str, serde_json::Value>>> {
    let raw = raw.unwrap_or_default();
    let text = raw.strip_prefix("q=").unwrap_or_default().to_owned();
    let text =
        percent_encoding::percent_decode_str(&text).decode_utf8_lossy().into_owned();
    let hits = tokio::task::spawn_blocking(move || hits(&opened.0, opened.1, &text));
    Json(hits.await.unwrap())
}

fn hits(
    searcher: &Searcher,
    field: Field,
    text: &str,
) -> Vec<HashMap<&'static str, serde_json::Value>> {
    let words = text.split_whitespace().map(|word| {
        let term = Term::from_field_text(field, &lower(word));
        let query: Box<dyn Query> =
            Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        (Occur::Should, query)
    });
    let query = BooleanQuery::new(words.collect());
    let top = TopDocs::with_limit(LIMIT).order_by_score();
    let found = searcher.search(&query, &top).unwrap();
    let hit = |(score, address)| {
        let stored: TantivyDocument = searcher.doc(address).unwrap();
        let text = stored.get_first(field).and_then(|text| text.as_str());
        HashMap::from([("score", f64::from(score).into()), ("text", text.into())])
    };
    found.into_iter().map(hit).collect()
}
