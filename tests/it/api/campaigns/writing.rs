//! Writing, changing, listing and deleting campaigns.

use serde_json::{Value, json};

use crate::bank::{Bank, Planned, plan, plan_with};

#[tokio::test]
async fn a_new_campaign_is_a_draft_with_everything_the_contract_lists() {
    let bank = Bank::open().await;
    let offer = bank.maker().writes_offer(json!({})).await;
    let body = plan_with(
        &offer,
        json!({"description": "Für alle", "control_percent": 10,
        "start_date": "2026-01-31T09:00:00+02:00"}),
    );
    let campaign = bank.maker().post("campaigns", body).await.is(201);
    let id = campaign.number("campaign_id");
    let location = format!("/api/v1/tenants/credit_card/campaigns/{id}");
    assert_eq!(campaign.header("location"), Some(location.as_str()));
    assert_eq!(campaign.etag(), "\"1\"");
    for (field, value) in [
        ("tenant_name", json!("credit_card")),
        ("offer_id", json!(offer.id)),
        ("name", json!("Spring")),
        ("description", json!("Für alle")),
        ("selection_criteria", json!({"kyc_status": "verified"})),
        ("control_percent", json!(10)),
        ("start_date", json!("2026-01-31T07:00:00Z")),
        ("end_date", json!("2027-12-31")),
        ("status", json!("draft")),
        (
            "audience",
            json!({"state": "none", "size": null, "built_at": null, "customers": null, "matched": null,
                   "opted_out": null, "suppressed": null, "no_consent": null, "no_address": null, "same_address": null,
                   "kyc_ineligible": null, "responded": null, "capped": null, "control": null, "target": null}),
        ),
        ("created_by", json!("mary")),
        ("version", json!(1)),
    ] {
        assert_eq!(campaign[field], value, "{field}");
    }
    assert_eq!(bank.reader().sees_campaign(&Planned { id }).await.json, campaign.json);
    assert_eq!(bank.trail_of(&Planned { id }).await, ["create"]);
}

#[tokio::test]
async fn every_fault_of_a_body_is_told_at_once() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    let body = plan_with(&offer, json!({"name": "", "control_percent": 51, "colour": "red"}));
    let wanted =
        [("/name", "too_short"), ("/control_percent", "too_large"), ("/colour", "unknown_field")];
    bank.maker().post("campaigns", body).await.faults(&wanted);
    let body =
        plan_with(&offer, json!({"start_date": "soon", "selection_criteria": {"colour": "red"}}));
    let answer = bank.maker().post("campaigns", body).await.problem(422, "validation_failed");
    let pointers: Vec<_> =
        answer["errors"].as_array().unwrap().iter().map(|fault| fault["pointer"].clone()).collect();
    assert_eq!(pointers, ["/start_date", "/selection_criteria/colour"]);
    let backwards = plan_with(&offer, json!({"end_date": "2025-12-31"}));
    bank.maker().post("campaigns", backwards).await.faults(&[("/end_date", "end_before_start")]);
    assert_eq!(bank.count("SELECT count(*) FROM campaigns").await, 0);
}

#[tokio::test]
async fn a_draft_names_an_offer_of_its_tenant_that_is_not_rejected_or_retired() {
    let bank = Bank::open().await;
    let maker = bank.maker();
    let draft = maker.writes_offer(json!({})).await;
    maker.post("campaigns", plan(&draft)).await.is(201);
    maker.submits(&draft).await;
    maker.post("campaigns", plan(&draft)).await.is(201);
    bank.checker().rejects(&draft).await;
    maker.post("campaigns", plan(&draft)).await.problem(409, "offer_not_approved");
    let retired = bank.approved_offer().await;
    bank.admin().retires(&retired).await;
    maker.post("campaigns", plan(&retired)).await.problem(409, "offer_not_approved");

    let unknown = [("/offer_id", "unknown_offer")];
    let theirs = bank.outsider().post("/tenants/personal_loan/offers", json!({"data": {}})).await;
    let body = plan_with(&draft, json!({"offer_id": theirs.number("offer_id")}));
    maker.post("campaigns", body).await.faults(&unknown);
    let gone = maker.writes_offer(json!({})).await;
    bank.admin().delete(&gone.path()).await.is(204);
    maker.post("campaigns", plan(&gone)).await.faults(&unknown);
    let campaign = bank.campaign(json!({})).await;
    maker.changes(&campaign, json!({"offer_id": 999_999})).await.faults(&unknown);
    maker
        .changes(&campaign, json!({"offer_id": retired.id}))
        .await
        .problem(409, "offer_not_approved");
}

