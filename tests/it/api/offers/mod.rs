//! Offers: writing, the way through approval, four eyes, the thread, the configuration, lists, the trail.

mod approving;
mod comments;
mod config;
mod four_eyes;
mod lists;
mod revising;
mod trail;
mod workflow;
mod writing;

use serde_json::json;

use crate::bank::{Bank, Offer};

/// Every state of an offer.
const STATES: [&str; 5] = ["draft", "submitted", "approved", "rejected", "retired"];

impl Bank {
    /// An offer of Mary's that has come to this state by the people's own steps.
    async fn offer_in(&self, state: &str) -> Offer {
        let offer = self.maker().writes_offer(json!({"n": 1})).await;
        if state != "draft" {
            self.maker().submits(&offer).await;
        }
        match state {
            "rejected" => drop(self.checker().rejects(&offer).await),
            "approved" | "retired" => drop(self.checker().approves(&offer).await),
            _ => {}
        }
        if state == "retired" {
            self.admin().retires(&offer).await;
        }
        assert_eq!(self.reader().sees(&offer).await["status"], state);
        offer
    }

    /// A campaign in this state that uses the offer, past the API.
    async fn campaign_of(&self, offer: &Offer, status: &str) -> i64 {
        let sql = "INSERT INTO campaigns (tenant_name, offer_id, name, selection_criteria, start_date, end_date,
                       starts_at, ends_at, status, created_by, updated_by)
                   VALUES ('credit_card', $1, 'a campaign', '{}', '2026-01-01', '2026-12-31',
                       '2026-01-01', '2027-01-01', $2::text::campaign_status, 'ada', 'ada')
                   RETURNING campaign_id";
        self.sql().await.query_one(sql, &[&offer.id, &status]).await.unwrap().get(0)
    }

    /// The state of a campaign, past the API.
    async fn campaign_status(&self, campaign: i64) -> String {
        let sql = "SELECT status::text FROM campaigns WHERE campaign_id = $1";
        self.sql().await.query_one(sql, &[&campaign]).await.unwrap().get(0)
    }

    /// How many rows the trail has.
    async fn trail_length(&self) -> i64 {
        self.count("SELECT count(*) FROM audit_logs").await
    }
}
