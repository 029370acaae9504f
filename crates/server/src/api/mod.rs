//! The handlers of `/api/v1`, of the description and of the health checks.

pub(super) mod agencies;
pub(super) mod check;
pub(super) mod compare;
pub(super) mod documents;
pub(super) mod graph;
pub(super) mod health;
pub(super) mod measures;
pub(super) mod mentions;
pub(super) mod openapi;
pub(super) mod routes;
pub(super) mod search;
pub(super) mod similar;
pub(super) mod suggest;
mod uploads;
mod value_schemas;
