//! Every write of the API's document with somebody who may make it, and a body that is in order: tests spoil one thing of
//! it, and so know what a refusal is for. A route that is not here fails them.

use axum::http::Method;
use proffer::http::router::document;
use serde_json::{Map, Value, json};

use crate::bank::{Answer, Bank, Caller, PASSWORD, TENANT, customer};
use crate::contract::served;

/// A write with a JSON body.
#[derive(Clone)]
pub(super) struct Write {
    pub(super) method: Method,
    pub(super) route: String,
    /// Where it goes, on objects of its own.
    pub(super) path: String,
    pub(super) caller: Caller,
    /// An object, or a list of one.
    pub(super) body: Value,
    /// The body's fields, each with its schema.
    pub(super) fields: Map<String, Value>,
}

impl Write {
    /// The body with this field set.
    pub(super) fn with(&self, field: &str, value: Value) -> Value {
        let mut body = self.body.clone();
        let object = if body.is_array() { &mut body[0] } else { &mut body };
        object[field] = value;
        body
    }

    /// The pointer of a field of the body.
    pub(super) fn pointer(&self, field: &str) -> String {
        if self.body.is_array() { format!("/0/{field}") } else { format!("/{field}") }
    }

    /// Sends a body's text as it stands.
    pub(super) async fn sends(&self, text: impl Into<axum::body::Body>) -> Answer {
        let method = self.method.clone();
        self.caller.send_as(method, &self.path, "application/json", text).await
    }

    /// What it is called in messages.
    pub(super) fn name(&self) -> String {
        format!("{} {}", self.method, self.route)
    }
}

/// The document's schemas, with references followed.
pub(super) struct Schemas(Value);

impl Schemas {
    pub(super) fn read() -> Self {
        Self(serde_json::to_value(document()).unwrap())
    }

    fn follow<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(to) => self.follow(self.0.pointer(to.trim_start_matches('#')).unwrap()),
            None => schema,
        }
    }

    /// The fields of a JSON body that it can set; of its items, if it is a list.
    fn fields(&self, method: &str, route: &str) -> Option<Map<String, Value>> {
        let operation = &self.0["paths"][route][method.to_lowercase()];
        let schema = operation["requestBody"]["content"].get("application/json")?;
        let schema = self.follow(&schema["schema"]);
        let schema = if schema["type"] == "array" { self.follow(&schema["items"]) } else { schema };
        let fields = schema["properties"].as_object()?;
        let fields = fields.iter().filter(|(_, it)| it.get("readOnly").is_none());
        Some(fields.map(|(name, it)| (name.clone(), self.follow(it).clone())).collect())
    }

    /// Whether a field of this schema takes a value of this type.
    pub(super) fn takes(&self, schema: &Value, kind: &str) -> bool {
        let schema = self.follow(schema);
        let several = ["anyOf", "oneOf"].iter().find_map(|name| schema[*name].as_array());
        if let Some(several) = several {
            return several.iter().any(|one| self.takes(one, kind));
        }
        let fits = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().any(|it| it == kind),
            it => it == kind,
        };
        fits && schema["enum"].is_null() && schema["const"].is_null()
    }
}

/// One of every write that takes a JSON body; `number` tells one call's new objects from another's.
pub(super) async fn writes(bank: &Bank, number: usize) -> Vec<Write> {
    let schemas = Schemas::read();
    let mut writes = Vec::new();
    for (method, route) in served() {
        let Some(fields) = schemas.fields(&method, &route) else { continue };
        let number = number * 1_000 + writes.len();
        let (caller, path, body) = in_order(bank, &method, &route, number).await;
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        writes.push(Write { method, route, path, caller, body, fields });
    }
    writes
}

/// One write, once more on new objects.
pub(super) async fn again(bank: &Bank, write: &Write, number: usize) -> Write {
    let method = write.method.as_str();
    let (caller, path, body) = in_order(bank, method, &write.route, number).await;
    Write { path, caller, body, ..write.clone() }
}

async fn in_order(
    bank: &Bank,
    method: &str,
    route: &str,
    number: usize,
) -> (Caller, String, Value) {
    match route.split('/').nth(1) {
        Some("auth") => of_oneself(bank, route, number).await,
        Some("sa") => of_super_admin(bank, method, route, number).await,
        Some("customers") => of_customers(bank, method, number).await,
        Some("system") => of_senders(bank, route, number).await,
        _ if route.contains("/offer") => of_offers(bank, method, route).await,
        _ if route.contains("/webhooks") => of_webhooks(bank, method, route).await,
        _ => of_campaigns(bank, method, route, number).await,
    }
}

