//! How each change and each export of the contract comes about: the request that makes it, in a bank where everything that
//! it needs is prepared, and the row of the trail that it leaves.

use axum::http::Method;
use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, OTHER_TENANT, Offer, PASSWORD, TENANT, customer, plan};
use crate::contract::{Who, routes};

/// A `POST` that leaves no row: it opens a session.
const WITHOUT_A_ROW: [&str; 1] = ["/auth/token"];

/// A request that is about to be made.
pub(super) struct Step {
    pub(super) caller: Caller,
    pub(super) method: Method,
    pub(super) path: String,
    body: Option<Value>,
    /// `update offer 7`: action, entity, id. The id may be known only afterwards: `*`.
    pub(super) row: String,
    /// How many objects it changes: a row for each.
    pub(super) rows: i64,
}

impl Step {
    fn new(caller: Caller, path: impl Into<String>, row: impl Into<String>) -> Self {
        let (method, body, rows) = (Method::POST, None, 1);
        Self { caller, method, path: path.into(), body, row: row.into(), rows }
    }

    fn with(self, body: Value) -> Self {
        Self { body: Some(body), ..self }
    }

    /// Makes the request.
    pub(super) async fn made_by(&self, caller: &Caller) -> Answer {
        if self.path.ends_with("/suppressions/import") {
            let file = "email,reason\ngone@example.com,legal\n";
            return caller.send_as(self.method.clone(), &self.path, "text/csv", file).await;
        }
        if self.path.ends_with("/customers/import") {
            let file = "external_id,full_name\nstory,Ana\n";
            return caller.send_as(self.method.clone(), &self.path, "text/csv", file).await;
        }
        caller.send(self.method.clone(), &self.path, self.body.clone()).await
    }
}

/// Every route of the contract that changes or exports something.
pub(super) fn changing() -> impl Iterator<Item = &'static (&'static str, &'static str, Who)> {
    routes().filter(|(method, path, _)| {
        let hands_out = path.ends_with("/export") || path.ends_with("/rejects");
        (*method != "GET" || hands_out) && !WITHOUT_A_ROW.contains(path)
    })
}

/// The request of this route, all prepared. `n` is another one for each story told in this bank.
pub(super) async fn tell(bank: &Bank, method: &str, route: &str, n: usize) -> Step {
    let step = match route.strip_prefix("/tenants/{tenant_name}/") {
        Some("audit-logs/export") => {
            let path = format!("/tenants/{TENANT}/audit-logs/export");
            let row = format!("export audit_log {TENANT}");
            Some(Step::new(bank.admin(), path, row).with(json!({})))
        }
        Some(below) if below.starts_with("offer") => offers(bank, method, below).await,
        Some(below) if below.starts_with("webhooks") => webhooks(bank, method, below).await,
        Some(below) if below.starts_with("suppressions") => {
            let all = format!("/tenants/{TENANT}/suppressions");
            let import = below.ends_with("/import");
            Some(if import {
                importing(bank.admin(), all)
            } else {
                suppressions(bank.admin(), method, all, n).await
            })
        }
        Some(below) => campaigns(bank, method, below).await,
        None if route == "/sa/suppressions/import" => {
            Some(importing(bank.super_admin(), "/sa/suppressions".to_owned()))
        }
        None if route.starts_with("/sa/suppressions") => {
            Some(suppressions(bank.super_admin(), method, "/sa/suppressions".to_owned(), n).await)
        }
        None if route.starts_with("/sa/") => administration(bank, method, route, n).await,
        None if route.starts_with("/auth/") => accounts(bank, route, n).await,
        None => customers(bank, method, route).await,
    };
    let step =
        step.unwrap_or_else(|| panic!("tell in {} how {method} {route} comes about", file!()));
    Step { method: Method::from_bytes(method.as_bytes()).unwrap(), ..step }
}

async fn accounts(bank: &Bank, route: &str, n: usize) -> Option<Step> {
    Some(match route {
        "/auth/change-password" => {
            let body =
                json!({"current_password": PASSWORD, "new_password": "quiet marble lantern 17"});
            Step::new(bank.reader(), route, "change_password user rita").with(body)
        }
        "/auth/logout" => {
            let name = format!("leaver{n}");
            Step::new(bank.hire(&name, &[]).await, route, format!("logout user {name}"))
        }
        "/auth/sessions/{id}" => {
            let name = format!("leaver{n}");
            let leaver = bank.hire(&name, &[]).await;
            let sessions = leaver.get("/auth/sessions").await.is(200);
            let path = route.replace("{id}", sessions.items()[0]["session_id"].as_str()?);
            Step::new(leaver, path, format!("end_session user {name}"))
        }
        _ => return None,
    })
}

