//! Where the keys of an issuer of tokens come from. The tokens themselves, of a real issuer:
//! `tests/browser/tokens.test.mjs`.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::routing::get;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tracuu_server::access::Access;
use tracuu_server::fetch::FetchError;
use tracuu_server::limits::Limits;
use tracuu_server::router::router;
use tracuu_server::signing_keys::IssuerError;
use tracuu_server::tls::Tls;
use tracuu_server::token_issuer::{TokenIssuer, TokenIssuerSettings};

use crate::service::{send_to, service};

fn settings(issuer: &str, more: &str) -> Result<TokenIssuerSettings, toml::de::Error> {
    let rest = format!("audience = 'a'\nscopes = ['search']\n{more}");
    toml::from_str(&format!("issuer = '{issuer}'\n{rest}"))
}

async fn look(issuer: &str, more: &str) -> Result<usize, IssuerError> {
    TokenIssuer::new(settings(issuer, more).unwrap()).unwrap().look().await
}

/// An issuer whose description names `named` and keys at an address; its own address.
async fn described(named: impl Fn(&str) -> String, keys: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = format!("http://{}", listener.local_addr().unwrap());
    let description = format!(
        "{{\"issuer\": \"{}\", \"jwks_uri\": \"{}\"}}",
        named(&own),
        keys.replace("OWN", &own)
    );
    let app = Router::new()
        .route("/.well-known/openid-configuration", get(async || description))
        .route("/keys", get(async || "{\"keys\": []}"))
        .route("/large", get(async || " ".repeat(1 << 20)));
    tokio::spawn(async { axum::serve(listener, app).await });
    own
}

#[tokio::test]
async fn the_description_must_be_that_of_the_issuer() {
    let right = described(str::to_owned, "OWN/keys").await;
    assert_eq!(look(&right, "").await.unwrap(), 0);
    let other = described(|own| format!("{own}/"), "OWN/keys").await;
    assert!(matches!(look(&other, "").await, Err(IssuerError::OtherIssuer { .. })));
    for (keys, is_it) in [
        ("OWN/none", (|error| matches!(error, FetchError::Status(_))) as fn(_) -> bool),
        ("OWN/large", |error| matches!(error, FetchError::Body(_))),
        ("ftp://a.example/keys", |error| matches!(error, FetchError::Address(_))),
        ("OWN/.well-known/openid-configuration", |error| {
            matches!(error, FetchError::Json(_))
        }),
        ("http://127.0.0.1:1/keys", |error| matches!(error, FetchError::Connection(_))),
    ] {
        let wrong = described(str::to_owned, keys).await;
        let Err(IssuerError::Fetch { source, .. }) = look(&wrong, "").await else {
            panic!("{keys}");
        };
        assert!(is_it(source), "{keys}");
    }
}

#[tokio::test]
async fn tokens_of_strangers_do_not_make_the_service_ask_without_end() {
    /// Tokens that are sent, each naming another key.
    const N_TOKENS: usize = 20;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = format!("http://{}", listener.local_addr().unwrap());
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let count = async move || {
        counted.fetch_add(1, Ordering::Relaxed);
        StatusCode::NOT_FOUND
    };
    let issuer = Router::new().fallback(count);
    tokio::spawn(async { axum::serve(listener, issuer).await });
    let keys = tempfile::tempdir().unwrap();
    let access = Access::new(keys.path().to_owned(), Vec::new()).unwrap();
    let issuer = TokenIssuer::new(settings(&own, "").unwrap()).unwrap();
    let app =
        router(service(Limits::default()).guarded_by(access.trusting(Some(issuer))));
    // {"alg":"RS256"}, and no claims.
    let token = "eyJhbGciOiJSUzI1NiJ9.e30.AAAA";
    for _ in 0..N_TOKENS {
        let request = Request::get("/api/v1/search?q=a")
            .header("host", "localhost")
            .header("authorization", format!("Bearer {token}"));
        let reply = send_to(app.clone(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(reply.json()["code"], "issuer_unreachable");
    }
    // Once, or now and then on a machine that takes ten seconds for it.
    assert!((1..N_TOKENS).contains(&asked.load(Ordering::Relaxed)));
}

#[test]
fn an_issuer_over_an_open_wire_is_on_this_machine() {
    for (issuer, is_one) in [
        ("https://dang-nhap.noibo/realms/van-phong", true),
        ("http://127.0.0.1:8080", true),
        ("http://[::1]:8080", true),
        ("http://dang-nhap.noibo", false),
        ("http://127.0.0.1.evil.example", false),
        ("dang-nhap.noibo", false),
        ("https://a.example/?b", false),
    ] {
        assert_eq!(settings(issuer, "").is_ok(), is_one, "{issuer}");
    }
}

#[tokio::test]
async fn an_issuer_with_a_certificate_of_the_house_is_trusted_where_the_settings_say_so()
{
    let dir = tempfile::tempdir().unwrap();
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (dir.path().join("cert.pem"), dir.path().join("key.pem"));
    fs::write(&certificate, cert.pem()).unwrap();
    fs::write(&key, signing_key.serialize_pem()).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let own = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let body =
        format!("{{\"issuer\": \"{own}\", \"jwks_uri\": \"{own}/k\", \"keys\": []}}");
    let acceptor = Tls::read(&certificate, &key).unwrap().acceptor();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await;
            let answer = format!("HTTP/1.0 200 OK\r\nconnection: close\r\n\r\n{body}");
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    let trusting = format!("ca = '{}'", certificate.display());
    assert_eq!(look(&own, &trusting).await.unwrap(), 0);
    let Err(IssuerError::Fetch { source, .. }) = look(&own, "").await else {
        panic!("anybody is trusted");
    };
    assert!(matches!(source, FetchError::Connection(_)), "{source}");
    let no_certificate = settings(&own, &format!("ca = '{}'", key.display())).unwrap();
    assert!(TokenIssuer::new(no_certificate).is_err());
}
