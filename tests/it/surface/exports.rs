//! Exports for people: texts that a spreadsheet would take for formulas.

use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_safe_export_of_customers_has_no_formulas() {
    let bank = Bank::open().await;
    let body = json!({"full_name": "=cmd|' /C calc'!A0", "phone": "+351 912 345 678", "external_id": "-1"});
    bank.super_admin().post("/customers", body).await.is(201);
    let root = bank.super_admin();
    let safe = root.get("/customers/export?safe=true").await.is(200).text();
    for cell in [",\"'=cmd|' /C calc'!A0\",", ",\"'+351 912 345 678\",", ",\"'-1\","] {
        assert!(safe.contains(cell), "{cell}: {safe}");
    }
    let plain = root.get("/customers/export").await.is(200).text();
    assert!(plain.contains(",-1,=cmd|' /C calc'!A0,"), "{plain}");
    let ndjson = root.get("/customers/export?format=ndjson&safe=true").await;
    ndjson.faults(&[("/safe", "not_allowed")]);
    // Whoever may not export does not hear of it.
    let refused = bank.maker().get("/customers/export?format=ndjson&safe=true").await;
    refused.problem(403, "forbidden");
}

#[tokio::test]
async fn a_safe_export_of_a_campaign_has_no_formulas() {
    let bank = Bank::open().await;
    let body = json!({"full_name": "@SUM(A1)", "kyc_status": "verified"});
    bank.super_admin().post("/customers", body).await.is(201);
    let campaign = bank.campaign(json!({"selection_criteria": {"everyone": true}})).await;
    bank.admin().processes(&campaign).await.is(202);
    bank.works().await;
    let path = format!("{}/export", campaign.path());
    let safe = bank.admin().get(&format!("{path}?safe=true")).await.is(200).text();
    assert!(safe.contains(",\"'@SUM(A1)\","), "{safe}");
    let plain = bank.admin().get(&path).await.is(200).text();
    assert!(plain.contains(",@SUM(A1),"), "{plain}");
    let ndjson = bank.admin().get(&format!("{path}?format=ndjson&safe=true")).await;
    ndjson.faults(&[("/safe", "not_allowed")]);
}
