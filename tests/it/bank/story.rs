//! What people do, in their own words. Each step demands that it succeeds; `tries` leaves that to the test.

use serde_json::{Value, json};

use super::{Answer, Bank, Caller};

/// An offer that was written.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    pub(crate) id: i64,
}

impl Offer {
    /// Its path in the bank's tenant.
    pub(crate) fn path(&self) -> String {
        format!("offers/{}", self.id)
    }
}

impl Bank {
    /// Tries to log in, whatever comes of it.
    pub(crate) async fn logs_in(&self, username: &str, password: &str) -> Answer {
        self.anonymous().logs_in(username, password).await
    }

    /// Logs in, in a session of its own.
    pub(crate) async fn signs_in(&self, username: &str, password: &str) -> Caller {
        let token = self.logs_in(username, password).await.is(200);
        self.bearer(token["access_token"].as_str().unwrap())
    }
}

impl Caller {
    /// Tries to log in, whatever comes of it.
    pub(crate) async fn logs_in(&self, username: &str, password: &str) -> Answer {
        self.post("/auth/token", json!({"username": username, "password": password})).await
    }

    /// Writes a draft with this data.
    pub(crate) async fn writes_offer(&self, data: Value) -> Offer {
        let answer = self.post("offers", json!({"data": data})).await.is(201);
        Offer { id: answer.number("offer_id") }
    }

    /// Puts a draft up for approval.
    pub(crate) async fn submits(&self, offer: &Offer) -> Answer {
        self.tries("submit", offer).await.is(200)
    }

    /// Approves.
    pub(crate) async fn approves(&self, offer: &Offer) -> Answer {
        self.tries("approve", offer).await.is(200)
    }

    /// Rejects.
    pub(crate) async fn rejects(&self, offer: &Offer) -> Answer {
        self.tries("reject", offer).await.is(200)
    }

    /// Retires.
    pub(crate) async fn retires(&self, offer: &Offer) -> Answer {
        self.tries("retire", offer).await.is(200)
    }

    /// Makes a new version.
    pub(crate) async fn revises(&self, offer: &Offer) -> Offer {
        let answer = self.tries("revise", offer).await.is(201);
        Offer { id: answer.number("offer_id") }
    }

    /// A step of the workflow, whatever comes of it.
    pub(crate) async fn tries(&self, step: &str, offer: &Offer) -> Answer {
        self.post(&format!("{}/{step}", offer.path()), None).await
    }

    /// Looks at an offer.
    pub(crate) async fn sees(&self, offer: &Offer) -> Answer {
        self.get(&offer.path()).await.is(200)
    }
}
