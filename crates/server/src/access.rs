//! Who may ask for what: keys, sessions of people, and callers without either.
//!
//! Closed by default: as long as there is no key, the service listens on this machine only
//! and takes in nothing; as soon as there is one, callers without a key may do what the
//! settings say, and that is nothing where they say nothing.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, Method, header};
use sha2::{Digest as _, Sha256};

use super::caller::{Caller, CallerId, Identified, Person};
use super::clock;
use super::embed;
use super::page::asset;
use super::problem::{Problem, ProblemKind};
use super::token_issuer::TokenIssuer;
use super::trusted_proxy::TrustedProxy;
use tracuu_print::messages::spoken;
use tracuu_store::error::StoreError;
use tracuu_store::key::{Groups, KeyScope, KeyStore, StoredKey};

/// What begins every key, so that people and scanners of secrets know one.
const KEY_PREFIX: &str = "tracuu";

/// Name of the cookie of a session.
pub(super) const COOKIE: &str = "tracuu_session";

/// How long a session lasts: a working day.
pub(super) const SESSION: Duration = Duration::from_hours(12);

/// Most sessions at the same time; the one that ends first makes room.
const MAX_SESSIONS: usize = 10_000;

/// How old what is known of the keys may be: a revoked key opens nothing after it.
const FRESH: Duration = Duration::from_secs(1);

/// What callers without a key may do on a machine that has no key at all.
const WITHOUT_ANY_KEY: [KeyScope; 2] = [KeyScope::Search, KeyScope::Check];

/// What whoever starts the service may do with the key that is shown then.
const OWN_SCOPES: [KeyScope; 4] =
    [KeyScope::Search, KeyScope::Check, KeyScope::Ingest, KeyScope::Admin];

/// Addresses that say nothing of the collection.
const OPEN: [&str; 9] = [
    "/livez",
    "/readyz",
    "/openapi.json",
    "/opensearch.xml",
    "/icon.svg",
    "/favicon.ico",
    "/sign-in",
    "/sign-out",
    "/problems",
];

/// What changes the collection or tells of changes. A test compares it with the description of
/// the API.
const WRITES: [(Method, &str); 6] = [
    (Method::POST, "/api/v1/documents"),
    (Method::DELETE, "/api/v1/documents/{id}"),
    (Method::GET, "/api/v1/tasks/{id}"),
    (Method::GET, "/upload"),
    (Method::POST, "/upload"),
    (Method::POST, "/upload/remove"),
];

/// The keys of a service and its sessions. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Where the keys are; `None`: there are none, and there will be none.
    dir: Option<PathBuf>,
    /// What callers without a key may do where there is one.
    anonymous: Arc<[KeyScope]>,
    /// The groups that restricted folders name: no other tells callers apart.
    restricted: Arc<Groups>,
    /// Who signs people in, beside the service itself.
    proxy: Option<Arc<TrustedProxy>>,
    /// Whose tokens are taken beside keys.
    issuer: Option<TokenIssuer>,
    state: Arc<Mutex<State>>,
}

#[derive(Debug, Default)]
struct State {
    keys: Vec<StoredKey>,
    read: Option<Instant>,
    /// The requests of a key in the minute that began then.
    counts: HashMap<String, (Instant, u32)>,
    /// By the hash of their token.
    sessions: HashMap<[u8; 32], Session>,
    /// Of those whom the proxy or the issuer has named.
    groups_of_people: BTreeSet<Groups>,
    /// The key of whoever started the service; it opens everything from this machine, as long as there
    /// is no other.
    own: Option<StoredKey>,
}

#[derive(Debug)]
struct Session {
    key_id: String,
    ends: Instant,
}

/// A key as it is given out: `tracuu_<id>_<secret>`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewKey {
    /// Its id.
    pub id: String,
    /// The hash of its secret, which is all that is kept.
    pub sha256: [u8; 32],
    /// The whole key, which is shown once.
    pub text: String,
}

