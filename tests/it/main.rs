//! Tests of the program as a whole, in one binary.

mod architecture;
mod rust_source;
mod segmentation;
