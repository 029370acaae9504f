//! Fuzz target: workbooks of Excel 97; the body is in `readers.rs`.
#![no_main]

#[allow(dead_code, reason = "a target has one body of several")]
#[path = "../readers.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(
    // The reader catches the panics of a crate; the hook of the engine would end it first.
    init: drop(std::panic::take_hook()),
    |bytes: &[u8]| readers::file(bytes)
);
