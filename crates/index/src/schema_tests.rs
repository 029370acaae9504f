//! The golden schema: no change of a field without a new revision.

use std::path::Path;

use serde_json::{Value, json};

use super::schema::{REVISION, build};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../index/schema.json");

#[test]
fn a_changed_schema_has_a_new_revision() {
    let schema = serde_json::to_value(build().0).unwrap();
    let golden = std::fs::read_to_string(GOLDEN).unwrap_or_default();
    let golden: Value = serde_json::from_str(&golden).unwrap_or_default();
    let is_same_schema = golden["schema"] == schema;
    let is_same_revision = golden["revision"] == json!(REVISION);
    if is_same_schema && is_same_revision {
        return;
    }
    assert!(
        is_same_schema || !is_same_revision,
        "the schema differs from index/schema.json\n\
         help: raise REVISION in crates/index/src/schema.rs, then run with UPDATE=1"
    );
    assert!(
        std::env::var_os("UPDATE").is_some(),
        "index/schema.json is of another revision\nhelp: run with UPDATE=1"
    );
    let new = json!({ "revision": REVISION, "schema": schema });
    let text = serde_json::to_string_pretty(&new).unwrap() + "\n";
    std::fs::write(Path::new(GOLDEN), text).unwrap();
}
