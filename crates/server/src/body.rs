//! Bodies of requests: JSON of a shape that the route documents.

use serde::de::DeserializeOwned;

use super::problem::{Problem, ProblemKind};
use tracuu_print::messages::spoken;

/// Reads JSON.
///
/// # Errors
/// Where it is not what the route documents: a problem with the place and an example of
/// the shape.
pub(super) fn json<T: DeserializeOwned>(body: &[u8], shape: &str) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        let detail = spoken().refusal_json(shape, line, column);
        Problem::new(ProblemKind::BadRequest, detail)
    })
}
