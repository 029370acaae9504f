//! The HTTP service: router, handlers, wire types, problems, pages.
//! Described in `docs/api.md`.

pub mod access;
pub mod activity;
mod agency_assignments;
mod api;
mod attachment;
mod body;
mod caller;
pub mod clock;
mod connection;
mod connections;
mod draft;
mod embed;
mod export;
mod former_id;
mod gate;
pub mod host;
mod layers;
pub mod limits;
pub mod live;
mod metrics;
pub mod origin;
mod page;
mod params;
mod places;
pub mod problem;
mod protocol_refusal;
pub mod public_address;
pub mod queries;
mod request_metrics;
pub mod router;
pub mod sample;
pub mod server;
pub mod state;
pub mod wire;
pub mod words;
mod zero_result_queries;
