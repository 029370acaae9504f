//! Floor 2. Text → terms: syllables, word segmentation, folding, symbol tokens, repair of
//! typed input, and the named analyzers that index and query share.
