//! Bearer tokens of an issuer of `OpenID` Connect: people who have signed in there. A token is a JWT
//! (RFC 7519; as access tokens RFC 9068) that the issuer has signed and means for this service.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use axum::http::Uri;
use axum::http::uri::Scheme;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{DecodingKey, Header, Validation, decode, decode_header};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::caller::Person;
use super::fetch::{Fetcher, TrustError};
use super::host::is_loopback;
use super::problem::{Problem, ProblemKind};
use super::signing_keys::{IssuerError, NoKey, SigningKeys};
use super::token_signature;
use tracuu_print::messages::spoken;
use tracuu_store::key::{Groups, KeyScope};

/// Seconds by which the clocks of the issuer and of this machine may differ.
const LEEWAY_S: u64 = 30;

/// What a token says of its kind: tokens for other uses, such as to sign out, open nothing.
const KINDS: [&str; 3] = ["at+jwt", "application/at+jwt", "jwt"];

/// Whose tokens are taken.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenIssuerSettings {
    /// The issuer, as its tokens and its description name it.
    #[serde(deserialize_with = "issuer")]
    pub issuer: String,
    /// What the issuer calls this service: tokens for others open nothing.
    pub audience: String,
    /// The claim that names the person.
    #[serde(default = "subject")]
    pub name_claim: String,
    /// The claim that names the groups of the person, a list or one; `None`: none.
    pub groups_claim: Option<String>,
    /// What people may do.
    pub scopes: Vec<KeyScope>,
    /// A file in PEM form with the certificates that are trusted; `None`: those that the machine trusts.
    pub ca: Option<PathBuf>,
}

fn subject() -> String {
    "sub".to_owned()
}

fn issuer<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let issuer = String::deserialize(deserializer)?;
    let is_issuer = issuer.parse::<Uri>().is_ok_and(|address| {
        let is_here = address.host().is_some_and(is_loopback);
        let scheme = address.scheme();
        let is_safe =
            scheme == Some(&Scheme::HTTPS) || (scheme == Some(&Scheme::HTTP) && is_here);
        is_safe && address.query().is_none()
    });
    if is_issuer {
        return Ok(issuer);
    }
    Err(D::Error::custom(format!(
        "{issuer:?} is no issuer\nhint: its address with https, as it names itself: \
         https://dang-nhap.noibo/realms/van-phong"
    )))
}

/// Takes the tokens of an issuer. Clones share its keys.
#[derive(Clone)]
pub struct TokenIssuer(Arc<Inner>);

struct Inner {
    settings: TokenIssuerSettings,
    keys: SigningKeys,
}

impl fmt::Debug for TokenIssuer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("TokenIssuer").field(&self.0.settings.issuer).finish()
    }
}

/// Why a token opens nothing.
enum Refusal {
    Unreachable,
    Ended,
    OtherAudience,
    /// Anything else; what the caller could mend of it nobody is told but the log.
    Wrong(String),
}

impl TokenIssuer {
    /// Takes the tokens of an issuer, which is not asked before a token comes.
    ///
    /// # Errors
    /// Where the trusted certificates cannot be read.
    pub fn new(settings: TokenIssuerSettings) -> Result<Self, TrustError> {
        token_signature::install();
        let fetcher = Fetcher::new(settings.ca.as_deref())?;
        let keys = SigningKeys::new(settings.issuer.clone(), fetcher);
        Ok(Self(Arc::new(Inner { settings, keys })))
    }

    /// Asks the issuer for its keys: how many there are.
    ///
    /// # Errors
    /// Where it cannot be reached, or says something else.
    pub async fn look(&self) -> Result<usize, IssuerError> {
        self.0.keys.fetch().await.map(|keys| keys.keys.len())
    }

    /// What people whom it names may do.
    pub(super) fn scopes(&self) -> &[KeyScope] {
        &self.0.settings.scopes
    }

    /// Whom a token names.
    pub(super) async fn person(&self, token: &str) -> Result<Person, Problem> {
        self.read(token).await.map_err(|refusal| {
            let detail = match refusal {
                Refusal::Unreachable => {
                    return Problem::plain(ProblemKind::IssuerUnreachable);
                }
                Refusal::Ended => spoken().refusal_token_ended(),
                Refusal::OtherAudience => spoken().refusal_token_audience(),
                Refusal::Wrong(cause) => {
                    tracing::debug!(token.cause = cause, "a token is refused");
                    return Problem::plain(ProblemKind::TokenInvalid);
                }
            };
            Problem::new(ProblemKind::TokenInvalid, detail)
        })
    }

    async fn read(&self, token: &str) -> Result<Person, Refusal> {
        let Inner { settings, keys } = &*self.0;
        let head = decode_header(token)?;
        admits(&head).map_err(|cause| Refusal::Wrong(cause.to_owned()))?;
        let key = keys.find(&head).await.map_err(|missing| match missing {
            NoKey::Unreachable => Refusal::Unreachable,
            NoKey::Unknown => Refusal::Wrong("signed by an unknown key".to_owned()),
        })?;
        let mut wanted = Validation::new(head.alg);
        wanted.leeway = LEEWAY_S;
        wanted.validate_nbf = true;
        wanted.set_issuer(&[&settings.issuer]);
        wanted.set_audience(&[&settings.audience]);
        wanted.set_required_spec_claims(&["exp", "iss", "aud"]);
        let key = DecodingKey::from_jwk(&key)?;
        let claims = decode::<Map<String, Value>>(token, &key, &wanted)?.claims;
        settings.person(&claims).map_err(|cause| Refusal::Wrong(cause.to_owned()))
    }
}

/// Err where a token could not be one for this service, whoever signed it.
fn admits(head: &Header) -> Result<(), &'static str> {
    let kind = head.typ.as_deref().map(str::to_ascii_lowercase);
    if !token_signature::is_taken(head.alg) {
        return Err("no signature by a pair of keys");
    }
    if kind.is_some_and(|kind| !KINDS.contains(&kind.as_str())) {
        return Err("a token of another kind");
    }
    Ok(())
}

impl TokenIssuerSettings {
    fn person(&self, claims: &Map<String, Value>) -> Result<Person, &'static str> {
        // Good only together with a proof that its sender holds a key (RFC 7800), which
        // nobody here asks for.
        if claims.contains_key("cnf") {
            return Err("bound to a key of its sender");
        }
        let name = claims.get(&self.name_claim).and_then(Value::as_str);
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        let name = name.ok_or("it names nobody")?.to_owned();
        let stated = self.groups_claim.as_ref().and_then(|claim| claims.get(claim));
        let groups: Groups = match stated {
            Some(Value::String(group)) => Groups::from([group.clone()]),
            Some(Value::Array(groups)) => {
                groups.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Groups::new(),
        };
        Ok(Person { name, groups })
    }
}

impl From<jsonwebtoken::errors::Error> for Refusal {
    fn from(error: jsonwebtoken::errors::Error) -> Self {
        match error.kind() {
            ErrorKind::ExpiredSignature => Self::Ended,
            ErrorKind::InvalidAudience => Self::OtherAudience,
            _ => Self::Wrong(error.to_string()),
        }
    }
}
