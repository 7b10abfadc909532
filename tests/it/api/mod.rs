//! The API, route by route: a file for each feature.

mod api_keys;
mod archiving;
mod audience_reads;
mod audiences;
mod auth;
mod bad_tokens;
mod campaigns;
mod claims;
mod customers;
mod deliveries;
mod due;
mod handing_over;
mod hashing;
mod jobs;
mod leavers;
mod lockouts;
mod offers;
mod password_due;
mod responses;
mod roles;
mod rotation;
mod sent_back;
mod sessions;
mod suppressions;
mod tenants;
mod trail_lists;
mod users;
mod webhooks;
mod work;

use crate::bank::Bank;

/// What was done to an object outside tenants, the latest first, as the trail tells it.
async fn trail(bank: &Bank, entity: &str, entity_id: &str) -> Vec<String> {
    let path = format!("/sa/audit-logs?entity={entity}&entity_id={entity_id}");
    let rows = bank.super_admin().get(&path).await.is(200);
    let done = rows.items().iter().filter(|row| row["outcome"] == "done");
    done.map(|row| row["action"].as_str().unwrap().to_owned()).collect()
}