impl NewKey {
    /// A new key of random bits of the system.
    ///
    /// # Errors
    /// Where the system has none.
    pub fn random() -> Result<Self, getrandom::Error> {
        let (mut id, mut secret) = ([0; 5], [0; 32]);
        getrandom::fill(&mut id)?;
        getrandom::fill(&mut secret)?;
        let (id, secret) = (hex(&id), hex(&secret));
        let text = format!("{KEY_PREFIX}_{id}_{secret}");
        Ok(Self { sha256: Sha256::digest(&secret).into(), id, text })
    }
}

impl Access {
    /// The keys in a folder; callers without one may do what `anonymous` says.
    ///
    /// # Errors
    /// Where the keys cannot be read.
    pub fn new(dir: PathBuf, anonymous: Vec<KeyScope>) -> Result<Self, StoreError> {
        let keys = KeyStore::read(&dir)?;
        let state = State { keys, read: Some(Instant::now()), ..State::default() };
        let state = Arc::new(Mutex::new(state));
        let (dir, anonymous) = (Some(dir), anonymous.into());
        Ok(Self {
            dir,
            anonymous,
            restricted: Arc::default(),
            proxy: None,
            issuer: None,
            state,
        })
    }

    /// The same keys and sessions, and a key for whoever starts the service, with which this
    /// machine may write as long as there is no other key. Its text, which is kept nowhere;
    /// `None` where callers are told apart already.
    ///
    /// # Errors
    /// Where the system has no random bits.
    pub fn with_own_key(self) -> Result<(Self, Option<String>), getrandom::Error> {
        if self.is_closed() {
            return Ok((self, None));
        }
        let key = NewKey::random()?;
        self.lock().own = Some(StoredKey {
            id: key.id,
            name: String::new(),
            sha256: key.sha256,
            scopes: OWN_SCOPES.to_vec(),
            origins: Vec::new(),
            groups: Groups::new(),
            per_minute: None,
            created_s: clock::seconds(),
            expires_s: None,
            revoked_s: None,
        });
        Ok((self, Some(key.text)))
    }

    /// The same keys and sessions, where restricted folders name these groups.
    #[must_use]
    pub fn with_restricted(self, groups: Groups) -> Self {
        Self { restricted: groups.into(), ..self }
    }

    /// The same keys and sessions, where a proxy in front signs people in.
    #[must_use]
    pub fn behind(self, proxy: Option<TrustedProxy>) -> Self {
        Self { proxy: proxy.map(Arc::new), ..self }
    }

    /// The same keys and sessions, where people send tokens of an issuer, too.
    #[must_use]
    pub fn trusting(self, issuer: Option<TokenIssuer>) -> Self {
        Self { issuer, ..self }
    }

    /// The same keys and sessions, where callers without a key may do something else.
    #[must_use]
    pub fn with_anonymous(&self, anonymous: Vec<KeyScope>) -> Self {
        Self { anonymous: anonymous.into(), ..self.clone() }
    }

    /// Whether callers are told apart: there is a key that opens something, or people sign in
    /// elsewhere.
    pub fn is_closed(&self) -> bool {
        let now = clock::seconds();
        self.proxy.is_some()
            || self.issuer.is_some()
            || self.fresh().keys.iter().any(|key| key.is_valid_at(now))
    }

    /// What tells callers apart by what they may see: the groups of each valid key and of people
    /// who have asked, as far as restricted folders name them, and none.
    pub fn group_sets(&self) -> BTreeSet<Groups> {
        let now = clock::seconds();
        let state = self.fresh();
        let valid = state.keys.iter().filter(|key| key.is_valid_at(now));
        let sets = valid.map(|key| self.told_apart(&key.groups));
        let sets = sets.chain(state.groups_of_people.iter().cloned());
        sets.chain([Groups::new()]).collect()
    }

    fn told_apart(&self, groups: &Groups) -> Groups {
        groups.intersection(&self.restricted).cloned().collect()
    }

    /// Who sends a request, which keeps the answer. A key, token or session that is none is
    /// refused, not passed over.
    pub(super) async fn identify(
        &self,
        request: &mut Request,
    ) -> Result<Caller, Problem> {
        if let Some(Identified(known)) = request.extensions().get::<Identified>() {
            return known.clone();
        }
        let found = match (&self.issuer, bearer(request.headers())) {
            (Some(issuer), Some(text)) if !text.starts_with(KEY_PREFIX) => {
                let person = issuer.person(text).await;
                person.map(|person| self.person(person, issuer.scopes()))
            }
            (_, text) => self.local(text, request),
        };
        request.extensions_mut().insert(Identified(found.clone()));
        found
    }

