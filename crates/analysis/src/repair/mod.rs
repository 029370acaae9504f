//! Repair of typed queries, a pipeline of named steps; `docs/analysis.md` has an example of
//! each.
//!
//! A word is taken by the first step that knows what was meant: `unicode` (letters that only
//! look right), `tone_place`, `telex`, `vni`, `joined` (words run together), `typo`. Words
//! that exist, document symbols, numbers, abbreviations, ordinary foreign words, names of
//! fields before a colon and everything between double quotes stay as typed.

mod candidate;
mod distance;
mod evidence;
pub mod fault;
mod joined;
pub mod key_word;
mod keystroke;
mod look_alike;
pub mod pipeline;
mod quote;
mod telex;
mod tone_place;
mod typo;
mod vni;
pub mod vocabulary;
mod word;
