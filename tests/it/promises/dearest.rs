//! The dearest that every route can be asked, several at once, while somebody asks whether the process is alive.

use std::time::Duration;

use axum::http::Method;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::writes::{Write, writes};
use super::{promise, scale};
use crate::bank::{Bank, Caller, PASSWORD, TENANT};
use crate::contract::{Who, routes};

/// Bytes of a JSON body, short of the limit.
const BODY: usize = 63 * 1024;
/// At once, of each.
const AT_ONCE: usize = 3;
/// What the answer of somebody who asks nothing else may take, on a machine that does much else.
const AT_MOST: Duration = Duration::from_secs(2);

/// What costs more than a large text: by route.
fn dear(route: &str) -> Option<Value> {
    let long = "p4$$w0rd!1|@3(7z".repeat(8);
    let deep = |leaf: Value| (0..12).fold(leaf, |inner, _| json!({"not": inner}));
    let dated: Vec<Value> =
        (0..12).map(|n| deep(json!({"attributes.d": {"older_than_days": n + 1}}))).collect();
    Some(match route {
        "/auth/token" => json!({"username": "mary", "password": "x".repeat(3_000)}),
        "/auth/change-password" => {
            json!({"current_password": PASSWORD, "new_password": long})
        }
        "/sa/users" => json!({"username": "dear", "full_name": "Dear", "password": long}),
        "/sa/users/{username}/change-password" => json!({"new_password": long}),
        "/tenants/{tenant_name}/offer-config" => {
            let pattern = |n: usize| json!({"pattern": format!("{n}{}", "\\w".repeat(50))});
            json!({"schema": {"allOf": (0..20).map(pattern).collect::<Vec<_>>()}})
        }
        "/tenants/{tenant_name}/campaigns/preview" => {
            json!({"selection_criteria": {"any": dated}})
        }
        "/system/campaigns/update-delivery-status" => {
            let item = |n: u128| json!({"campaign_id": 1, "customer_id": uuid::Uuid::from_u128(n), "status": "sent"});
            (0..10_000).map(item).collect()
        }
        _ => return None,
    })
}

/// The body with its first free text as long as a body may be.
fn grown(write: &Write) -> Value {
    let field = write.fields.keys().find(|name| match &write.body {
        Value::Array(items) => items[0][name.as_str()].is_string(),
        body => body[name.as_str()].is_string() || body[name.as_str()].is_object(),
    });
    let Some(field) = field else { return write.body.clone() };
    let objects: Vec<Value> =
        (0..BODY / 40).map(|n| json!({"k": n, "of": [n, [n, [n]]]})).collect();
    let is_object = write.body[field.as_str()].is_object();
    let value = if is_object { json!({"x": objects}) } else { json!("(a".repeat(BODY / 2)) };
    write.with(field, value)
}

/// What everybody else waits for meanwhile.
async fn while_asked(bank: &Bank, asked: impl Future<Output = ()>) -> Duration {
    let mut slowest = Duration::ZERO;
    let mut asked = std::pin::pin!(asked);
    loop {
        let since = Instant::now();
        bank.is_alive().await;
        bank.outsider().get("/users/me").await.is(200);
        let is_over = futures::poll!(&mut asked).is_ready();
        tokio::task::yield_now().await;
        slowest = slowest.max(since.elapsed());
        if is_over {
            return slowest;
        }
    }
}

#[tokio::test]
async fn the_dearest_that_every_route_can_be_asked_holds_up_nobody() {
    let promise = promise!(33);
    let bank = Bank::open().await;
    bank.has_customers(i32::try_from(scale(2_000, 50_000)).unwrap()).await;
    let (mut slowest, mut tried) = ((Duration::ZERO, String::new()), 0);
    for write in writes(&bank, 1).await {
        let text = dear(&write.route).unwrap_or_else(|| grown(&write)).to_string();
        let all = async {
            let sent = (0..AT_ONCE).map(|_| write.sends(text.clone()));
            for answer in futures::future::join_all(sent).await {
                let status = answer.status.as_u16();
                assert!(status < 500 || status == 503, "{}: {}", write.name(), answer.text());
            }
        };
        slowest = slowest.max((while_asked(&bank, all).await, write.name()));
        tried += AT_ONCE;
    }
    let root = bank.super_admin();
    for (method, route, who) in routes().filter(|(method, ..)| *method == "GET") {
        let caller = if matches!(who, Who::Tenant(_)) { bank.admin() } else { root.clone() };
        let path = route.replace("{tenant_name}", TENANT);
        let path = ["{offer_id}", "{campaign_id}", "{job_id}", "{webhook_id}", "{id}"]
            .iter()
            .fold(path, |path, part| path.replace(part, "1"));
        slowest = slowest.max((reads(&bank, &caller, &path).await, format!("{method} {route}")));
        tried += AT_ONCE;
    }
    assert!(slowest.0 < AT_MOST, "{slowest:?}");
    promise.kept(
        format!("{tried} of the dearest requests, {AT_ONCE} at once, on every route"),
        format!("/health/live and another tenant within {} ms", slowest.0.as_millis()),
    );
}

async fn reads(bank: &Bank, caller: &Caller, path: &str) -> Duration {
    let all = async {
        let sent = (0..AT_ONCE).map(|_| caller.send(Method::GET, path, None));
        for answer in futures::future::join_all(sent).await {
            let status = answer.status.as_u16();
            assert!(status < 500 || status == 503, "{path}: {}", answer.text());
        }
    };
    while_asked(bank, all).await
}
