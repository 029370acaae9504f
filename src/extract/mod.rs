//! Floor 2. Bytes → `Manuscript`, a file per format.
