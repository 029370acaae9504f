//! The version of the analyzers, which the index carries.

/// Changes with every change of the lexicon (its hash) and of the analyzers themselves (the
/// revision in front). An index that was built with another version has other terms and
/// must be rebuilt.
///
/// Raise the revision when atoms, forms, fields or symbol tokens change.
pub const VERSION: &str = concat!("1-", env!("TRACUU_LEXICON_HASH"));
