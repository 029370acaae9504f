//! No code: one set of features for every crate of the workspace, so that `-p` builds
//! nothing a second time. Written by `cargo hakari generate` (CONTRIBUTING.md).
