//! tracuu (tra cứu: to look up): search and citation service for Vietnamese party and
//! state documents.
//!
//! A document travels one way, one module a step:
//! `path → bytes → Manuscript → Document → Citations, Assignments → Passages → index →
//! query → hits → wire`. The floors are drawn in `ARCHITECTURE.md`; a test keeps them.

pub mod agency;
pub mod analysis;
pub mod assignment;
pub mod check;
pub mod citation;
pub mod cli;
pub mod config;
pub mod corpus;
pub mod document;
pub mod extract;
pub mod http;
pub mod index;
pub mod ingest;
pub mod query;
pub mod sheet;
pub mod text;