async fn tenants(bank: &Bank, method: &str, route: &str, n: usize) -> Option<Step> {
    let (root, tenant) = (bank.super_admin(), format!("tenant{n}"));
    Some(match (method, route) {
        ("POST", "/sa/tenants") => {
            Step::new(root, route, "create tenant mortgages").with(json!({"name": "mortgages"}))
        }
        (_, "/sa/tenants/{tenant_name}") => {
            root.post("/sa/tenants", json!({"name": tenant})).await.is(201);
            let action = if method == "PUT" { "update" } else { "delete" };
            let step = Step::new(
                root,
                format!("/sa/tenants/{tenant}"),
                format!("{action} tenant {tenant}"),
            );
            // The tenant's own trail tells of its rule too.
            let rule = json!({"four_eyes": true});
            if method == "PUT" { Step { rows: 2, ..step.with(rule) } } else { step }
        }
        (_, "/sa/tenants/{tenant_name}/archive" | "/sa/tenants/{tenant_name}/unarchive") => {
            root.post("/sa/tenants", json!({"name": tenant})).await.is(201);
            let action = route.rsplit('/').next()?;
            let path = format!("/sa/tenants/{tenant}");
            if action == "unarchive" {
                root.post(&format!("{path}/archive"), None).await.is(200);
            }
            let row = format!("{action} tenant {tenant}");
            Step { rows: 2, ..Step::new(root, format!("{path}/{action}"), row) }
        }
        _ => return None,
    })
}

async fn administration(bank: &Bank, method: &str, route: &str, n: usize) -> Option<Step> {
    let root = bank.super_admin();
    let person = format!("person{n}");
    let roles = json!({"username": person, "tenant_name": OTHER_TENANT, "role": "create"});
    let member = format!("{person}/{OTHER_TENANT}");
    let key = json!({"name": "Mailer", "scopes": ["deliveries"]});
    if route.starts_with("/sa/tenants") {
        return tenants(bank, method, route, n).await;
    }
    let user = json!({"username": "newcomer", "password": PASSWORD, "full_name": "New"});
    Some(match (method, route) {
        ("POST", "/sa/users") => Step::new(root, route, "create user newcomer").with(user),
        (_, "/sa/users/{username}") => {
            bank.hire(&person, &[]).await;
            let action = if method == "PUT" { "update" } else { "delete" };
            let step =
                Step::new(root, format!("/sa/users/{person}"), format!("{action} user {person}"));
            if method == "PUT" { step.with(json!({"full_name": "Other"})) } else { step }
        }
        ("DELETE", "/sa/users/{username}/sessions") => {
            bank.hire(&person, &[]).await;
            let path = format!("/sa/users/{person}/sessions");
            Step::new(root, path, format!("end_sessions user {person}"))
        }
        ("POST", "/sa/users/{username}/change-password") => {
            bank.hire(&person, &[]).await;
            let path = format!("/sa/users/{person}/change-password");
            Step::new(root, path, format!("change_password user {person}"))
                .with(json!({"new_password": "quiet marble lantern 17"}))
        }
        (_, "/sa/user-tenant-roles") => {
            bank.hire(&person, &[]).await;
            if method == "DELETE" {
                root.post(route, roles.clone()).await.is(200);
            }
            let action = if method == "POST" { "grant" } else { "revoke" };
            Step::new(root, route, format!("{action} user_tenant_role {member}")).with(roles)
        }
        ("POST", "/sa/audit-logs/export") => {
            Step::new(root, route, "export audit_log *").with(json!({}))
        }
        ("POST", "/sa/api-keys") => Step::new(root, route, "create api_key *").with(key),
        ("DELETE", "/sa/api-keys/{id}") => {
            let id = root.post("/sa/api-keys", key).await.is(201).number("id");
            Step::new(root, format!("/sa/api-keys/{id}"), format!("revoke api_key {id}"))
        }
        _ => return None,
    })
}

