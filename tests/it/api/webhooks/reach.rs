//! Where webhooks do not get: private addresses, receivers that cannot show who they are.

use std::path::PathBuf;
use std::sync::Arc;

use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;
use proffer::config::WebhookConfig;
use proffer::webhooks::{Webhooks, dispatcher};
use rustls::ServerConfig;
use rustls::pki_types::PrivateKeyDer;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_rustls::TlsAcceptor;

use crate::bank::{Bank, Hook, Receiver, SECRET, local};

#[tokio::test]
async fn an_address_that_is_not_allowed_any_more_is_not_connected_to() {
    let (bank, receiver) = (Bank::open().await, Receiver::open().await);
    let hook = bank.admin().hooks(&receiver, &["offer.submitted"]).await;
    for (config, words) in [
        (WebhookConfig { allow_private: Vec::new(), ..local() }, "private"),
        (WebhookConfig { allow_http: false, ..local() }, "https"),
    ] {
        bank.admin().pings(&hook).await.is(202);
        let strict = Webhooks::new(&config, SECRET, None).unwrap();
        let strict = bank.node_with(|parts| parts.webhooks = strict);
        assert_eq!(dispatcher::run_due(&strict.app).await.unwrap(), 1);
        let sent = &bank.admin().sees_sent(&hook).await[0];
        assert!(sent["last_error"].as_str().unwrap().contains(words), "{sent}");
        assert_eq!(sent["last_status"], Value::Null);
    }
    assert_eq!(receiver.letters().len(), 0);
}

/// A receiver with TLS, for `localhost`, that tells what it was sent; its certificate in PEM.
async fn with_tls(name: &str) -> (u16, String, mpsc::UnboundedReceiver<String>) {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n",
        BASE64.encode(made.cert.der())
    );
    let path = ca_file(name);
    std::fs::write(&path, pem).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let (told, came) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let (mut text, mut buffer) = (String::new(), [0_u8; 4096]);
            while !text.contains("webhook.ping") {
                let read = stream.read(&mut buffer).await.unwrap();
                text.push_str(&String::from_utf8_lossy(&buffer[..read]));
            }
            told.send(text).unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            stream.flush().await.unwrap();
        }
    });
    (port, path.display().to_string(), came)
}

fn ca_file(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("proffer-{name}-{}.pem", std::process::id()))
}

async fn hooked(bank: &Bank, url: String) -> Hook {
    let body = json!({"url": url, "events": ["offer.submitted"]});
    let made = bank.admin().post("webhooks", body).await.is(201);
    let hook = Hook { id: made.number("webhook_id"), secret: String::new() };
    bank.admin().pings(&hook).await.is(202);
    hook
}

#[tokio::test]
async fn a_receiver_whose_certificate_is_trusted_is_sent_events() {
    let (port, path, mut came) = with_tls("trusted").await;
    let config = WebhookConfig { ca_file: Some(PathBuf::from(&path)), ..local() };
    let bank = Bank::open_reaching(config).await;
    let hook = hooked(&bank, format!("https://localhost:{port}/x")).await;
    bank.delivers().await;
    std::fs::remove_file(path).unwrap();
    let sent = &bank.admin().sees_sent(&hook).await[0];
    assert_eq!(sent["state"], "delivered", "{sent}");
    assert!(came.recv().await.unwrap().starts_with("POST /x HTTP/1.1\r\n"));
}

#[tokio::test]
async fn a_receiver_that_cannot_show_who_it_is_is_sent_nothing() {
    let (port, path, mut came) = with_tls("untrusted").await;
    let trusting = WebhookConfig { ca_file: Some(PathBuf::from(&path)), ..local() };
    for (config, host) in [(local(), "localhost"), (trusting, "127.0.0.1")] {
        let bank = Bank::open_reaching(config).await;
        let hook = hooked(&bank, format!("https://{host}:{port}/x")).await;
        bank.delivers().await;
        let sent = &bank.admin().sees_sent(&hook).await[0];
        assert_eq!(sent["state"], "pending", "{sent}");
        assert!(sent["last_error"].as_str().unwrap().contains("certificate"), "{sent}");
    }
    std::fs::remove_file(path).unwrap();
    assert!(came.try_recv().is_err());
}
