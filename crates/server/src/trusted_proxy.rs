//! People whom a proxy in front has signed in: it says who asks, and of which groups.

use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tracuu_store::key::KeyScope;

use super::caller::Person;

/// A proxy that signs people in, such as nginx with Kerberos or a portal of the office.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TrustedProxy {
    /// Its addresses; fields from elsewhere say nothing.
    addresses: Vec<IpAddr>,
    /// The field that names the person; the proxy must take it out of what others send.
    #[serde(deserialize_with = "field_name")]
    user_field: HeaderName,
    /// The field that names the groups of the person, separated by commas; `None`: none.
    #[serde(default, deserialize_with = "optional_field_name")]
    groups_field: Option<HeaderName>,
    /// What people may do.
    scopes: Vec<KeyScope>,
}

fn field_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<HeaderName, D::Error> {
    let name = String::deserialize(deserializer)?;
    name.parse().map_err(|_| {
        D::Error::custom(format!("{name:?} is no name of a field\nhint: X-Remote-User"))
    })
}

fn optional_field_name<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<HeaderName>, D::Error> {
    field_name(deserializer).map(Some)
}

impl TrustedProxy {
    /// What people whom it names may do.
    pub(super) fn scopes(&self) -> &[KeyScope] {
        &self.scopes
    }

    /// Whom a request is from, where it came through the proxy and names somebody.
    pub(super) fn person(&self, request: &Request) -> Option<Person> {
        let ConnectInfo(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>()?;
        if !self.addresses.contains(&peer.ip().to_canonical()) {
            return None;
        }
        let name = only_value(request.headers(), &self.user_field)?.to_owned();
        let groups = self.groups_field.as_ref();
        let groups = groups.and_then(|field| only_value(request.headers(), field));
        let groups = groups.unwrap_or_default().split(',').map(str::trim);
        let groups = groups.filter(|group| !group.is_empty());
        Some(Person { name, groups: groups.map(str::to_owned).collect() })
    }
}

/// The value of a field that stands once: a second one was sent by somebody else than the
/// proxy.
fn only_value<'h>(headers: &'h HeaderMap, field: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(field).iter();
    let (value, None) = (values.next()?, values.next()) else { return None };
    // Names of people are written in UTF-8, which fields may hold (RFC 9110, 5.5: opaque bytes).
    std::str::from_utf8(value.as_bytes())
        .ok()
        .map(str::trim)
        .filter(|value| !value.is_empty())
}
