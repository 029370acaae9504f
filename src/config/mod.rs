//! Floor 1. Settings, read and checked once; only the command line uses them.
