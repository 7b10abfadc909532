//! What a preview warns of, what it keeps to itself, and how often it may be asked for.

use serde_json::{Value, json};

use crate::bank::{Answer, Bank, Caller, OTHER_TENANT, plan_with};

async fn previews(caller: &Caller, criteria: Value) -> Answer {
    caller.post("campaigns/preview", json!({"selection_criteria": criteria})).await
}

/// The one warning about these criteria: pointer, code, detail.
async fn warned(bank: &Bank, criteria: Value) -> (String, String, String) {
    let preview = previews(&bank.maker(), criteria.clone()).await.is(200);
    let warnings = preview["warnings"].as_array().unwrap();
    assert_eq!(warnings.len(), 1, "{criteria}: {}", preview.text());
    let text = |name: &str| warnings[0][name].as_str().unwrap().to_owned();
    (text("pointer"), text("code"), text("detail"))
}

async fn has_profiles(bank: &Bank) {
    bank.has_customers(60).await;
    let sql = r#"UPDATE customers SET attributes = attributes || jsonb_build_object(
                     'age', 18, 'job', 'management', 'since', '31.01.2026', 'code', '007', 'name', full_name,
                     'address', '{"city": "Porto"}'::jsonb, 'vip', true)"#;
    bank.sql().await.batch_execute(sql).await.unwrap();
}

/// A test of criteria, the pointer and code of its warning, and words of the detail.
type Case<'a> = (Value, &'a str, &'a str, &'a str);

async fn warns(bank: &Bank, cases: impl IntoIterator<Item = Case<'_>>) {
    for (criteria, pointer, code, words) in cases {
        let (at, found, detail) = warned(bank, criteria.clone()).await;
        assert_eq!((at, &*found), (format!("/selection_criteria{pointer}"), code), "{criteria}");
        assert!(detail.contains(words), "{criteria}: {detail}");
    }
}

#[tokio::test]
async fn a_preview_warns_of_what_matches_nobody_because_of_a_type() {
    let bank = Bank::open().await;
    has_profiles(&bank).await;
    let cases = [
        (json!({"attributes.age": "18"}), "/attributes.age", "wrong_type", "did you mean 18?"),
        (
            json!({"attributes.balance": ">1000"}),
            "/attributes.balance",
            "wrong_type",
            "did you mean {\"gt\": 1000}?",
        ),
        (
            json!({"all": [{"attributes.balance": {"gte": "10"}}]}),
            "/all/0/attributes.balance/gte",
            "wrong_type",
            "did you mean 10?",
        ),
        (
            json!({"not": {"attributes.vip": "true"}}),
            "/not/attributes.vip",
            "wrong_type",
            "did you mean true?",
        ),
        (
            json!({"attributes.since": {"after": "2026-01-01"}}),
            "/attributes.since/after",
            "wrong_type",
            "no dates",
        ),
    ];
    warns(&bank, cases).await;
}

#[tokio::test]
async fn a_preview_warns_of_what_matches_nobody_because_of_a_spelling() {
    let bank = Bank::open().await;
    has_profiles(&bank).await;
    let cases = [
        (
            json!({"attributes.blance": {"gt": 1}}),
            "/attributes.blance/gt",
            "unknown_field",
            "did you mean \"attributes.balance\"?",
        ),
        (
            json!({"attributes.address.City": "Porto"}),
            "/attributes.address.City",
            "unknown_field",
            "did you mean \"attributes.address.city\"?",
        ),
        (
            json!({"attributes.Email": "ana@example.com"}),
            "/attributes.Email",
            "unknown_field",
            "did you mean \"email\"?",
        ),
        (json!({"segment": "Premium"}), "/segment", "unknown_value", "did you mean \"premium\"?"),
        (
            json!({"segment": ["premium", "afluent"]}),
            "/segment/1",
            "unknown_value",
            "did you mean \"affluent\"?",
        ),
        (
            json!({"attributes.job": {"in": ["Managment"]}}),
            "/attributes.job/in/0",
            "unknown_value",
            "did you mean \"management\"?",
        ),
    ];
    warns(&bank, cases).await;
    // Right types and spellings match nobody, or somebody, without a word. A name that one customer has is not told.
    let good = json!({"any": [
        {"attributes.balance": {"gt": 1_000_000}}, {"attributes.age": 18, "segment": "premium"},
        {"attributes.name": "Custmer 7"}, {"attributes.colour": {"exists": false}},
    ]});
    assert_eq!(previews(&bank.maker(), good).await.is(200)["warnings"], json!([]));
}