fn unknown(method: &str, route: &str) -> ! {
    panic!("give {method} {route} a body that is in order in tests/it/promises/writes.rs")
}

async fn of_oneself(bank: &Bank, route: &str, number: usize) -> (Caller, String, Value) {
    let (caller, body) = match route {
        "/auth/token" => {
            (bank.anonymous(), json!({"username": format!("nobody-{number}"), "password": "x"}))
        }
        "/auth/change-password" => {
            let body =
                json!({"current_password": "not it", "new_password": "tomorrow it is another"});
            (bank.hire(&format!("self-{number}"), &[]).await, body)
        }
        _ => unknown("POST", route),
    };
    (caller, route.to_owned(), body)
}

async fn of_super_admin(
    bank: &Bank,
    method: &str,
    route: &str,
    number: usize,
) -> (Caller, String, Value) {
    let (tenant, user) = (format!("tenant_{number}"), format!("user-{number}"));
    if route.contains("{tenant_name}") {
        let new = json!({"name": tenant});
        bank.super_admin().post("/sa/tenants", new).await.is(201);
    }
    if route.contains("{username}") || route.ends_with("roles") {
        bank.hire(&user, &[]).await;
    }
    let role = json!({"username": user, "tenant_name": TENANT, "role": "read_only"});
    let body = match (method, route) {
        ("POST", "/sa/tenants") => json!({"name": tenant, "description": "cards"}),
        ("PUT", "/sa/tenants/{tenant_name}") => json!({"description": "cards"}),
        ("POST", "/sa/users") => {
            json!({"username": user, "password": PASSWORD, "full_name": "New"})
        }
        ("PUT", "/sa/users/{username}") => json!({"full_name": "Other"}),
        ("POST", "/sa/users/{username}/change-password") => json!({"new_password": PASSWORD}),
        (_, "/sa/user-tenant-roles") => role,
        ("POST", "/sa/api-keys") => json!({"name": "a key", "scopes": ["deliveries"]}),
        ("POST", "/sa/audit-logs/export") => json!({"actor": "root"}),
        ("POST", "/sa/suppressions") => json!({"email": format!("w{number}@example.com")}),
        _ => unknown(method, route),
    };
    let path = route.replace("{tenant_name}", &tenant).replace("{username}", &user);
    (bank.super_admin(), path, body)
}

async fn of_customers(bank: &Bank, method: &str, number: usize) -> (Caller, String, Value) {
    let number = u32::try_from(number).unwrap();
    if method == "POST" {
        return (bank.super_admin(), "/customers".to_owned(), json!({"full_name": "New Customer"}));
    }
    bank.wins_customers(number..=number).await;
    let path = format!("/customers/{}", customer(number));
    (bank.super_admin(), path, json!({"full_name": "Other"}))
}

async fn of_senders(bank: &Bank, route: &str, number: usize) -> (Caller, String, Value) {
    let number = u32::try_from(number).unwrap();
    let campaign = bank.runs_campaign(0).await;
    bank.wins_customers(number..=number).await;
    bank.adds_to(&campaign, number..=number).await;
    let body = match route {
        "/system/campaigns/update-delivery-status" => json!([campaign.item(number, "bounced")]),
        "/system/campaigns/{campaign_id}/responses" => {
            json!([{"customer_id": customer(number), "response": "accepted"}])
        }
        "/system/campaigns/{campaign_id}/claim-deliveries" => {
            json!({"limit": 10, "lease_seconds": 60})
        }
        _ => unknown("POST", route),
    };
    let path = route.replace("{campaign_id}", &campaign.id.to_string());
    (bank.sender().await, path, body)
}

