//! Under which names the service may be reached.
//!
//! A page of the Web can let its own name point to this machine (DNS rebinding). For the
//! browser the service is then a part of that page, and no rule about origins keeps its
//! script from reading. The name in `Host` is still the foreign one.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, Version, header};

/// The names under which the service may be reached, beside those of this machine itself.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    listed: Arc<[String]>,
}

/// A request that does not say for whom it is, or says it twice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct NoHost;

impl Hosts {
    /// Names or addresses of machines without ports.
    pub fn new(listed: Vec<String>) -> Self {
        Self { listed: listed.into() }
    }

    /// Whether the service may be reached as `host`, whatever the port.
    pub(super) fn admit(&self, host: &str) -> bool {
        let name = host_name(host);
        let is_listed = |known: &String| known.eq_ignore_ascii_case(name);
        is_loopback(name) || (!name.is_empty() && self.listed.iter().any(is_listed))
    }
}

/// Every name that a request states for the service: that of `Host`, and that of the target
/// where it is a whole address. Programs of the days before HTTP/1.1 state none.
pub(super) fn stated_hosts(request: &Request) -> Result<Vec<&str>, NoHost> {
    let mut fields = request.headers().get_all(header::HOST).iter();
    let field = match (fields.next(), fields.next()) {
        (Some(field), None) => Some(host_field(field)?),
        (None, _) if request.version() < Version::HTTP_11 => None,
        _ => return Err(NoHost),
    };
    let target = request.uri().authority().map(|authority| {
        let whole = authority.as_str();
        whole.rsplit_once('@').map_or(whole, |(_, host)| host)
    });
    Ok(field.into_iter().chain(target).collect())
}

/// The value of `Host`, where it can be a host.
fn host_field(field: &HeaderValue) -> Result<&str, NoHost> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
    let host = field.to_str().map_err(|_| NoHost)?;
    let is_host = !host.is_empty() && host.bytes().all(is_letter);
    if is_host { Ok(host) } else { Err(NoHost) }
}

/// A host without its port and without the dot that closes a full name. The colons of an
/// IPv6 address stand in brackets.
pub fn host_name(host: &str) -> &str {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name.strip_suffix('.').unwrap_or(name)
}

/// Whether a name without a port always means this machine.
pub(super) fn is_loopback(name: &str) -> bool {
    let address = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let address = address.unwrap_or(name).parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost")
        || address.is_ok_and(|address| address.to_canonical().is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn this_machine_and_listed_names_are_admitted_whatever_the_port() {
        let hosts = Hosts::new(vec!["tracuu.noibo".to_owned(), "10.1.2.3".to_owned()]);
        for (host, is_admitted) in [
            ("localhost", true),
            ("LOCALHOST.:7878", true),
            ("127.0.0.1:7878", true),
            ("127.8.9.1", true),
            ("[::1]:81", true),
            ("[::ffff:127.0.0.1]", true),
            ("Tracuu.noibo:80", true),
            ("10.1.2.3:7878", true),
            ("10.1.2.4", false),
            ("evil.example", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example:7878", false),
            ("tracuu.noibo.evil.example", false),
            ("", false),
            (":80", false),
        ] {
            assert_eq!(hosts.admit(host), is_admitted, "{host}");
        }
    }

    #[test]
    fn one_host_is_stated_and_a_whole_address_counts() {
        let stated = |version: Version, target: &str, fields: &[&str]| {
            let mut request = Request::get(target).version(version);
            for field in fields {
                request = request.header("host", *field);
            }
            let request = request.body(Body::empty()).unwrap();
            stated_hosts(&request).map(|hosts| hosts.join(" "))
        };
        let of = |fields: &[&str]| stated(Version::HTTP_11, "/", fields);
        assert_eq!(of(&["a:1"]), Ok("a:1".to_owned()));
        for fields in [&[][..], &["a", "a"], &["a, b"], &["a/"], &[""], &["a@b"]] {
            assert_eq!(of(fields), Err(NoHost), "{fields:?}");
        }
        assert_eq!(stated(Version::HTTP_10, "/", &[]), Ok(String::new()));
        let target = "http://u@evil.example:80/x";
        let both = Ok("localhost evil.example:80".to_owned());
        assert_eq!(stated(Version::HTTP_11, target, &["localhost"]), both);
    }
}