#[tokio::test]
async fn criteria_that_no_customer_can_meet_are_refused_with_what_was_meant() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    for (criteria, pointer, code, meant) in [
        (json!({"country": "de"}), "/country", "invalid_value", "did you mean \"DE\"?"),
        (json!({"country": ["PT", "UK"]}), "/country/1", "invalid_value", "did you mean \"GB\"?"),
        (json!({"country": {"ne": "Utopia"}}), "/country/ne", "invalid_value", "ISO 3166-1"),
        (json!({"kyc_status": "Verified"}), "/kyc_status", "invalid_value", "mean \"verified\"?"),
        (json!({"date_of_birth": "1066-10-14"}), "/date_of_birth", "invalid_value", "1850-01-01"),
        (json!({"date_of_birth": "17.05.1990"}), "/date_of_birth", "invalid_date", "1990-12-31"),
        (json!({"EMAIL": "a@b.co"}), "/EMAIL", "unknown_field", "did you mean \"email\"?"),
        (
            json!({"blance": {"gt": 1}}),
            "/blance",
            "unknown_field",
            "did you mean \"attributes.blance\"?",
        ),
        (
            json!({"atributes.balance": 1}),
            "/atributes.balance",
            "unknown_field",
            "did you mean \"attributes.balance\"?",
        ),
        (json!({"segment": {"equals": "x"}}), "/segment/equals", "unknown_operator", "one of eq"),
        (
            json!({"segment": {"startswith": "x"}}),
            "/segment/startswith",
            "unknown_operator",
            "did you mean starts_with?",
        ),
    ] {
        let pointer = format!("/selection_criteria{pointer}");
        let body = plan_with(&offer, json!({"selection_criteria": criteria}));
        let written = bank.maker().post("campaigns", body).await;
        for answer in [written, previews(&bank.maker(), criteria.clone()).await] {
            let answer = answer.faults(&[(&*pointer, code)]);
            let detail = answer["errors"][0]["detail"].as_str().unwrap();
            assert!(detail.contains(meant), "{criteria}: {detail}");
        }
    }
}

#[tokio::test]
async fn below_ten_matches_nobody_is_shown_and_the_trail_says_who_looked_without_names() {
    let bank = Bank::open().await;
    bank.has_customers(1_000).await;
    let nine = json!({"attributes.balance": {"lte": 9}});
    let preview = previews(&bank.maker(), nine).await.is(200);
    assert_eq!((preview.number("matched"), &preview["sample"]), (9, &json!([])));
    let ten = json!({"attributes.balance": {"lte": 10}});
    let preview = previews(&bank.maker(), ten).await.is(200);
    assert_eq!(preview["sample"].as_array().unwrap().len(), 9, "one of the ten opted out");

    let one =
        json!({"any": [{"full_name": "Customer 7"}, {"attributes.Email": "ana@example.com"}]});
    previews(&bank.maker(), one).await.is(200);
    let trail = bank.admin().get("audit-logs?action=preview").await.is(200);
    assert_eq!(trail.items().len(), 3);
    let row = &trail.items()[0];
    assert_eq!(
        (&row["actor"], &row["entity"], &row["outcome"]),
        (&json!("mary"), &json!("campaign"), &json!("done"))
    );
    let wanted = json!({
        "selection_criteria": {"any": [{"full_name": {"values": 1}}, {"attributes.Email": {"values": 1}}]},
        "control_percent": 0, "matched": 1, "sample": 0,
    });
    assert_eq!(row["changes"], wanted);
}

#[tokio::test]
async fn a_user_may_preview_sixty_times_a_minute_in_all_tenants_together() {
    let bank = Bank::open().await;
    let everyone = || json!({"everyone": true});
    for _ in 0..60 {
        previews(&bank.maker(), everyone()).await.is(200);
    }
    let refused = previews(&bank.maker(), everyone()).await.problem(429, "too_many_previews");
    assert_eq!(refused.header("retry-after"), Some("60"));
    previews(&bank.maker(), json!({"country": "de"})).await.is(422);
    previews(&bank.admin(), everyone()).await.is(200);
    let path = format!("/tenants/{OTHER_TENANT}/campaigns/preview");
    let body = json!({"selection_criteria": everyone()});
    bank.user("otto").post(&path, body).await.is(200);
    assert_eq!(bank.count("SELECT count(*) FROM audit_logs WHERE action = 'preview'").await, 62);
    bank.waits(60);
    previews(&bank.maker(), everyone()).await.is(200);
}
