//! Campaigns in people's own words, the customers they are for, and the workers that pick them.

use proffer::door::Operator;
use proffer::jobs::runner::Worker;
use proffer::jobs::{kinds, scheduler};
use serde_json::{Value, json};

use super::{Answer, Bank, Caller, Offer};

/// A campaign that was written.
#[derive(Debug, Clone)]
pub(crate) struct Planned {
    pub(crate) id: i64,
}

impl Planned {
    /// Its path in the bank's tenant.
    pub(crate) fn path(&self) -> String {
        format!("campaigns/{}", self.id)
    }
}

/// A body that is in order: verified customers, from the first of January 2026 to the end of 2027.
pub(crate) fn plan(offer: &Offer) -> Value {
    json!({
        "offer_id": offer.id,
        "name": "Spring",
        "selection_criteria": {"kyc_status": "verified"},
        "start_date": "2026-01-01",
        "end_date": "2027-12-31",
    })
}

/// The plan with some of its fields changed.
pub(crate) fn plan_with(offer: &Offer, changes: Value) -> Value {
    let mut body = plan(offer);
    let Value::Object(changes) = changes else { panic!("changes are an object") };
    for (name, value) in changes {
        body[name] = value;
    }
    body
}

impl Bank {
    /// An offer that went through approval.
    pub(crate) async fn approved_offer(&self) -> Offer {
        let offer = self.maker().writes_offer(json!({"rate": 1.5})).await;
        self.maker().submits(&offer).await;
        self.checker().approves(&offer).await;
        offer
    }

    /// A draft for an approved offer.
    pub(crate) async fn campaign(&self, changes: Value) -> Planned {
        let offer = self.approved_offer().await;
        self.maker().writes_campaign(plan_with(&offer, changes)).await
    }

    /// Made-up customers in the order of their keys: every second one verified, every tenth opted out, balance 1, 2, 3 …
    pub(crate) async fn has_customers(&self, count: i32) {
        let sql = "INSERT INTO customers (customer_id, external_id, full_name, kyc_status, segment, opted_out, attributes)
            SELECT lpad(to_hex(n), 32, '0')::uuid, 'C' || n, 'Customer ' || n,
                   (CASE WHEN n % 2 = 0 THEN 'verified' ELSE 'pending' END)::kyc_status,
                   (ARRAY['mass', 'premium', 'affluent'])[n % 3 + 1], n % 10 = 0,
                   jsonb_build_object('balance', n)
            FROM generate_series(1, $1) AS n";
        self.sql().await.execute(sql, &[&count]).await.unwrap();
    }

    /// A worker for everything the program does in the background.
    pub(crate) fn worker(&self) -> Worker {
        Worker::new(self.app.clone(), kinds::ALL)
    }

    /// Runs what is in the queue, and gives how many jobs that were.
    pub(crate) async fn works(&self) -> usize {
        self.worker().run_open().await.unwrap()
    }

    /// Lets campaigns start and end.
    pub(crate) async fn ticks(&self) -> usize {
        scheduler::tick(&self.app).await.unwrap()
    }

    /// The program itself.
    pub(crate) fn operator(&self) -> Operator {
        Operator::new(&self.app)
    }

    /// The actions of a campaign's trail, oldest first.
    pub(crate) async fn trail_of(&self, campaign: &Planned) -> Vec<String> {
        let path = format!("audit-logs?entity=campaign&entity_id={}", campaign.id);
        let trail = self.admin().get(&path).await.is(200);
        let actions = trail.items().iter().rev();
        actions.map(|row| row["action"].as_str().unwrap().to_owned()).collect()
    }
}

impl Caller {
    /// Writes a draft.
    pub(crate) async fn writes_campaign(&self, body: Value) -> Planned {
        let answer = self.post("campaigns", body).await.is(201);
        Planned { id: answer.number("campaign_id") }
    }

    /// Changes a campaign, whatever comes of it.
    pub(crate) async fn changes(&self, campaign: &Planned, body: Value) -> Answer {
        self.put(&campaign.path(), body).await
    }

    /// Puts a campaign into a state.
    pub(crate) async fn makes(&self, campaign: &Planned, status: &str) -> Answer {
        self.changes(campaign, json!({"status": status})).await.is(200)
    }

    /// Orders the audience, whatever comes of it.
    pub(crate) async fn processes(&self, campaign: &Planned) -> Answer {
        self.post(&format!("{}/process-customers", campaign.path()), None).await
    }

    /// Looks at a campaign.
    pub(crate) async fn sees_campaign(&self, campaign: &Planned) -> Answer {
        self.get(&campaign.path()).await.is(200)
    }

    /// Looks at a job.
    pub(crate) async fn sees_job(&self, job_id: i64) -> Answer {
        self.get(&format!("jobs/{job_id}")).await.is(200)
    }
}
