//! A campaign with its audience, put in place by SQL: tests of deliveries need no build to run first.

use std::ops::RangeInclusive;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Answer, Bank, Caller, TENANT};

/// An active campaign of the bank's tenant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Campaign {
    pub(crate) id: i64,
    pub(crate) offer_id: i64,
}

/// The customer with this number.
pub(crate) fn customer(number: u32) -> Uuid {
    Uuid::from_u128(u128::from(number) << 64 | 1)
}

impl Campaign {
    /// A path below the campaign's.
    pub(crate) fn path(&self, below: &str) -> String {
        format!("campaigns/{}/{below}", self.id)
    }

    /// An item of a report.
    pub(crate) fn item(&self, number: u32, status: &str) -> Value {
        json!({"campaign_id": self.id, "customer_id": customer(number), "status": status})
    }
}

impl Bank {
    /// An active campaign for customers 1 … `customers`, nobody in the control group.
    pub(crate) async fn runs_campaign(&self, customers: u32) -> Campaign {
        let offer = self.maker().writes_offer(json!({"rate": 4.5})).await;
        self.maker().submits(&offer).await;
        self.checker().approves(&offer).await;
        let sql = "INSERT INTO campaigns (tenant_name, offer_id, name, selection_criteria, start_date, end_date,
                                          starts_at, ends_at, status, audience_state, audience_built_at, created_by,
                                          updated_by)
                   VALUES ($1, $2, 'Spring', '{\"everyone\": true}', '2026-01-01', '2099-12-31', '2026-01-01',
                           '2100-01-01', 'active', 'built', now(), 'mary', 'mary')
                   RETURNING campaign_id";
        let row = self.sql().await.query_one(sql, &[&TENANT, &offer.id]).await.unwrap();
        let campaign = Campaign { id: row.get(0), offer_id: offer.id };
        self.wins_customers(1..=customers).await;
        self.adds_to(&campaign, 1..=customers).await;
        campaign
    }

    /// Customers with these numbers.
    pub(crate) async fn wins_customers(&self, numbers: RangeInclusive<u32>) {
        let ids: Vec<Uuid> = numbers.clone().map(customer).collect();
        let keys = self.app.contact_keys().await.unwrap();
        let keys: Vec<Uuid> =
            numbers.clone().map(|number| keys.email(&format!("c{number}@example.com"))).collect();
        let numbers: Vec<i32> = numbers.map(|number| i32::try_from(number).unwrap()).collect();
        let sql = "INSERT INTO customers (customer_id, external_id, full_name, email, email_key, segment, attributes)
                   SELECT id, 'c-' || n, 'Customer ' || n, 'c' || n || '@example.com', key, 'premium',
                          jsonb_build_object('balance', n)
                   FROM unnest($1::uuid[], $2::uuid[], $3::integer[]) AS new (id, key, n)";
        self.sql().await.execute(sql, &[&ids, &keys, &numbers]).await.unwrap();
    }

    /// Gives a customer this e-mail address, or takes it away.
    pub(crate) async fn writes_to(&self, customer_id: Uuid, email: Option<&str>) {
        let keys = self.app.contact_keys().await.unwrap();
        let key = email.map(|it| keys.email(it));
        let sql = "UPDATE customers SET email = $2, email_key = $3 WHERE customer_id = $1";
        let done = self.sql().await.execute(sql, &[&customer_id, &email, &key]).await;
        assert_eq!(done.unwrap(), 1);
    }

    /// Suppresses who is known by this key, for a tenant or, with `''`, for the bank.
    pub(crate) async fn suppresses(&self, tenant: &str, kind: &str, key: Uuid) {
        let sql = "INSERT INTO suppression_entries (tenant_name, kind, key, reason, created_by)
                   VALUES ($1, $2::text::contact_kind, $3, 'manual', 'root')";
        self.sql().await.execute(sql, &[&tenant, &kind, &key]).await.unwrap();
    }

    /// Puts customers into a campaign's audience, as a second run of the build would.
    pub(crate) async fn adds_to(&self, campaign: &Campaign, numbers: RangeInclusive<u32>) {
        let ids: Vec<Uuid> = numbers.map(customer).collect();
        let sql = "WITH built AS (UPDATE campaigns SET audience_built_at = clock_timestamp() WHERE campaign_id = $1)
                   INSERT INTO campaign_customers (campaign_id, customer_id) SELECT $1, unnest($2::uuid[])";
        self.sql().await.execute(sql, &[&campaign.id, &ids]).await.unwrap();
    }

    /// Puts a customer of the audience into the control group.
    pub(crate) async fn controls(&self, campaign: &Campaign, number: u32) {
        let sql = "UPDATE campaign_customers SET control = true WHERE campaign_id = $1 AND customer_id = $2";
        let done = self.sql().await.execute(sql, &[&campaign.id, &customer(number)]).await;
        assert_eq!(done.unwrap(), 1);
    }

    /// What a customer says about being contacted.
    pub(crate) async fn opts_out(&self, number: u32, opted_out: bool) {
        let sql = "UPDATE customers SET opted_out = $2 WHERE customer_id = $1";
        let done = self.sql().await.execute(sql, &[&customer(number), &opted_out]).await;
        assert_eq!(done.unwrap(), 1);
    }

    /// Erases a customer.
    pub(crate) async fn erases(&self, number: u32) {
        let sql = "DELETE FROM customers WHERE customer_id = $1";
        assert_eq!(self.sql().await.execute(sql, &[&customer(number)]).await.unwrap(), 1);
    }

    /// Changes a campaign's status past its lifecycle.
    pub(crate) async fn puts(&self, campaign: &Campaign, status: &str) {
        let sql = "UPDATE campaigns SET status = $2::text::campaign_status WHERE campaign_id = $1";
        self.sql().await.execute(sql, &[&campaign.id, &status]).await.unwrap();
    }

    /// Lets time pass.
    pub(crate) fn waits(&self, seconds: i64) {
        let later = self.app.now() + jiff::SignedDuration::from_secs(seconds);
        self.clock.set(later);
    }

    /// A sender's key for every tenant.
    pub(crate) async fn sender(&self) -> Caller {
        self.key("deliveries").await
    }
}

impl Caller {
    /// Reports what became of messages, whatever comes of it.
    pub(crate) async fn reports(&self, items: impl IntoIterator<Item = Value>) -> Answer {
        let items: Vec<Value> = items.into_iter().collect();
        self.post("/system/campaigns/update-delivery-status", json!(items)).await
    }

    /// Claims customers, whatever comes of it.
    pub(crate) async fn claims(&self, campaign: &Campaign, limit: u32) -> Answer {
        let path = format!("/system/campaigns/{}/claim-deliveries", campaign.id);
        self.post(&path, json!({"limit": limit, "lease_seconds": 60})).await
    }

    /// Claims customers and tells who came.
    pub(crate) async fn gets(&self, campaign: &Campaign, limit: u32) -> Vec<Uuid> {
        let answer = self.claims(campaign, limit).await.is(200);
        let id = |item: &Value| item["customer_id"].as_str().unwrap().parse().unwrap();
        answer.items().iter().map(id).collect()
    }
}
