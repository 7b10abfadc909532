//! Everything that is held on one person, in one document, for the person who asks for it (GDPR, article 15).
//!
//! Audiences hold one row for each campaign at most, so the document has at most as many of them as there are campaigns.
//! Uploads that wait for their import are not searched: they are packed, and gone within a day.

use jiff::Timestamp;
use pg_types::{RawJson, WebhookState};
use queries::queries::customers as sql;
use queries::queries::customers::{AudienceBorrowed, KeptAnswerBorrowed, ToldBorrowed};
use queries::queries::opt_outs;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use super::api::CustomerPath;
use super::contact_keys::{ContactKeys, KnownBy};
use super::store::{self, Customer};
use crate::audit::api::{AuditLog, of_entity};
use crate::deliveries::status::DeliveryStatus;
use crate::door::permissions::ReadCustomers;
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{BASE, Path, Reply};

/// Steps of the trail at most; older ones are left to `GET /sa/audit-logs`.
const STEPS: usize = 10_000;

/// Everything that is held on a person.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Dossier<C, L> {
    customer: C,
    /// The opt-outs that are kept under what the person is known by; they outlive the customer's row.
    opt_outs: Vec<KeptOptOut>,
    /// When the person last wanted to be contacted again.
    opted_in_at: Option<Timestamp>,
    /// How many keys are kept of addresses that the person had before; the addresses themselves are not.
    former_addresses: usize,
    /// The campaigns that the person was picked for, one entry for each.
    audiences: Vec<Audience>,
    /// What was done to the person's data, newest first, 10,000 steps at most.
    audit_logs: Vec<L>,
    /// Whether these are all; if not, `GET /sa/audit-logs?entity=customer&entity_id=…` has the rest.
    audit_logs_complete: bool,
    /// Answers that are kept for repeats for 24 hours and hold the person's data.
    kept_answers: Vec<KeptAnswer>,
    /// What tenants' webhooks were told of the person's opting out; kept for 30 days.
    events: Vec<Told>,
}

/// An opt-out that is kept.
#[derive(Debug, Serialize, JsonSchema)]
struct KeptOptOut {
    /// What it is kept under.
    under: Under,
    /// Since when.
    at: Timestamp,
    /// Whether it is the person's own, or that of another with the same address.
    own: bool,
}

/// What somebody is known by.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum Under {
    CustomerId,
    ExternalId,
    Email,
    Phone,
    FormerAddress,
}

/// An event that tells of the person.
#[derive(Debug, Serialize, JsonSchema)]
struct Told {
    tenant_name: String,
    webhook_id: i64,
    event: String,
    state: WebhookState,
    created_at: Timestamp,
    /// When it was delivered, or given up.
    finished_at: Option<Timestamp>,
}

/// What is held on a person in a campaign.
#[derive(Debug, Serialize, JsonSchema)]
struct Audience {
    tenant_name: String,
    campaign_id: i64,
    campaign_name: String,
    /// Whether in the control group, which is never contacted.
    control: bool,
    delivery_status: DeliveryStatus,
    seen: Vec<DeliveryStatus>,
    sent_at: Option<Timestamp>,
    /// The sender's remark.
    reason: Option<String>,
    updated_at: Timestamp,
}

/// A kept answer, or the person's part of it.
#[derive(Debug, Serialize, JsonSchema)]
struct KeptAnswer {
    route: String,
    created_at: Timestamp,
    #[schemars(with = "serde_json::Value")]
    answer: RawJson,
}

impl Audience {
    fn of(row: AudienceBorrowed<'_>) -> Self {
        let status = DeliveryStatus::from_number(row.delivery_status);
        Self {
            tenant_name: row.tenant_name.to_owned(),
            campaign_id: row.campaign_id,
            campaign_name: row.name.to_owned(),
            control: row.control,
            delivery_status: status.unwrap_or(DeliveryStatus::Pending),
            seen: DeliveryStatus::all_in(row.seen).collect(),
            sent_at: row.sent_at,
            reason: row.reason.map(str::to_owned),
            updated_at: row.updated_at,
        }
    }
}

