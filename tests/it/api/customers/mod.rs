//! Customers: written one by one, found, imported and exported.

mod dossier;
mod erasing;
mod exporting;
mod finding;
mod importing;
mod merging;
mod opting_out;
mod people;
mod real_files;
mod rejects;
mod uploads;
mod writing;

use axum::body::Body;
use axum::http::Method;
use serde_json::Value;

use crate::bank::{Answer, Bank, Caller};
use proffer::jobs::kinds;
use proffer::jobs::runner::Worker;

impl Caller {
    /// Adds a customer.
    pub(super) async fn adds(&self, customer: Value) -> Answer {
        self.post("/customers", customer).await.is(201)
    }

    /// Hands in a file of customers.
    pub(super) async fn hands_in(&self, kind: &str, file: impl Into<Body>) -> Answer {
        self.send_as(Method::POST, "/customers/import", kind, file).await
    }
}

/// Imports CSV as the super admin, and gives the job when it is over.
async fn import_csv(bank: &Bank, csv: impl Into<Body>) -> Value {
    let job = bank.super_admin().hands_in("text/csv", csv).await.is(202);
    finished(bank, &job).await
}

/// Imports CSV of which every row must go in, and gives inserted, updated and unchanged.
async fn goes_in(bank: &Bank, csv: impl Into<Body>) -> [i64; 3] {
    let job = import_csv(bank, csv).await;
    assert_eq!(
        (&job["status"], &job["result"]["rejected"]),
        (&"succeeded".into(), &0.into()),
        "{job}"
    );
    ["inserted", "updated", "unchanged"].map(|count| job["result"][count].as_i64().unwrap())
}

/// A header and `count` rows: the number as external id, a name, and what `rest` adds to the line.
fn crowd(header: &str, count: u32, rest: impl Fn(u32) -> String) -> String {
    (0..count).fold(format!("external_id,full_name{header}\n"), |file, n| {
        file + &format!("{n},Person {n}{}\n", rest(n))
    })
}

/// The job when it is over.
async fn finished(bank: &Bank, job: &Answer) -> Value {
    Worker::new(bank.app.clone(), kinds::ALL).run_open().await.unwrap();
    let location = job.header("location").unwrap().strip_prefix("/api/v1").unwrap().to_owned();
    bank.super_admin().get(&location).await.is(200).json
}

/// The customer with this external id.
async fn known_as(bank: &Bank, external_id: &str) -> Value {
    let found = bank.super_admin().get(&format!("/customers?external_id={external_id}")).await;
    assert_eq!(found.items().len(), 1, "{}", found.text());
    found.items()[0].clone()
}

/// The path of a customer.
fn path_of(customer: &Value) -> String {
    format!("/customers/{}", customer["customer_id"].as_str().unwrap())
}