async fn offers(bank: &Bank, method: &str, below: &str) -> Option<Step> {
    let (ada, mary, carl) = (bank.admin(), bank.maker(), bank.checker());
    let tenant = format!("/tenants/{TENANT}");
    if below == "offer-config" {
        let body = json!({"schema": {"type": "object"}});
        let row = format!("configure offer_config {TENANT}");
        return Some(Step::new(ada, format!("{tenant}/offer-config"), row).with(body));
    }
    if (method, below) == ("POST", "offers") {
        let step = Step::new(mary, format!("{tenant}/offers"), "create offer *");
        return Some(step.with(json!({"data": {"n": 1}})));
    }
    let offer = mary.writes_offer(json!({"n": 1})).await;
    let id = offer.id;
    let path = below.replace("{offer_id}", &id.to_string());
    let word = path.rsplit('/').next()?.to_owned();
    let step = |caller, action: &str| {
        Step::new(caller, format!("{tenant}/{path}"), format!("{action} offer {id}"))
    };
    Some(match (method, word.as_str()) {
        ("PUT", _) => step(mary, "update").with(json!({"data": {"n": 2}})),
        ("DELETE", _) => step(ada, "delete"),
        (_, "submit") => step(mary, "submit"),
        (_, "comment") => step(mary, "comment").with(json!({"comment_text": "good"})),
        (_, "withdraw") => {
            mary.submits(&offer).await;
            step(mary, "withdraw")
        }
        (_, "approve" | "reject") => {
            mary.submits(&offer).await;
            step(carl, &word)
        }
        (_, "reopen") => {
            mary.submits(&offer).await;
            carl.rejects(&offer).await;
            step(mary, "reopen")
        }
        (_, "retire" | "revise") => {
            mary.submits(&offer).await;
            carl.approves(&offer).await;
            let rows = if word == "revise" { 2 } else { 1 };
            Step { rows, ..step(ada, &word) }
        }
        _ => return None,
    })
}

async fn campaigns(bank: &Bank, method: &str, below: &str) -> Option<Step> {
    let (ada, tenant) = (bank.admin(), format!("/tenants/{TENANT}"));
    if (method, below) == ("POST", "campaigns") {
        let body = plan(&bank.approved_offer().await);
        return Some(Step::new(ada, format!("{tenant}/campaigns"), "create campaign *").with(body));
    }
    if (method, below) == ("POST", "campaigns/preview") {
        let body = json!({"selection_criteria": {"everyone": true}});
        let path = format!("{tenant}/campaigns/preview");
        return Some(Step::new(ada, path, "preview campaign *").with(body));
    }
    let campaign = bank.campaign(json!({})).await;
    let id = campaign.id;
    let path = format!("{tenant}/{}", below.replace("{campaign_id}", &id.to_string()));
    let step = |action: &str| Step::new(bank.admin(), &*path, format!("{action} campaign {id}"));
    Some(match (method, below) {
        ("POST", "jobs/{job_id}/cancel") => {
            let job = ada.processes(&campaign).await.is(202).number("job_id");
            let path = format!("{tenant}/jobs/{job}/cancel");
            Step::new(ada, path, format!("cancel job {job}"))
        }
        ("PUT", "campaigns/{campaign_id}") => step("update").with(json!({"name": "Autumn"})),
        ("DELETE", "campaigns/{campaign_id}") => step("delete"),
        (_, "campaigns/{campaign_id}/process-customers") => step("process"),
        (_, "campaigns/{campaign_id}/export") => step("export"),
        (_, "campaigns/{campaign_id}/responses") => {
            bank.wins_customers(900_001..=900_001).await;
            let answer = json!([{"customer_id": customer(900_001), "response": "accepted"}]);
            Step::new(ada, path, "create response *").with(answer)
        }
        _ => return None,
    })
}

async fn webhooks(bank: &Bank, method: &str, below: &str) -> Option<Step> {
    let (ada, all) = (bank.admin(), format!("/tenants/{TENANT}/webhooks"));
    let body = json!({"url": "https://hooks.example/", "events": ["offer.approved"]});
    if (method, below) == ("POST", "webhooks") {
        return Some(Step::new(ada, all, "create webhook *").with(body));
    }
    let id = ada.post(&all, body).await.is(201).number("webhook_id");
    let step = |action: &str, rest: &str| {
        Step::new(bank.admin(), format!("{all}/{id}{rest}"), format!("{action} webhook {id}"))
    };
    Some(match (method, below.rsplit('/').next()?) {
        ("PUT", _) => step("update", "").with(json!({"description": "the mailer"})),
        ("DELETE", _) => step("delete", ""),
        (_, "rotate-secret") => step("rotate_secret", "/rotate-secret"),
        (_, "test") => step("test", "/test"),
        (_, "replay") => {
            let sent = ada.post(&format!("{all}/{id}/test"), None).await.is(202);
            step("replay", &format!("/deliveries/{}/replay", sent.number("delivery_id")))
        }
        _ => return None,
    })
}

