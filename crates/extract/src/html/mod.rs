//! Pages of HTML: saved from the web, or by an office program.

mod charset;
pub(crate) mod document;
pub mod error;
mod frame;
mod list;
#[cfg(test)]
mod tests;
mod walk;
