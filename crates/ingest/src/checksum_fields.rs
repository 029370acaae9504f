//! A checksum of what something is made of, field by field.

use std::fmt::Debug;
use std::io::Write as _;

use crate::corpus::checksum::Checksum;

/// Fields, kept apart by their lengths.
#[derive(Default)]
pub(super) struct ChecksumFields(Vec<u8>);

impl ChecksumFields {
    pub(super) fn add(&mut self, field: &[u8]) {
        self.add_number(field.len());
        self.0.extend_from_slice(field);
    }

    pub(super) fn add_number(&mut self, number: usize) {
        self.0.extend_from_slice(&(number as u64).to_le_bytes());
    }

    /// Adds a value by what it shows of itself.
    pub(super) fn add_debug(&mut self, value: &impl Debug) {
        let start = self.0.len();
        // Writing to memory cannot fail.
        let _ = write!(self.0, "{value:?}");
        self.add_number(self.0.len() - start);
    }

    /// Half as long as it could be: nobody makes two alike on purpose.
    pub(super) fn finish(&self) -> String {
        format!("{:.32}", Checksum::compute(&self.0))
    }
}
