//! The trail holds what was written, digit by digit: numbers beyond 64 bits and beyond a double's precision too.

use axum::http::Method;
use serde_json::json;

use super::faults;
use crate::bank::{Answer, Bank, Caller, plan};

const BEFORE: &str = "100000000000000000001";
const AFTER: &str = "100000000000000000009";

/// Sends a body as it stands: a tree of it would have lost the digits.
async fn sends(who: &Caller, method: Method, path: &str, body: String) -> Answer {
    who.send_as(method, path, "application/json", body).await
}

/// The newest row of the tenant's trail, as text; the chain has to hold it as it stands.
async fn newest(bank: &Bank) -> String {
    let found = bank.verifies().await;
    assert_eq!((&found["verified"], faults(&found)), (&json!(true), vec![]));
    bank.admin().get("audit-logs?limit=1").await.is(200).text()
}

#[track_caller]
fn holds(row: &str, parts: &[&str]) {
    for part in parts {
        assert!(row.contains(part), "no {part} in {row}");
    }
}

#[tokio::test]
async fn an_offers_data_stands_in_the_trail_to_the_last_digit() {
    let bank = Bank::open().await;
    let data = |number: &str| format!(r#"{{"data":{{"acct":{number},"rate":1.50}}}}"#);
    let offer = sends(&bank.maker(), Method::POST, "offers", data(BEFORE)).await.is(201);
    holds(&newest(&bank).await, &[BEFORE, "1.50"]);
    let path = format!("offers/{}", offer.number("offer_id"));
    sends(&bank.maker(), Method::PUT, &path, data(AFTER)).await.is(200);
    let row = newest(&bank).await;
    holds(&row, &[BEFORE, AFTER, "\"from\"", "\"to\""]);
    bank.maker().post(&format!("{path}/submit"), None).await.is(200);
    bank.checker().post(&format!("{path}/reject"), None).await.is(200);
    bank.maker().post(&format!("{path}/revise"), None).await.is(201);
    let rows = bank.admin().get("audit-logs?action=create&limit=1").await.is(200).text();
    holds(&rows, &[AFTER, "\"revises\""]);
}

#[tokio::test]
async fn an_offer_configuration_stands_in_the_trail_to_the_last_digit() {
    let bank = Bank::open().await;
    let schema = |number: &str| format!(r#"{{"schema":{{"maximum":{number}}}}}"#);
    for number in [BEFORE, AFTER] {
        sends(&bank.admin(), Method::PUT, "offer-config", schema(number)).await.is(200);
    }
    holds(&newest(&bank).await, &[BEFORE, AFTER]);
    bank.admin().put("offer-config", json!({"schema": null})).await.is(200);
    holds(&newest(&bank).await, &[AFTER, r#""to":null"#]);
}

#[tokio::test]
async fn criteria_that_could_not_be_compared_exactly_are_refused() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    let with = |criteria: &str| {
        let body = plan(&offer).to_string();
        body.replace(r#"{"kyc_status":"verified"}"#, criteria)
    };
    let criteria = format!(r#"{{"attributes.acct":{{"in":[1,{BEFORE}]}}}}"#);
    let wanted = [("/selection_criteria/attributes.acct/in/1", "invalid_value")];
    sends(&bank.maker(), Method::POST, "campaigns", with(&criteria)).await.faults(&wanted);
    let only = format!(r#"{{"selection_criteria":{criteria}}}"#);
    sends(&bank.maker(), Method::POST, "campaigns/preview", only.clone()).await.faults(&wanted);
    let campaign = bank.campaign(json!({})).await;
    sends(&bank.maker(), Method::PUT, &campaign.path(), only).await.faults(&wanted);
    let exact = r#"{"attributes.acct":{"in":[18446744073709551615,0.1,1.50]}}"#;
    sends(&bank.maker(), Method::POST, "campaigns", with(exact)).await.is(201);
    holds(&newest(&bank).await, &["18446744073709551615", "1.50"]);
}

#[tokio::test]
async fn a_change_of_criteria_beyond_a_doubles_digits_is_a_change() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    // As an earlier release took them.
    let sql =
        format!(r#"UPDATE campaigns SET selection_criteria = '{{"attributes.acct": {BEFORE}}}'"#);
    bank.sql().await.batch_execute(&sql).await.unwrap();
    let body = |number: &str| format!(r#"{{"selection_criteria":{{"attributes.acct":{number}}}}}"#);
    let put = async |number: &str| {
        sends(&bank.maker(), Method::PUT, &campaign.path(), body(number)).await.is(200)
    };
    let changed = put("100000000000000000000").await;
    assert_eq!(changed.number("version"), 2);
    assert!(changed.text().contains("100000000000000000000"), "{}", changed.text());
    holds(&newest(&bank).await, &[BEFORE, "100000000000000000000"]);
    // Written in another way it is what is there: no change, no row.
    assert_eq!(put("1e20").await.number("version"), 2);
    assert_eq!(put("100000000000000000000.0").await.number("version"), 3);
}
