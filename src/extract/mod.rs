//! Floor 2. Bytes → `Manuscript`, a file per format.
//!
//! A reader per format gives raw blocks; one mending pass over them, the same for every
//! format, gives the manuscript.

pub mod plain;

pub use plain::{read_markdown, read_text};
