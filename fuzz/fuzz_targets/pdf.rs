//! Fuzz target: PDF files; the body is in `readers.rs`.
#![no_main]

#[allow(dead_code, reason = "a target has one body of several")]
#[path = "../readers.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::file(bytes));
