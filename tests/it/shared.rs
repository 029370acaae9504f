//! The material beside the project that is not part of it: hand-made truths, fixtures and
//! judged sets. A test that needs it is `#[ignore]`d with that reason; `.ci/run` runs those too
//! (`cargo test -- --include-ignored`), and where the material is missing they fail.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// The place of a file or folder of the material.
pub(crate) fn path(inside: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(inside);
    assert!(
        path.try_exists().unwrap_or(false),
        "{} is not here\nhelp: leave out --include-ignored",
        path.display()
    );
    path
}

/// A text of the material.
pub(crate) fn text(inside: &str) -> String {
    std::fs::read_to_string(path(inside)).unwrap()
}

/// The records of a file of the material, one JSON value a line.
pub(crate) fn records(inside: &str) -> Vec<Value> {
    text(inside).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
