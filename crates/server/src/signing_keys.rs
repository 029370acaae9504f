//! The keys with which an issuer signs its tokens (JWK sets, RFC 7517), as it publishes them
//! (`OpenID` Connect Discovery 1.0).

use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use jsonwebtoken::Header;
use jsonwebtoken::jwk::{Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::fetch::{FetchError, Fetcher};

/// Age of the keys from which they are asked for anew. Those before are good meanwhile.
const OLD: Duration = Duration::from_mins(10);

/// Age of the keys from which they are good no more: a key that the issuer takes back opens nothing
/// after it, even if the issuer cannot be reached.
const MAX_AGE: Duration = Duration::from_hours(1);

/// Shortest time between two questions to the issuer, whatever tokens come: anybody can make
/// one that names a key that is not known.
const PAUSE: Duration = Duration::from_secs(10);

/// Where the description of an issuer is, behind its name.
const DESCRIPTION: &str = "/.well-known/openid-configuration";

/// Why no keys can be had.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// One of its two files cannot be fetched.
    #[error("{address}: {source}")]
    Fetch {
        /// The file.
        address: String,
        /// Why.
        source: FetchError,
    },
    /// The description is that of somebody else.
    #[error(
        "{address} is the description of {named}\nhint: write that as access.tokens.issuer, letter by letter"
    )]
    OtherIssuer {
        /// The file.
        address: String,
        /// Whom it names.
        named: String,
    },
    /// The keys would come over an open wire.
    #[error("the keys are at {0}, without https")]
    OpenWire(String),
}

/// What is read of a description.
#[derive(Deserialize)]
struct Description {
    issuer: String,
    jwks_uri: String,
}

/// Why there is no key for a token.
pub(super) enum NoKey {
    /// The issuer has none of this name.
    Unknown,
    /// The keys of the issuer are not known.
    Unreachable,
}

/// The keys of an issuer, fetched where they are needed.
pub(super) struct SigningKeys {
    issuer: String,
    fetcher: Fetcher,
    known: RwLock<Option<Known>>,
    /// When the issuer was asked last. Whoever holds it asks.
    asked: Mutex<Option<Instant>>,
}

#[derive(Clone)]
struct Known {
    keys: Arc<JwkSet>,
    fetched: Instant,
}

impl SigningKeys {
    pub(super) fn new(issuer: String, fetcher: Fetcher) -> Self {
        Self { issuer, fetcher, known: RwLock::default(), asked: Mutex::default() }
    }

    /// The key that signed a token with this head.
    pub(super) async fn find(&self, head: &Header) -> Result<Jwk, NoKey> {
        if let Some(key) = self.known(OLD).and_then(|keys| find(&keys, head)) {
            return Ok(key);
        }
        let held = self.known(MAX_AGE).and_then(|keys| find(&keys, head));
        match (held, self.asked.try_lock()) {
            // Somebody else asks already.
            (Some(key), Err(_)) => return Ok(key),
            (_, Ok(asked)) => self.ask(asked).await,
            (None, Err(_)) => self.ask(self.asked.lock().await).await,
        }
        let keys = self.known(MAX_AGE).ok_or(NoKey::Unreachable)?;
        find(&keys, head).ok_or(NoKey::Unknown)
    }

    /// Asks the issuer, where that was not done just now.
    async fn ask(&self, mut asked: tokio::sync::MutexGuard<'_, Option<Instant>>) {
        if asked.is_some_and(|before| before.elapsed() < PAUSE) {
            return;
        }
        *asked = Some(Instant::now());
        match self.fetch().await {
            Ok(keys) => {
                let known = Known { keys: keys.into(), fetched: Instant::now() };
                *self.known.write().unwrap_or_else(PoisonError::into_inner) = Some(known);
            }
            Err(error) => {
                tracing::warn!(error.cause = %error, "no keys of the issuer of tokens");
            }
        }
    }

    /// Fetches the keys, whatever is known.
    pub(super) async fn fetch(&self) -> Result<JwkSet, IssuerError> {
        let address = format!("{}{DESCRIPTION}", self.issuer.trim_end_matches('/'));
        let described: Description = self.json(&address).await?;
        if described.issuer != self.issuer {
            return Err(IssuerError::OtherIssuer { address, named: described.issuer });
        }
        let is_secure = |address: &str| address.starts_with("https://");
        if is_secure(&self.issuer) && !is_secure(&described.jwks_uri) {
            return Err(IssuerError::OpenWire(described.jwks_uri));
        }
        self.json(&described.jwks_uri).await
    }

    async fn json<T: for<'de> Deserialize<'de>>(
        &self,
        address: &str,
    ) -> Result<T, IssuerError> {
        self.fetcher.json(address).await.map_err(|source| {
            let address = address.to_owned();
            IssuerError::Fetch { address, source }
        })
    }

    /// The keys that are known and younger than an age.
    fn known(&self, age: Duration) -> Option<Arc<JwkSet>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let known = known.as_ref().filter(|known| known.fetched.elapsed() < age);
        known.map(|known| Arc::clone(&known.keys))
    }
}

/// The key that a head names, or the only one that could be meant where it names none.
fn find(keys: &JwkSet, head: &Header) -> Option<Jwk> {
    let mut fitting = keys.keys.iter().filter(|key| {
        let common = &key.common;
        let is_named = head.kid.is_none() || common.key_id == head.kid;
        let signs = matches!(common.public_key_use, None | Some(PublicKeyUse::Signature));
        let is_of_it = common
            .key_algorithm
            .is_none_or(|stated| stated == KeyAlgorithm::from(head.alg));
        is_named && signs && is_of_it
    });
    let first = fitting.next()?;
    fitting.next().is_none().then(|| first.clone())
}
