//! What is one word on the wire: closed sets, and values that have a text of their own.

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

/// Stores each type as the text that its `Display` prints and its `FromStr` reads.
#[macro_export]
macro_rules! serde_as_text {
    ($($value:ty),+) => {$(
        impl ::serde::Serialize for $value {
            fn serialize<S: ::serde::Serializer>(
                &self,
                out: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $value {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                from: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = <::std::string::String as ::serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(::serde::de::Error::custom)
            }
        }
    )+};
}
