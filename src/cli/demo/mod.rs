//! `proffer demo`: a made-up bank to play with. Everything goes through the API itself, in this process, so what the
//! demo leaves behind is what people would have made.

mod client;
mod customers;

use anyhow::Context;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::boot::{Booted, create_super_admin, random_password};
use super::progress::{Progress, say};
use super::worker;
use crate::config::Config;
use crate::http::router::router;
use crate::web::Username;
use client::Client;

const TENANT: &str = "demo_cards";
const HERE: &str = "/tenants/demo_cards";
const SUPER_ADMIN: &str = "demo.root";
/// Username, full name, roles in the demo's tenant.
const PEOPLE: [(&str, &str, &[&str]); 4] = [
    ("demo.maria", "Maria, who writes offers", &["create"]),
    ("demo.chen", "Chen, who checks them", &["approver"]),
    ("demo.ana", "Ana, who runs the campaigns", &["admin"]),
    ("demo.ravi", "Ravi, who only looks", &["read_only"]),
];

/// How large the bank is to be.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Made-up customers
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    customers: u32,
}

/// Makes the bank, unless it is there already.
pub(super) async fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let stop = CancellationToken::new();
    let _jobs_end_with_it = stop.clone().drop_guard();
    let work = async |booted: &Booted| {
        let jobs = tokio::spawn(worker::work(booted.app.clone(), stop.clone()));
        let done = make(booted, arguments.customers).await;
        stop.cancel();
        jobs.await?;
        done
    };
    Booted::during(&config, work).await
}

async fn make(booted: &Booted, customers: u32) -> anyhow::Result<()> {
    let api = Client::new(router(booted.app.clone()));
    let password = random_password()?;
    let root = Username::try_from(SUPER_ADMIN.to_owned()).map_err(anyhow::Error::msg)?;
    match create_super_admin(&booted.app, &root, &password).await? {
        crate::door::founder::Founded::Created => {}
        crate::door::founder::Founded::NameTaken | crate::door::founder::Founded::NameReserved => {
            anyhow::bail!("the demo's bank is here already: user {SUPER_ADMIN}, tenant {TENANT}")
        }
    }
    let root = api.login(SUPER_ADMIN, &password).await?;
    let passwords = people(&api, &root).await?;
    let maria = api.login(PEOPLE[0].0, &passwords[0]).await?;
    let chen = api.login(PEOPLE[1].0, &passwords[1]).await?;
    let ana = api.login(PEOPLE[2].0, &passwords[2]).await?;
    let offer = offer(&api, &maria, &chen).await?;
    import(&api, &root, customers).await?;
    let campaign = campaign(&api, &maria, &ana, offer).await?;
    deliveries(&api, &root, campaign).await?;
    let summary = api.get(&ana, &format!("{HERE}/campaigns/{campaign}/summary")).await?;
    say(format_args!("campaign {campaign}: {summary}"));
    let passwords = hand_over(&api, &root).await?;
    say("\nA bank to play with. Its people, with passwords shown this once:");
    say(format_args!("  {SUPER_ADMIN:<12} {password}   super admin"));
    for ((username, full_name, _), password) in PEOPLE.iter().zip(&passwords) {
        say(format_args!("  {username:<12} {password}   {full_name}"));
    }
    say("All but the super admin change theirs first: POST /auth/change-password.");
    say("`make run` (or `proffer serve`) serves it; the API in full is at /docs.");
    Ok(())
}

async fn people(api: &Client, root: &str) -> anyhow::Result<Vec<String>> {
    let tenant = json!({"name": TENANT, "description": "Made-up credit cards", "four_eyes": true});
    api.post(root, "/sa/tenants", &tenant).await?;
    let mut passwords = Vec::new();
    for (username, full_name, roles) in PEOPLE {
        let password = random_password()?;
        let user = json!({"username": username, "password": password, "full_name": full_name});
        api.post(root, "/sa/users", &user).await?;
        let roles = json!({"username": username, "tenant_name": TENANT, "roles": roles});
        api.post(root, "/sa/user-tenant-roles", &roles).await?;
        passwords.push(password);
    }
    Ok(passwords)
}

/// New passwords for people who are to come: nobody works with one that somebody else has seen.
async fn hand_over(api: &Client, root: &str) -> anyhow::Result<Vec<String>> {
    let mut passwords = Vec::new();
    for (username, _, _) in PEOPLE {
        let password = random_password()?;
        let reset = json!({"new_password": password, "must_change_password": true});
        api.post(root, &format!("/sa/users/{username}/change-password"), &reset).await?;
        passwords.push(password);
    }
    Ok(passwords)
}

