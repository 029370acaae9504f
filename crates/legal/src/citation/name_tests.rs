//! The names of closed sets: those that serde writes are those that `name` gives.

use std::fmt::Display;

use super::legal_status::{EventOrigin, LegalStatus, StatusChange};
use super::relation::RelationKind;
use crate::document::deviation::Deviation;

#[track_caller]
fn check_names<T: Copy + Display>(all: &[T], name: fn(T) -> &'static str) {
    for one in all {
        assert_eq!(one.to_string(), name(*one));
    }
}

#[test]
fn serde_and_index_use_the_same_names() {
    check_names(&RelationKind::ALL, RelationKind::name);
    check_names(&LegalStatus::ALL, LegalStatus::name);
    check_names(&StatusChange::ALL, StatusChange::name);
    let origins = [
        EventOrigin::Own,
        EventOrigin::Actor,
        EventOrigin::Other,
        EventOrigin::Catalogue,
    ];
    check_names(&origins, EventOrigin::name);
    assert_eq!(Deviation::SymbolMissing.to_string(), "symbol-missing");
}
