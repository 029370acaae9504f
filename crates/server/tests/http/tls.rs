//! The service over TLS.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tracuu_server::limits::Limits;
use tracuu_server::live::LiveService;
use tracuu_server::server::{bind, serve_until};
use tracuu_server::tls::{Tls, TlsError};

use crate::service::service;

/// Writes a new certificate and its key.
fn write_certificate(dir: &Path) -> CertificateDer<'static> {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    fs::write(dir.join("cert.pem"), cert.pem()).unwrap();
    fs::write(dir.join("key.pem"), signing_key.serialize_pem()).unwrap();
    cert.der().clone()
}

fn connector(trusted: CertificateDer<'static>) -> TlsConnector {
    let mut roots = RootCertStore::empty();
    roots.add(trusted).unwrap();
    let config = ClientConfig::builder_with_provider(default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    TlsConnector::from(Arc::new(config))
}

#[tokio::test]
async fn a_certificate_is_shown_and_replaced_while_the_service_runs() {
    let dir = tempfile::tempdir().unwrap();
    let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
    let first = write_certificate(dir.path());
    let tls = Tls::read(&certificate, &key).unwrap();
    let bound = bind(([127, 0, 0, 1], 0).into()).await.unwrap().under(Some(tls.clone()));
    let address = bound.address;
    assert_eq!(bound.url(), format!("https://{address}/"));
    let live = LiveService::new(service(Limits::default()));
    let (stop, stopped) = oneshot::channel::<()>();
    let ended = tokio::spawn(async move {
        let until = async move { stopped.await.unwrap_or_default() };
        serve_until(bound, &live, until).await;
    });
    let ask = async |trusted: &CertificateDer<'static>, path: &str| {
        let stream = TcpStream::connect(address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let mut stream = connector(trusted.clone()).connect(name, stream).await?;
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        std::io::Result::Ok(answer)
    };
    let answer = ask(&first, "/opensearch.xml").await.unwrap();
    assert!(answer.contains("https://localhost/"), "{answer}");

    let second = write_certificate(dir.path());
    tls.read_again(&certificate, &key).unwrap();
    assert!(ask(&first, "/livez").await.is_err(), "another certificate is shown");
    assert!(ask(&second, "/livez").await.unwrap().starts_with("HTTP/1.1 200"));
    fs::write(&key, "no key").unwrap();
    let wrong = tls.read_again(&certificate, &key).unwrap_err();
    assert!(matches!(wrong, TlsError::Pem { .. }), "{wrong}");
    assert!(ask(&second, "/livez").await.is_ok(), "the one before goes on");

    // Plain HTTP is no handshake; half a one does not keep the service from ending.
    let mut plain = TcpStream::connect(address).await.unwrap();
    plain.write_all(b"GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await.unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP"));
    let _half = TcpStream::connect(address).await.unwrap();
    stop.send(()).unwrap();
    ended.await.unwrap();
}

#[test]
fn a_key_of_another_certificate_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
    write_certificate(dir.path());
    let first = fs::read(&certificate).unwrap();
    write_certificate(dir.path());
    fs::write(&certificate, first).unwrap();
    let wrong = Tls::read(&certificate, &key).unwrap_err();
    assert!(matches!(wrong, TlsError::Unusable { .. }), "{wrong}");
}
