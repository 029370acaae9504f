//! Showing what was read, in Vietnamese: the summary line, and the parts that a reader can
//! remove.

mod part_readings;
mod period;
pub(crate) mod remove_part;
pub(crate) mod summary;
mod value;
