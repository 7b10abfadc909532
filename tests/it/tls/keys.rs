//! Client certificates: `/system/…` takes one where the server knows whose to believe, and a key that is bound to one is
//! worth nothing without it.

use std::sync::Arc;

use proffer::config::TlsFiles;
use proffer::http::server::{Limits, Listener};
use proffer::http::tls::Tls;
use serde_json::{Value, json};

use super::{Authority, Dialler, Identity};
use crate::bank::Bank;
use crate::embedded::Folder;
use crate::wire::{Heard, Served, ask, get, send};

/// A bank behind TLS.
struct Secured {
    bank: Bank,
    authority: Authority,
    server: Served,
    _folder: Folder,
}

impl Secured {
    async fn open(name: &str, asks: bool) -> Self {
        let (bank, folder, authority) =
            (Bank::open().await, Folder::new(name), Authority::new("ca"));
        let mut files: TlsFiles = authority.issues("server").kept(folder.path());
        files.client_ca = asks.then(|| authority.kept(&folder.path().join("ca.pem")));
        let tls = Arc::new(Tls::load(files).unwrap());
        let listen = |port| Listener::secured(port, tls);
        let server = Served::behind(listen, bank.router(), Limits::new(8)).await;
        Self { bank, authority, server, _folder: folder }
    }

    async fn asks(&self, shows: Option<&Identity>, request: &str) -> Heard {
        let dialler = Dialler { shows, ..Dialler::new(&self.authority) };
        let mut stream = dialler.dials(self.server.address).await.unwrap();
        ask(&mut stream, request).await.unwrap()
    }

    /// A report that names nobody.
    async fn reports(&self, shows: Option<&Identity>, key: &str) -> Heard {
        let body = json!([{"campaign_id": 1, "customer_id": uuid::Uuid::nil(), "status": "sent"}]);
        let path = "/api/v1/system/campaigns/update-delivery-status";
        self.asks(shows, &send("POST", path, &format!("X-API-Key: {key}\r\n"), &body.to_string()))
            .await
    }

    async fn makes_key(&self, scope: &str, fingerprint: Value) -> String {
        let body =
            json!({"name": "Mailer", "scopes": [scope], "certificate_fingerprint": fingerprint});
        let made = self.bank.super_admin().post("/sa/api-keys", body).await.is(201);
        assert_eq!(made["certificate_fingerprint"], fingerprint);
        made["secret"].as_str().unwrap().to_owned()
    }
}

fn code(heard: &Heard) -> Value {
    serde_json::from_str::<Value>(&heard.body).unwrap()["code"].clone()
}

#[tokio::test]
async fn system_routes_take_a_certificate_and_others_do_not() {
    let secured = Secured::open("mtls", true).await;
    let key = secured.makes_key("deliveries", Value::Null).await;
    let mailer = secured.authority.issues("mailer");
    assert_eq!(secured.reports(Some(&mailer), &key).await.status, 200);
    let refused = secured.reports(None, &key).await;
    assert_eq!((refused.status, code(&refused)), (403, json!("client_certificate_required")));
    let bare = "/system/campaigns/1/claim-deliveries";
    let bare = send("POST", bare, &format!("X-API-Key: {key}\r\n"), "{}");
    assert_eq!(secured.asks(None, &bare).await.status, 403);
    // Without a key a certificate is nobody.
    assert_eq!(secured.reports(Some(&mailer), "").await.status, 401);
    assert_eq!(secured.asks(None, &get("/health/live", "")).await.status, 200);
    let token = format!("Authorization: Bearer {}\r\n", secured.bank.token("mary"));
    assert_eq!(secured.asks(None, &get("/users/me", &token)).await.status, 200);
}

#[tokio::test]
async fn a_certificate_of_another_authority_does_not_get_in() {
    let secured = Secured::open("mtls-other", true).await;
    let key = secured.makes_key("deliveries", Value::Null).await;
    let stranger = Authority::new("ca").issues("mailer");
    let dialler = Dialler::showing(&secured.authority, &stranger);
    // In TLS 1.3 the client is through with the handshake before the server has looked at its certificate.
    let heard = match dialler.dials(secured.server.address).await {
        Err(error) => Err(error),
        Ok(mut stream) => {
            ask(&mut stream, &get("/customers", &format!("X-API-Key: {key}\r\n"))).await
        }
    };
    assert!(heard.is_err(), "{heard:?}");
}

#[tokio::test]
async fn without_authorities_no_certificate_is_asked_for() {
    let secured = Secured::open("tls-only", false).await;
    let key = secured.makes_key("deliveries", Value::Null).await;
    assert_eq!(secured.reports(None, &key).await.status, 200);
}

#[tokio::test]
async fn a_bound_key_works_with_its_certificate_alone() {
    let secured = Secured::open("mtls-bound", true).await;
    let (mailer, other) = (secured.authority.issues("mailer"), secured.authority.issues("other"));
    let key = secured.makes_key("deliveries", json!(mailer.fingerprint())).await;
    assert_eq!(secured.reports(Some(&mailer), &key).await.status, 200);
    assert_eq!(secured.reports(Some(&other), &key).await.status, 401);

    let reader = secured.makes_key("customers:read", json!(mailer.fingerprint())).await;
    let list = get("/api/v1/customers", &format!("X-API-Key: {reader}\r\n"));
    assert_eq!(secured.asks(Some(&mailer), &list).await.status, 200);
    for shows in [Some(&other), None] {
        let refused = secured.asks(shows, &list).await;
        assert_eq!((refused.status, code(&refused)), (401, json!("unauthorized")));
    }
    // Nor without TLS, whatever a header claims.
    let claims = secured.bank.keyed(&reader).with("x-client-certificate", mailer.fingerprint());
    claims.get("/customers").await.problem(401, "unauthorized");
}

#[tokio::test]
async fn a_fingerprint_is_checked_and_shown() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    let body = |print: &str| json!({"name": "x", "scopes": ["deliveries"], "certificate_fingerprint": print});
    for print in ["", "ab", &"g".repeat(64), &"a".repeat(65), &"aa:".repeat(32)] {
        let refused = root.post("/sa/api-keys", body(print)).await;
        refused.faults(&[("/certificate_fingerprint", "wrong_form")]);
    }
    let colons = vec!["AB"; 32].join(":");
    let made = root.post("/sa/api-keys", body(&colons)).await.is(201);
    assert_eq!(made["certificate_fingerprint"], "ab".repeat(32));
    let list = root.get("/sa/api-keys").await.is(200);
    assert_eq!(list.items()[0]["certificate_fingerprint"], "ab".repeat(32));
    let rows = root.get("/sa/audit-logs?entity=api_key").await.is(200);
    assert_eq!(rows.items()[0]["changes"]["certificate_fingerprint"], "ab".repeat(32));
}