impl Told {
    fn of(row: ToldBorrowed<'_>) -> Self {
        Self {
            tenant_name: row.tenant_name.to_owned(),
            webhook_id: row.webhook_id,
            event: row.event.to_owned(),
            state: row.state,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

impl KeptAnswer {
    fn of(row: KeptAnswerBorrowed<'_>) -> Self {
        let answer = RawJson::from(row.answer);
        Self { route: row.route.to_owned(), created_at: row.created_at, answer }
    }
}

/// Hands out everything that is held on a customer, with its row in the trail.
pub async fn export(
    by: Allowed<ReadCustomers>,
    at: Path<CustomerPath>,
) -> Result<Reply<Dossier<Customer<'static>, AuditLog<'static>>>> {
    let keys = by.app().contact_keys().await?;
    by.write(async |tx| {
        let dossier = gather(tx, keys, at.customer_id).await?;
        Ok((Reply::json(&dossier)?, store::entry("export", at.customer_id, &[])?))
    })
    .await
}

async fn gather(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    id: Uuid,
) -> Result<Dossier<Box<RawValue>, Box<RawValue>>> {
    let found = sql::get().bind(tx, &id).map(customer).opt().await?;
    let (customer, names) = found.ok_or(Error::NotFound)??;
    let known = names.known(id, keys);
    let former = opt_outs::former_keys().bind(tx, &id).all().await?;
    let kept = opt_outs_of(tx, id, &known, &former).await?;
    let opted_in_at = opt_outs::opted_in_at().bind(tx, &id).opt().await?;
    let audiences = sql::audiences().bind(tx, &id).map(Audience::of).all().await?;
    if !audiences.is_empty() {
        // Kept answers may be large, and the log of webhooks long.
        tx.patiently().await?;
    }
    let campaigns: Vec<String> = audiences.iter().map(|it| it.campaign_id.to_string()).collect();
    let location = format!("{BASE}/customers/{id}");
    let id_text = id.to_string();
    let kept_answers = sql::kept_answers()
        .bind(tx, &location, &campaigns, &id_text)
        .map(KeptAnswer::of)
        .all()
        .await?;
    let events = if audiences.is_empty() {
        Vec::new()
    } else {
        sql::told().bind(tx, &id_text).map(Told::of).all().await?
    };
    let most = i64::try_from(STEPS + 1).map_err(Error::internal)?;
    let steps = of_entity(tx, ("", "customer", &id_text), i64::MAX, most).await?;
    let audit_logs_complete = steps.len() <= STEPS;
    let steps = steps.into_iter().take(STEPS).map(|step| step.map(|(_, log)| log));
    Ok(Dossier {
        customer,
        opt_outs: kept,
        opted_in_at,
        former_addresses: former.len(),
        audiences,
        audit_logs: steps.collect::<Result<_>>()?,
        audit_logs_complete,
        kept_answers,
        events,
    })
}

/// Keys, and what they are made of.
type Known = Vec<(Uuid, Under)>;

/// The opt-outs that are kept under one of these keys.
async fn opt_outs_of(
    tx: &Tx<'_>,
    id: Uuid,
    known: &Known,
    former: &[Uuid],
) -> Result<Vec<KeptOptOut>> {
    let keys: Vec<Uuid> = known.iter().map(|(key, _)| *key).chain(former.iter().copied()).collect();
    let entries = opt_outs::entries().bind(tx, &id, &keys).all().await?.into_iter().map(|row| {
        let under = known.iter().find(|(key, _)| *key == row.key);
        let under = under.map_or(Under::FormerAddress, |(_, under)| *under);
        KeptOptOut { under, at: row.at, own: row.own }
    });
    Ok(entries.collect())
}

/// What a customer is known by.
struct Names {
    external_id: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

impl Names {
    fn known(&self, customer_id: Uuid, keys: &ContactKeys) -> Known {
        let email = self.email.as_deref();
        let mut known = vec![(customer_id, Under::CustomerId)];
        let external_id = self.external_id.as_deref();
        known.extend(external_id.map(|it| (keys.external_id(it), Under::ExternalId)));
        // The customer's id comes first each time.
        let emails = keys.asked_of(&KnownBy { customer_id, external_id: None, email, phone: None });
        known.extend(emails.into_iter().skip(1).map(|key| (key, Under::Email)));
        known.extend(self.phone.as_deref().map(|it| (keys.phone(it), Under::Phone)));
        known
    }
}

/// The customer as JSON, and what the customer is known by.
fn customer(row: sql::CustomerBorrowed<'_>) -> Result<(Box<RawValue>, Names)> {
    let names = Names {
        external_id: row.external_id.map(str::to_owned),
        email: row.email.map(str::to_owned),
        phone: row.phone.map(str::to_owned),
    };
    Ok((to_raw_value(&Customer::from(row)).map_err(Error::internal)?, names))
}