    /// Who sends a request without a token of the issuer; `text` is the key that it states.
    fn local(&self, text: Option<&str>, request: &Request) -> Result<Caller, Problem> {
        let headers = request.headers();
        if let Some(text) = text {
            let id = {
                let state = self.fresh();
                let key = state.key(text).ok_or_else(invalid_key)?;
                admits_page(key, headers)?;
                key.id.clone()
            };
            return self.holder(&id, request);
        }
        if let Some(token) = cookie(headers) {
            let id = self.fresh().session(token);
            // A session that has ended is nobody: a browser sends it with everything.
            if let Some(holder) = id.and_then(|id| self.holder(&id, request).ok()) {
                return Ok(holder);
            }
        }
        if let Some(proxy) = &self.proxy
            && let Some(person) = proxy.person(request)
        {
            return Ok(self.person(person, proxy.scopes()));
        }
        let id = peer(request).map_or(CallerId::Unknown, CallerId::Address);
        let scopes = if self.is_closed() {
            self.anonymous.to_vec()
        } else {
            WITHOUT_ANY_KEY.to_vec()
        };
        Ok(Caller { id, scopes, groups: Groups::new() })
    }

    /// Somebody who has signed in elsewhere.
    fn person(&self, person: Person, scopes: &[KeyScope]) -> Caller {
        let groups = self.told_apart(&person.groups);
        let mut state = self.lock();
        if !state.groups_of_people.contains(&groups) {
            state.groups_of_people.insert(groups.clone());
        }
        let id = CallerId::Person(person.name);
        Caller { id, scopes: scopes.to_vec(), groups }
    }

    /// The holder of a key, where it has not asked too often.
    fn holder(&self, id: &str, request: &Request) -> Result<Caller, Problem> {
        let mut state = self.fresh();
        let key = state.valid().find(|key| key.id == id);
        let key = key.ok_or_else(invalid_key)?;
        let is_own = state.own.as_ref().is_some_and(|own| own.id == id);
        if is_own && !peer(request).is_none_or(|peer| peer.is_loopback()) {
            return Err(invalid_key());
        }
        let (scopes, per_minute) = (key.scopes.clone(), key.per_minute);
        let groups = self.told_apart(&key.groups);
        if let Some(most) = per_minute
            && state.count(id) > most
        {
            let detail = spoken().refusal_key_rate(most);
            return Err(Problem::new(ProblemKind::TooManyRequests, detail));
        }
        Ok(Caller { id: CallerId::Key(id.to_owned()), scopes, groups })
    }

    /// Err where a caller may not ask for an address.
    pub(super) fn admit(
        &self,
        caller: &Caller,
        request: &Request,
    ) -> Result<(), Problem> {
        let Some(scope) = required(request.method(), request.uri().path()) else {
            return Ok(());
        };
        let is_known = matches!(caller.id, CallerId::Key(_) | CallerId::Person(_));
        // Where there is no key, whoever is on this machine may see the figures.
        let is_own = scope == KeyScope::Admin && !is_known && !self.is_closed();
        if caller.may(scope) || is_own {
            return Ok(());
        }
        if is_known {
            let detail = spoken().refusal_scope(scope_label(scope));
            return Err(Problem::new(ProblemKind::ScopeMissing, detail));
        }
        Err(Problem::plain(ProblemKind::KeyRequired))
    }

    /// Whether a key may be sent by pages of an origin.
    pub(super) fn knows_origin(&self, origin: &str) -> bool {
        let now = clock::seconds();
        let state = self.fresh();
        let mut keys = state.keys.iter().filter(|key| key.is_valid_at(now));
        keys.any(|key| is_listed(&key.origins, origin))
    }