fn importing(caller: Caller, all: String) -> Step {
    Step::new(caller, format!("{all}/import"), "import suppression *")
}

async fn suppressions(caller: Caller, method: &str, all: String, n: usize) -> Step {
    let body = json!({"email": format!("gone{n}@example.com"), "reason": "legal"});
    if method == "POST" {
        return Step::new(caller, all, "create suppression *").with(body);
    }
    let id = caller.post(&all, body).await.is(201).number("id");
    Step::new(caller, format!("{all}/{id}"), format!("delete suppression {id}"))
}

async fn customers(bank: &Bank, method: &str, route: &str) -> Option<Step> {
    let root = bank.super_admin();
    let new = json!({"full_name": "Ana"});
    if route.contains("{customer_id}") {
        let added = root.post("/customers", new).await.is(201);
        let id = added["customer_id"].as_str()?.to_owned();
        let action = match method {
            "GET" => "export",
            "PUT" => "update",
            _ => "delete",
        };
        let path = route.replace("{customer_id}", &id);
        let step = Step::new(root, path, format!("{action} customer {id}"));
        return Some(if method == "PUT" { step.with(json!({"full_name": "Eve"})) } else { step });
    }
    Some(match (method, route) {
        ("POST", "/customers") => Step::new(root, route, "create customer *").with(new),
        ("POST", "/customers/import") => Step::new(root, route, "import import *"),
        ("GET", "/customers/export") => Step::new(root, route, "export customer *"),
        (
            "POST" | "GET",
            "/customers/jobs/{job_id}/cancel" | "/customers/jobs/{job_id}/rejects",
        ) => {
            let file = "external_id,full_name\nc,Ana\n";
            let job = root.send_as(Method::POST, "/customers/import", "text/csv", file).await;
            let job = job.is(202).number("job_id");
            if method == "GET" {
                let path = format!("/customers/jobs/{job}/rejects");
                return Some(Step::new(root, path, format!("export import_rejects {job}")));
            }
            Step::new(root, format!("/customers/jobs/{job}/cancel"), format!("cancel job {job}"))
        }
        (_, below) if below.starts_with("/system/") => deliveries(bank, route).await?,
        _ => return None,
    })
}

/// A campaign that runs, with a customer of its own number.
async fn deliveries(bank: &Bank, route: &str) -> Option<Step> {
    static NUMBERS: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(1_000);
    let number = NUMBERS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let campaign = bank.runs_campaign(0).await;
    bank.wins_customers(number..=number).await;
    bank.adds_to(&campaign, number..=number).await;
    let sender = bank.sender().await;
    Some(match route {
        "/system/campaigns/update-delivery-status" => {
            let report = json!([{"campaign_id": campaign.id, "customer_id": customer(number), "status": "sent"}]);
            Step::new(sender, route, "report delivery_report *").with(report)
        }
        "/system/campaigns/{campaign_id}/responses" => {
            let path = format!("/system/campaigns/{}/responses", campaign.id);
            let answer = json!([{"customer_id": customer(number), "response": "accepted"}]);
            Step::new(sender, path, "create response *").with(answer)
        }
        "/system/campaigns/{campaign_id}/claim-deliveries" => {
            let id = campaign.id;
            let path = format!("/system/campaigns/{id}/claim-deliveries");
            Step::new(sender, path, format!("claim campaign {id}"))
        }
        _ => return None,
    })
}

/// The row's id, if the path says it; a refused attempt knows no other.
pub(super) fn id_in_path(step: &Step) -> String {
    let id = step.row.rsplit(' ').next().unwrap();
    let named = step.path.split('/').any(|word| word == id);
    if named { id.to_owned() } else { "*".to_owned() }
}

/// An offer that waits for its second pair of eyes, where its maker may not be that.
pub(super) async fn waits_for_another(bank: &Bank) -> Offer {
    bank.demands_four_eyes().await;
    let offer = bank.admin().writes_offer(json!({"n": 1})).await;
    bank.admin().submits(&offer).await;
    offer
}
