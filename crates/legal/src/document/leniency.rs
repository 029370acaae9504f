//! How strictly written symbols are read.

/// How strictly the letters of a symbol are read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leniency {
    /// Codes start with a capital, as everywhere in running text.
    Capitals,
    /// Small letters too: a type word or "số" in front says that a symbol follows.
    AnyCase,
}