    /// Begins a session of the holder of a key; its token.
    pub(super) fn sign_in(&self, text: &str) -> Result<String, Problem> {
        let mut token = [0; 32];
        getrandom::fill(&mut token).map_err(|error| Problem::internal(&error))?;
        let token = hex(&token);
        let mut state = self.fresh();
        let key = state.key(text.trim()).filter(|key| key.origins.is_empty());
        let key_id = key.ok_or_else(invalid_key)?.id.clone();
        let now = Instant::now();
        state.sessions.retain(|_, session| session.ends > now);
        if state.sessions.len() >= MAX_SESSIONS {
            let first = state.sessions.iter().min_by_key(|(_, session)| session.ends);
            if let Some(first) = first.map(|(hash, _)| *hash) {
                state.sessions.remove(&first);
            }
        }
        let session = Session { key_id, ends: now + SESSION };
        state.sessions.insert(Sha256::digest(&token).into(), session);
        Ok(token)
    }

    /// Ends the session of a request.
    pub(super) fn sign_out(&self, headers: &HeaderMap) {
        if let Some(token) = cookie(headers) {
            let hash: [u8; 32] = Sha256::digest(token).into();
            self.lock().sessions.remove(&hash);
        }
    }

    /// What is known, read anew where it is old. Where the keys cannot be read, those that
    /// were known go on: what is closed stays closed.
    fn fresh(&self) -> MutexGuard<'_, State> {
        let mut state = self.lock();
        let is_old = state.read.is_none_or(|read| read.elapsed() > FRESH);
        if let Some(dir) = self.dir.as_ref().filter(|_| is_old) {
            state.read = Some(Instant::now());
            match KeyStore::read(dir) {
                Ok(keys) => state.keys = keys,
                Err(error) => tracing::error!(error.cause = %error, "keys not readable"),
            }
        }
        state
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The valid key that a text is.
    fn key(&self, text: &str) -> Option<&StoredKey> {
        let (id, secret) =
            text.strip_prefix(KEY_PREFIX)?.strip_prefix('_')?.split_once('_')?;
        let sha256: [u8; 32] = Sha256::digest(secret).into();
        // Both are hashes of 256 random bits: how long they are compared tells nothing.
        let is_it = |key: &&StoredKey| key.id == id && key.sha256 == sha256;
        self.valid().find(is_it)
    }

    /// The keys that open something now: that of whoever started the service only where there is
    /// no other.
    fn valid(&self) -> impl Iterator<Item = &StoredKey> {
        let now = clock::seconds();
        let is_valid = move |key: &&StoredKey| key.is_valid_at(now);
        let own =
            self.own.as_ref().filter(|_| !self.keys.iter().any(|key| is_valid(&key)));
        self.keys.iter().filter(is_valid).chain(own)
    }

    /// The id of the key of a session.
    fn session(&self, token: &str) -> Option<String> {
        let hash: [u8; 32] = Sha256::digest(token).into();
        let session = self.sessions.get(&hash)?;
        (session.ends > Instant::now()).then(|| session.key_id.clone())
    }

    /// Counts a request of a key: how many it has sent in its minute.
    fn count(&mut self, id: &str) -> u32 {
        let now = Instant::now();
        let (began, n) = self.counts.entry(id.to_owned()).or_insert((now, 0));
        if now.duration_since(*began) >= Duration::from_mins(1) {
            (*began, *n) = (now, 0);
        }
        *n = n.saturating_add(1);
        *n
    }
}

