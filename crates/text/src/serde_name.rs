//! Closed sets printed by their names on the wire.

/// Prints each set by the name that serde gives its member, which stays the only one.
#[macro_export]
macro_rules! display_serde_names {
    ($($set:ty),+) => {$(
        impl ::std::fmt::Display for $set {
            fn fmt(&self, out: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::serde::Serialize::serialize(self, out)
            }
        }
    )+};
}
