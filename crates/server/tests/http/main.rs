//! The service as its clients see it, over an index that ingest wrote.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test stops where something is not as it must be"
)]

mod access;
mod access_groups;
mod agency_pages;
mod collection;
mod connections;
mod docx_file;
mod former_address;
mod gate;
mod live;
mod pages;
mod reader_page;
mod search_page;
mod service;
mod tls;
mod tokens;
mod uploads;
