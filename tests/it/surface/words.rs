//! Faults of a text's form, in words.

use std::collections::BTreeSet;

use proffer::http::router::document;
use proffer::web::forms::in_words;
use serde_json::{Value, json};

use crate::bank::Bank;

fn patterns(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| patterns(item, found)),
        Value::Object(fields) => {
            found.extend(fields.get("pattern").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| patterns(field, found));
        }
        _ => {}
    }
}

#[test]
fn every_form_of_the_api_can_be_said_in_words() {
    let mut found = BTreeSet::new();
    patterns(&serde_json::to_value(document()).unwrap(), &mut found);
    assert!(found.len() > 3, "{found:?}");
    for pattern in found {
        assert!(in_words(&pattern).is_some(), "web/forms.rs has no words for {pattern}");
    }
}

#[tokio::test]
async fn a_fault_of_form_shows_no_regular_expression() {
    let bank = Bank::open().await;
    let (root, mut told) = (bank.super_admin(), 0);
    for (path, body) in [
        ("/sa/tenants", json!({"name": "Credit Card"})),
        ("/sa/users", json!({"username": "a b", "password": "x", "full_name": "A"})),
        (
            "/customers",
            json!({"full_name": "Ana", "email": "ana", "phone": "one", "date_of_birth": "1.2.1990"}),
        ),
    ] {
        let refused = root.post(path, body).await.problem(422, "validation_failed");
        let faults = refused["errors"].as_array().unwrap();
        let forms: Vec<_> = faults.iter().filter(|it| it["code"] == "wrong_form").collect();
        assert!(!forms.is_empty(), "{}", refused.text());
        for fault in forms {
            let detail = fault["detail"].as_str().unwrap();
            assert!(!detail.contains(['^', '[', '\\', '$']), "{detail}");
            told += usize::from(detail.starts_with("must be "));
        }
    }
    assert_eq!(told, 5);
}