async fn offer(api: &Client, maria: &str, chen: &str) -> anyhow::Result<i64> {
    let data = json!({"title": "Gold card", "rate": 11.9, "fee": 0});
    let body = json!({"data": data, "comments": "For good savers"});
    let offer = id(&api.post(maria, &format!("{HERE}/offers"), &body).await?, "offer_id")?;
    api.post(maria, &format!("{HERE}/offers/{offer}/submit"), &json!({})).await?;
    let yes = json!({"comments": "Rate checked"});
    api.post(chen, &format!("{HERE}/offers/{offer}/approve"), &yes).await?;
    let draft = json!({"data": {"title": "Travel card", "rate": 14.5, "fee": 30}});
    api.post(maria, &format!("{HERE}/offers"), &draft).await?;
    say(format_args!("offer {offer} written by Maria, approved by Chen; a second one is a draft"));
    Ok(offer)
}

async fn import(api: &Client, root: &str, customers: u32) -> anyhow::Result<()> {
    let job = api.upload(root, "/customers/import", customers::csv(customers)).await?;
    let job = id(&job, "job_id")?;
    let done =
        finished(api, root, &format!("/customers/jobs/{job}"), "importing customers").await?;
    say(format_args!("customers imported: {}", done["result"]["inserted"]));
    Ok(())
}

async fn campaign(api: &Client, maria: &str, ana: &str, offer: i64) -> anyhow::Result<i64> {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    let end = today.checked_add(jiff::Span::new().days(30))?;
    let body = json!({
        "offer_id": offer,
        "name": "Gold for savers",
        "selection_criteria": {"kyc_status": "verified", "attributes.balance": {"gte": 1500}},
        "control_percent": 10,
        "start_date": today.to_string(),
        "end_date": end.to_string(),
    });
    let campaign = id(&api.post(maria, &format!("{HERE}/campaigns"), &body).await?, "campaign_id")?;
    api.put(ana, &format!("{HERE}/campaigns/{campaign}"), &json!({"status": "active"})).await?;
    let path = format!("{HERE}/campaigns/{campaign}/process-customers");
    let job = id(&api.post(ana, &path, &json!({})).await?, "job_id")?;
    let done = finished(api, ana, &format!("{HERE}/jobs/{job}"), "building the audience").await?;
    say(format_args!("audience built: {}", done["result"]));
    Ok(campaign)
}

async fn deliveries(api: &Client, root: &str, campaign: i64) -> anyhow::Result<()> {
    let key = json!({"name": "demo mailer", "scopes": ["deliveries"], "tenant_name": TENANT});
    let key = api.post(root, "/sa/api-keys", &key).await?;
    let key = key["secret"].as_str().context("an API key without a secret")?;
    let claim = json!({"limit": 100, "lease_seconds": 600});
    let claimed =
        api.post(key, &format!("/system/campaigns/{campaign}/claim-deliveries"), &claim).await?;
    let items = claimed["items"].as_array().context("a claim without items")?;
    for (status, every) in [("sent", 1), ("delivered", 1), ("opened", 3), ("clicked", 9)] {
        let reports: Vec<Value> = items
            .iter()
            .step_by(every)
            .map(|item| json!({"campaign_id": campaign, "customer_id": item["customer_id"], "status": status}))
            .collect();
        if !reports.is_empty() {
            api.post(key, "/system/campaigns/update-delivery-status", &Value::from(reports))
                .await?;
        }
    }
    Ok(())
}

/// Waits for a job, showing how far it is.
async fn finished(api: &Client, token: &str, path: &str, what: &str) -> anyhow::Result<Value> {
    let mut progress = Progress::start(what);
    let mut tick = tokio::time::interval(std::time::Duration::from_millis(200));
    loop {
        tick.tick().await;
        let job = api.get(token, path).await?;
        progress.at(job["done"].as_u64().unwrap_or(0), job["total"].as_u64());
        match job["status"].as_str() {
            Some("succeeded") => {
                progress.finish();
                return Ok(job);
            }
            Some("failed" | "cancelled") => {
                anyhow::bail!("{what} did not succeed: {}", job["error"])
            }
            _ => {}
        }
    }
}

fn id(object: &Value, field: &str) -> anyhow::Result<i64> {
    object[field].as_i64().with_context(|| format!("an answer without {field}"))
}