/// What must be allowed for an address; `None` where everybody may ask for it.
fn required(method: &Method, path: &str) -> Option<KeyScope> {
    let is_open = OPEN.iter().any(|open| {
        let rest = path.strip_prefix(open);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_open || embed::ROUTES.contains(&path) || asset::is_asset(path) {
        return None;
    }
    // What an address does not know is refused by the router, whoever asks.
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    let is_write =
        WRITES.iter().any(|(with, address)| with == method && is_at(path, address));
    Some(match path {
        "/metrics" => KeyScope::Admin,
        "/check" | "/api/v1/check" | "/api/v1/check/files" => KeyScope::Check,
        _ if is_write => KeyScope::Ingest,
        _ => KeyScope::Search,
    })
}

/// Whether a path is an address, which may end in an id.
fn is_at(path: &str, address: &str) -> bool {
    match address.strip_suffix("{id}").map(|before| path.strip_prefix(before)) {
        None => path == address,
        Some(id) => id.is_some_and(|id| !id.is_empty() && !id.contains('/')),
    }
}

/// Err where a key is bound to pages, and another one, or none, sends it.
fn admits_page(key: &StoredKey, headers: &HeaderMap) -> Result<(), Problem> {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let is_bound = !key.origins.is_empty();
    if is_bound && !origin.is_some_and(|origin| is_listed(&key.origins, origin)) {
        let detail = spoken().refusal_key_origin();
        return Err(Problem::new(ProblemKind::ScopeMissing, detail));
    }
    Ok(())
}

fn is_listed(origins: &[String], origin: &str) -> bool {
    origins.iter().any(|known| known.eq_ignore_ascii_case(origin))
}

fn scope_label(scope: KeyScope) -> &'static str {
    match scope {
        KeyScope::Search => spoken().key_scope_search(),
        KeyScope::Check => spoken().key_scope_check(),
        KeyScope::Ingest => spoken().key_scope_ingest(),
        KeyScope::Admin => spoken().key_scope_admin(),
    }
}

fn invalid_key() -> Problem {
    Problem::plain(ProblemKind::KeyInvalid)
}

/// The machine from which a request comes.
fn peer(request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    peer.map(|ConnectInfo(peer)| peer.ip().to_canonical())
}

/// The key that a request states.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let stated = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default();
    let (scheme, text) = stated.split_once(' ').unwrap_or_default();
    // Other schemes are for a proxy in front.
    scheme.eq_ignore_ascii_case("bearer").then_some(text.trim())
}

/// The token of the session that a browser sends.
fn cookie(headers: &HeaderMap) -> Option<&str> {
    let cookies = headers.get_all(header::COOKIE).iter();
    let mut cookies = cookies.filter_map(|line| line.to_str().ok());
    cookies.find_map(|line| {
        line.split(';').find_map(|one| {
            let (name, value) = one.trim().split_once('=')?;
            (name == COOKIE).then_some(value)
        })
    })
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_needs_a_scope_unless_it_says_nothing() {
        for (method, path, scope) in [
            (Method::GET, "/livez", None),
            (Method::GET, "/problems/internal", None),
            (Method::GET, "/embed.js", None),
            (Method::GET, "/livezz", Some(KeyScope::Search)),
            (Method::GET, "/", Some(KeyScope::Search)),
            (Method::GET, "/api/v1/search", Some(KeyScope::Search)),
            (Method::POST, "/api/v1/mentions", Some(KeyScope::Search)),
            (Method::POST, "/api/v1/check", Some(KeyScope::Check)),
            (Method::POST, "/api/v1/check/files", Some(KeyScope::Check)),
            (Method::GET, "/metrics", Some(KeyScope::Admin)),
            (Method::POST, "/api/v1/documents", Some(KeyScope::Ingest)),
            (Method::DELETE, "/api/v1/documents/x", Some(KeyScope::Ingest)),
            (Method::GET, "/api/v1/documents/x", Some(KeyScope::Search)),
            (Method::POST, "/api/v1/documents/x/graph", Some(KeyScope::Search)),
            (Method::GET, "/api/v1/tasks/x", Some(KeyScope::Ingest)),
            (Method::HEAD, "/api/v1/tasks/x", Some(KeyScope::Ingest)),
            (Method::GET, "/upload", Some(KeyScope::Ingest)),
        ] {
            assert_eq!(required(&method, path), scope, "{method} {path}");
        }
    }

    #[test]
    fn a_key_says_its_id_and_nothing_of_it_is_kept_but_a_hash() {
        let key = NewKey::random().unwrap();
        let secret = key.text.strip_prefix(&format!("tracuu_{}_", key.id)).unwrap();
        assert_eq!(secret.len(), 64);
        let kept: [u8; 32] = Sha256::digest(secret).into();
        assert_eq!(kept, key.sha256);
        assert_ne!(NewKey::random().unwrap().text, key.text);
    }
}