async fn of_offers(bank: &Bank, method: &str, route: &str) -> (Caller, String, Value) {
    let end = route.rsplit('/').next().unwrap();
    let path = |id: i64| {
        let route = route.replace("/tenants/{tenant_name}/", "");
        route.replace("{offer_id}", &id.to_string())
    };
    let data = json!({"data": {"rate": 1.5}});
    if matches!(end, "offers" | "offer-config") {
        let body = if end == "offers" { data } else { json!({"schema": null}) };
        return (bank.admin(), path(0), body);
    }
    let offer = bank.maker().writes_offer(json!({"rate": 1.5})).await;
    let steps: &[&str] = match end {
        "{offer_id}" | "comment" | "submit" => &[],
        "withdraw" | "approve" | "reject" => &["submit"],
        "reopen" => &["submit", "reject"],
        "retire" | "revise" => &["submit", "approve"],
        _ => unknown(method, route),
    };
    for step in steps {
        bank.admin().tries(step, &offer).await.is(200);
    }
    let body = match end {
        "{offer_id}" => data,
        "comment" => json!({"comment_text": "hello"}),
        _ => json!({"comments": "a remark"}),
    };
    (bank.admin(), path(offer.id), body)
}

async fn of_webhooks(bank: &Bank, method: &str, route: &str) -> (Caller, String, Value) {
    // A tenant has twenty at most: then those of the writes before are in the way.
    let before = bank.admin().get("webhooks").await;
    for webhook in before.items().iter().filter(|_| before.items().len() >= 20) {
        bank.admin().delete(&format!("webhooks/{}", webhook["webhook_id"])).await.is(204);
    }
    let new = json!({"url": "https://hooks.example/", "events": ["offer.approved"]});
    match (method, route.rsplit('/').next()) {
        ("POST", Some("webhooks")) => (bank.admin(), "webhooks".to_owned(), new),
        ("PUT", Some("{webhook_id}")) => {
            let made = bank.admin().post("webhooks", new).await.is(201);
            let path = format!("webhooks/{}", made.number("webhook_id"));
            (bank.admin(), path, json!({"description": "the mailer"}))
        }
        _ => unknown(method, route),
    }
}

async fn of_campaigns(
    bank: &Bank,
    method: &str,
    route: &str,
    number: usize,
) -> (Caller, String, Value) {
    let below = route.replace("/tenants/{tenant_name}/", "");
    match (method, below.as_str()) {
        ("POST", "audit-logs/export") => (bank.admin(), below, json!({"actor": "mary"})),
        ("POST", "suppressions") => {
            (bank.admin(), below, json!({"email": format!("w{number}@example.com")}))
        }
        ("POST", "campaigns/{campaign_id}/responses") => {
            let person = u32::try_from(number).unwrap();
            bank.wins_customers(person..=person).await;
            let campaign = bank.campaign(json!({})).await;
            let body = json!([{"customer_id": customer(person), "response": "accepted"}]);
            (bank.admin(), format!("{}/responses", campaign.path()), body)
        }
        ("POST", "campaigns") => {
            let offer = bank.maker().writes_offer(json!({})).await;
            (bank.admin(), below, crate::bank::plan(&offer))
        }
        ("POST", "campaigns/preview") => {
            (bank.admin(), below, json!({"selection_criteria": {"everyone": true}}))
        }
        ("PUT", "campaigns/{campaign_id}") => {
            let campaign = bank.campaign(json!({})).await;
            (bank.admin(), campaign.path(), json!({"name": "Autumn"}))
        }
        _ => unknown(method, route),
    }
}

/// Whether the document says that a write heeds this header.
fn heeds(write: &Write, header: &str) -> bool {
    let api = serde_json::to_value(document()).unwrap();
    let operation = &api["paths"][&write.route][write.method.as_str().to_lowercase()];
    let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
    parameters.iter().any(|it| it["in"] == "header" && it["name"] == header)
}

#[tokio::test]
async fn the_document_names_the_headers_that_a_write_heeds() {
    let bank = Bank::open().await;
    for (number, mut write) in writes(&bank, 1).await.into_iter().enumerate() {
        let (checks, keeps) = (heeds(&write, "If-Match"), heeds(&write, "Idempotency-Key"));
        let plain = write.caller.clone();
        write.caller = plain.clone().with("if-match", "\"999999\"");
        let answer = write.sends(write.body.to_string()).await;
        assert_eq!(answer.status == 412, checks, "{}: {}", write.name(), answer.text());
        if write.method == Method::POST {
            let mut write = again(&bank, &write, 900_000 + number).await;
            write.caller = write.caller.with("idempotency-key", "k".repeat(256));
            let answer = write.sends(write.body.to_string()).await;
            let refused = answer["code"] == "bad_request";
            // Where a key is not heeded, one that is none is not told either.
            assert!(refused || !keeps, "{}: {}", write.name(), answer.text());
        }
    }
}
