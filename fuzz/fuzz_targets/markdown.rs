//! Fuzz target; the body is in `bodies.rs`.
#![no_main]

#[allow(dead_code, reason = "a target has one body of several")]
#[path = "../bodies.rs"]
mod bodies;

libfuzzer_sys::fuzz_target!(|text: &str| bodies::markdown(text));
