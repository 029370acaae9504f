//! The sentence that answers a question, beside its hits: `answer` on the wire.

pub(crate) mod build;
mod relation;
mod state;
mod who;