#[tokio::test]
async fn a_change_sets_what_is_named_and_leaves_the_rest() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({"description": "old"})).await;
    let body = json!({"name": "Summer", "description": null, "end_date": "2026-06-30"});
    let changed = bank.maker().changes(&campaign, body).await.is(200);
    assert_eq!(changed.etag(), "\"2\"");
    assert_eq!(changed["name"], "Summer");
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(changed["start_date"], "2026-01-01");
    assert_eq!(changed["end_date"], "2026-06-30");
    assert_eq!(changed["selection_criteria"], json!({"kyc_status": "verified"}));
    let late = json!({"start_date": "2026-07-01"});
    bank.maker().changes(&campaign, late).await.faults(&[("/end_date", "end_before_start")]);
    let nothing = bank.maker().changes(&campaign, json!({"name": "Summer"})).await.is(200);
    assert_eq!(nothing.number("version"), 2);
    assert_eq!(bank.trail_of(&campaign).await, ["create", "update"]);
    let null = json!({"name": null});
    bank.maker().changes(&campaign, null).await.faults(&[("/name", "wrong_type")]);
}

#[tokio::test]
async fn a_change_with_the_version_of_yesterday_is_refused() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    let etag = bank.reader().sees_campaign(&campaign).await.etag();
    bank.maker().changes(&campaign, json!({"name": "B"})).await.is(200);
    let late = bank.admin().with("if-match", etag);
    late.changes(&campaign, json!({"name": "C"})).await.problem(412, "precondition_failed");
    late.processes(&campaign).await.problem(412, "precondition_failed");
    late.delete(&campaign.path()).await.problem(412, "precondition_failed");
}

#[tokio::test]
async fn creators_change_drafts_and_the_status_is_the_admins() {
    let bank = Bank::open().await;
    let campaign = bank.campaign(json!({})).await;
    for status in ["draft", "scheduled", "active", "cancelled"] {
        let body = json!({"status": status});
        bank.maker().changes(&campaign, body).await.problem(403, "forbidden");
    }
    bank.checker().changes(&campaign, json!({"name": "B"})).await.problem(403, "forbidden");
    bank.reader().changes(&campaign, json!({"name": "B"})).await.problem(403, "forbidden");
    bank.outsider().changes(&campaign, json!({"name": "B"})).await.problem(404, "not_found");
    bank.maker().processes(&campaign).await.problem(403, "forbidden");
    bank.maker().delete(&campaign.path()).await.problem(403, "forbidden");
    bank.admin().makes(&campaign, "scheduled").await;
    bank.maker().changes(&campaign, json!({"name": "B"})).await.problem(403, "forbidden");
    bank.admin().changes(&campaign, json!({"name": "B"})).await.is(200);
}

#[tokio::test]
async fn lists_are_newest_first_and_filtered() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(bank.maker().writes_campaign(plan(&offer)).await.id);
    }
    let other = bank.campaign(json!({})).await;
    bank.admin().makes(&Planned { id: ids[0] }, "scheduled").await;
    let list = async |query: &str| {
        let page = bank.reader().get(&format!("campaigns{query}")).await.is(200);
        let found: Vec<i64> =
            page.items().iter().map(|it| it["campaign_id"].as_i64().unwrap()).collect();
        (found, page["next"].as_str().map(str::to_owned))
    };
    assert_eq!(list("").await.0, [other.id, ids[2], ids[1], ids[0]]);
    assert_eq!(list("?status=scheduled").await.0, [ids[0]]);
    let of_offer = format!("?offer_id={}&limit=2", offer.id);
    let (first, next) = list(&of_offer).await;
    assert_eq!(first, [ids[2], ids[1]]);
    assert_eq!(list(&format!("{of_offer}&after={}", next.unwrap())).await, (vec![ids[0]], None));
    bank.reader().get("campaigns?colour=red").await.faults(&[("/colour", "unknown_field")]);
    bank.reader().get("campaigns?limit=0").await.faults(&[("/limit", "too_small")]);
    bank.outsider().get("campaigns").await.problem(404, "not_found");
}

#[tokio::test]
async fn a_campaign_that_reached_somebody_is_not_deleted() {
    let bank = Bank::open().await;
    bank.has_customers(20).await;
    let campaign = bank.campaign(json!({})).await;
    bank.admin().makes(&campaign, "active").await;
    bank.works().await;
    let contact = "UPDATE campaign_customers SET delivery_status = $1";
    bank.sql().await.execute(contact, &[&1_i16]).await.unwrap();
    bank.admin().delete(&campaign.path()).await.problem(409, "campaign_in_use");
    bank.sql().await.execute(contact, &[&0_i16]).await.unwrap();
    bank.admin().delete(&campaign.path()).await.is(204);
    bank.admin().get(&campaign.path()).await.problem(404, "not_found");
    assert_eq!(bank.count("SELECT count(*) FROM campaign_customers").await, 0);
    assert_eq!(bank.trail_of(&campaign).await.last().unwrap(), "delete");
}
