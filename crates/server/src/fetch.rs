//! Small JSON files from another service: for the issuer of tokens, and for nothing else. The
//! program makes no other connection of its own accord.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::uri::{InvalidUri, Scheme};
use axum::http::{Request, StatusCode, Uri, header};
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::{error::Elapsed, timeout};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::{Error as PemError, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, InvalidDnsNameError, ServerName};
use tokio_rustls::rustls::{ClientConfig, Error as RustlsError, RootCertStore};

/// Longest wait for a file, from the connection to its last byte: whoever asks waits for it, and
/// a server in the house answers in milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);

/// Largest file in bytes. The description of an issuer has some kilobytes, a key one.
const MAX_BYTES: usize = 256 << 10;

/// Why a file could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Not an address of HTTP.
    #[error("{0} is no address")]
    Address(String),
    /// A text that is none.
    #[error("no address: {0}")]
    Uri(#[from] InvalidUri),
    /// The name is none that a certificate could have.
    #[error(transparent)]
    Name(#[from] InvalidDnsNameError),
    /// No connection, or one that broke or was not trusted.
    #[error("cannot connect: {0}")]
    Connection(#[from] io::Error),
    /// The answer is no HTTP.
    #[error(transparent)]
    Http(#[from] hyper::Error),
    /// The answer breaks off, or is too large.
    #[error("the answer cannot be read: {0}")]
    Body(#[from] axum::Error),
    /// It is something else than the file.
    #[error("it answers {0}")]
    Status(StatusCode),
    /// The file says something else than it should.
    #[error("the answer says something else: {0}")]
    Json(#[from] serde_json::Error),
    /// It took too long.
    #[error("no answer within {} seconds", PATIENCE.as_secs())]
    Slow(#[from] Elapsed),
}

/// Certificates that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TrustError {
    /// The file cannot be read, or holds no certificate in PEM form.
    #[error("{}: {source}\nhint: a file in PEM form (-----BEGIN CERTIFICATE…)", .path.display())]
    Pem {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        source: PemError,
    },
    /// A certificate is of a kind that is not known.
    #[error(transparent)]
    Unusable(#[from] RustlsError),
}

/// Fetches files. Clones share what is trusted.
#[derive(Clone)]
pub(super) struct Fetcher(TlsConnector);

impl Fetcher {
    /// One that trusts the certificates of a file, or, without one, those that the machine trusts.
    pub(super) fn new(trusted: Option<&Path>) -> Result<Self, TrustError> {
        let mut roots = RootCertStore::empty();
        if let Some(path) = trusted {
            let pem = |source| TrustError::Pem { path: path.to_owned(), source };
            for certificate in CertificateDer::pem_file_iter(path).map_err(pem)? {
                roots.add(certificate.map_err(pem)?)?;
            }
            if roots.is_empty() {
                return Err(pem(PemError::NoItemsFound));
            }
        } else {
            // A certificate of the machine that cannot be read trusts nobody.
            let known = rustls_native_certs::load_native_certs().certs;
            roots.add_parsable_certificates(known);
        }
        let config = ClientConfig::builder_with_provider(default_provider().into())
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self(TlsConnector::from(Arc::new(config))))
    }

    /// Fetches a file. It is not sent on to other addresses.
    pub(super) async fn json<T: DeserializeOwned>(
        &self,
        address: &str,
    ) -> Result<T, FetchError> {
        let bytes = timeout(PATIENCE, self.bytes(address)).await??;
        Ok(serde_json::from_slice(&bytes)?)
    }

    async fn bytes(&self, address: &str) -> Result<Vec<u8>, FetchError> {
        let address: Uri = address.parse()?;
        let is_secure = address.scheme() == Some(&Scheme::HTTPS);
        let host = address.host().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        if host.is_empty() || !(is_secure || address.scheme() == Some(&Scheme::HTTP)) {
            return Err(FetchError::Address(address.to_string()));
        }
        let port = address.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        let stream = TcpStream::connect((host, port)).await?;
        if is_secure {
            let name = ServerName::try_from(host.to_owned())?;
            ask(self.0.connect(name, stream).await?, &address).await
        } else {
            ask(stream, &address).await
        }
    }
}

async fn ask<S>(stream: S, address: &Uri) -> Result<Vec<u8>, FetchError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = handshake(TokioIo::new(stream)).await?;
    // It ends with the sender; what is wrong with it the answer says.
    let connection = tokio::spawn(connection);
    let path = address.path_and_query().map_or("/", |path| path.as_str());
    let host = address.authority().map_or("", |authority| authority.as_str());
    let request = Request::get(path)
        .header(header::HOST, host)
        .header(header::ACCEPT, "application/json")
        .header(header::CONNECTION, "close")
        .body(Body::empty())
        .map_err(axum::Error::new)?;
    let answer = sender.send_request(request).await?;
    if answer.status() != StatusCode::OK {
        return Err(FetchError::Status(answer.status()));
    }
    let bytes = to_bytes(Body::new(answer.into_body()), MAX_BYTES).await?;
    connection.abort();
    Ok(bytes.into())
}
