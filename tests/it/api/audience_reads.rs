//! A campaign's audience as people see it: `GET …/customers`, `…/summary`, `…/export`.

use std::collections::BTreeSet;

use proffer::campaigns::export;
use proffer::web::{Format, TenantName};
use serde_json::{Value, json};

use crate::bank::{Bank, Campaign, TENANT, customer};

#[tokio::test]
async fn customers_are_listed_page_by_page() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(5).await;
    let mut path = campaign.path("customers?limit=2");
    let mut seen = Vec::new();
    loop {
        let page = bank.reader().get(&path).await.is(200);
        seen.extend(page.items().iter().map(|item| item["customer_id"].clone()));
        let Some(next) = page["next"].as_str() else { break };
        assert_eq!(page.items().len(), 2);
        path = campaign.path(&format!("customers?limit=2&after={next}"));
    }
    assert_eq!(json!(seen), json!((1..=5).map(customer).collect::<Vec<_>>()));
}

#[tokio::test]
async fn a_customer_shows_how_far_the_message_got() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(3).await;
    bank.controls(&campaign, 2).await;
    bank.erases(3).await;
    let list = bank.reader().get(&campaign.path("customers")).await.is(200);
    let mut items = list.items().to_vec();
    for item in &mut items {
        assert!(item["updated_at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
        item.as_object_mut().unwrap().remove("updated_at");
    }
    let full = |number: u32, control: bool| {
        json!({"customer_id": customer(number), "external_id": format!("c-{number}"),
               "full_name": format!("Customer {number}"), "email": format!("c{number}@example.com"),
               "phone": null, "segment": "premium", "delivery_status": "pending",
               "control": control, "reason": null, "sent_at": null})
    };
    let erased = json!({"customer_id": customer(3), "external_id": null, "full_name": null,
                        "email": null, "phone": null, "segment": null, "delivery_status": "pending",
                        "control": false, "reason": null, "sent_at": null});
    assert_eq!(items, [full(1, false), full(2, true), erased]);
    let mut failed = campaign.item(1, "failed");
    failed["reason"] = json!("mailbox full");
    bank.sender().await.reports([failed]).await.is(200);
    let list = bank.reader().get(&campaign.path("customers")).await.is(200);
    assert_eq!(list.items()[0]["reason"], "mailbox full");
}

#[tokio::test]
async fn customers_are_filtered_by_status() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(6).await;
    let sender = bank.sender().await;
    let report = [campaign.item(2, "opened"), campaign.item(4, "opened"), campaign.item(5, "sent")];
    sender.reports(report).await.is(200);
    let ids = async |status: &str| {
        let path = campaign.path(&format!("customers?delivery_status={status}"));
        let list = bank.reader().get(&path).await.is(200);
        list.items().iter().map(|item| item["customer_id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("opened").await, [json!(customer(2)), json!(customer(4))]);
    assert_eq!(ids("sent").await, [json!(customer(5))]);
    assert_eq!(ids("pending").await.len(), 3);
    assert!(ids("complained").await.is_empty());
    let refused = bank.reader().get(&campaign.path("customers?delivery_status=lost")).await;
    assert_eq!(
        refused.problem(422, "validation_failed")["errors"][0]["pointer"],
        "/delivery_status"
    );
}

#[tokio::test]
async fn the_summary_counts_the_highest_and_each_ever_seen() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(6).await;
    bank.controls(&campaign, 6).await;
    let sender = bank.sender().await;
    sender.gets(&campaign, 2).await;
    let report = ["sent", "delivered", "opened"].map(|status| campaign.item(1, status));
    sender.reports(report).await.is(200);
    sender.reports([campaign.item(3, "failed")]).await.is(200);
    let summary = bank.reader().get(&campaign.path("summary")).await.is(200);
    let counts = |wanted: &[(&str, i64)]| {
        let mut all = json!({"pending": 0, "queued": 0, "sent": 0, "failed": 0, "delivered": 0, "bounced": 0,
                             "opened": 0, "clicked": 0, "unsubscribed": 0, "complained": 0});
        for (status, customers) in wanted {
            all[*status] = json!(customers);
        }
        all
    };
    let by_status = counts(&[("pending", 2), ("queued", 1), ("failed", 1), ("opened", 1)]);
    let seen = counts(&[
        ("pending", 5),
        ("queued", 2),
        ("sent", 1),
        ("failed", 1),
        ("delivered", 1),
        ("opened", 1),
    ]);
    let wanted = json!({"audience": 6, "control": 1, "by_status": by_status, "seen": seen});
    assert_eq!(summary.json, wanted);
}

#[tokio::test]
async fn an_empty_audience_is_empty_and_a_missing_campaign_is_not_there() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let reader = bank.reader();
    assert!(reader.get(&campaign.path("customers")).await.is(200).items().is_empty());
    assert_eq!(reader.get(&campaign.path("summary")).await.is(200)["audience"], 0);
    let nowhere = Campaign { id: campaign.id + 1, ..campaign };
    for what in ["customers", "customers?delivery_status=sent", "summary", "export"] {
        bank.admin().get(&nowhere.path(what)).await.problem(404, "not_found");
        // The outsider's own tenant has no such campaign either.
        let theirs = format!("/tenants/personal_loan/{}", campaign.path(what));
        bank.outsider().get(&theirs).await.problem(404, "not_found");
        bank.outsider().get(&campaign.path(what)).await.problem(404, "not_found");
    }
}

#[tokio::test]
async fn only_an_admin_exports() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(1).await;
    for caller in [bank.maker(), bank.checker(), bank.reader()] {
        caller.get(&campaign.path("export")).await.problem(403, "forbidden");
    }
    let refused = bank.admin().get(&campaign.path("export?format=xml")).await;
    refused.problem(422, "validation_failed");
    let exports = "SELECT count(*) FROM audit_logs WHERE action = 'export' AND outcome = 'done'";
    assert_eq!(bank.count(exports).await, 0);
}

#[tokio::test]
async fn an_export_holds_those_to_be_contacted() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(5).await;
    bank.controls(&campaign, 2).await;
    bank.opts_out(3, true).await;
    bank.erases(4).await;
    let file = bank.admin().get(&campaign.path("export")).await.is(200);
    assert_eq!(file.header("content-type"), Some("text/csv"));
    let name = format!("attachment; filename=\"{TENANT}-campaign-{}.csv\"", campaign.id);
    assert_eq!(file.header("content-disposition"), Some(name.as_str()));
    let line = |number: u32| {
        let id = customer(number);
        format!(
            "{id},c-{number},Customer {number},c{number}@example.com,,premium,pending,\"{{\"\"balance\"\": {number}}}\"\n"
        )
    };
    let head = "customer_id,external_id,full_name,email,phone,segment,delivery_status,attributes\n";
    assert_eq!(file.text(), format!("{head}{}{}", line(1), line(5)));

    let file = bank.admin().get(&campaign.path("export?format=ndjson")).await.is(200);
    assert_eq!(file.header("content-type"), Some("application/x-ndjson"));
    let lines: Vec<Value> =
        file.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let wanted = |number: u32| {
        json!({"customer_id": customer(number), "external_id": format!("c-{number}"),
               "full_name": format!("Customer {number}"), "email": format!("c{number}@example.com"), "phone": null,
               "segment": "premium", "delivery_status": "pending", "attributes": {"balance": number}})
    };
    assert_eq!(lines, [wanted(1), wanted(5)]);
    let trail = bank.admin().get("audit-logs?entity=campaign&action=export").await.is(200);
    assert_eq!(trail.items().len(), 2);
    assert_eq!(trail.items()[0]["changes"], json!({"format": "ndjson"}));
}

#[tokio::test]
async fn an_export_of_many_pages_has_everybody_once() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(4_001).await;
    let file = bank.admin().get(&campaign.path("export")).await.is(200);
    let text = file.text();
    let ids: BTreeSet<&str> = text.lines().skip(1).map(|line| &line[..36]).collect();
    assert_eq!((text.lines().count(), ids.len()), (4_002, 4_001));
}

#[tokio::test]
async fn an_export_of_nobody_is_a_header() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(0).await;
    let file = bank.admin().get(&campaign.path("export")).await.is(200);
    assert_eq!(file.text().lines().count(), 1);
    let file = bank.admin().get(&campaign.path("export?format=ndjson")).await.is(200);
    assert_eq!(file.text(), "");
}

#[tokio::test]
async fn the_command_line_exports_the_same() {
    let bank = Bank::open().await;
    let campaign = bank.runs_campaign(2_500).await;
    let tenant = TenantName::try_from(TENANT.to_owned()).unwrap();
    let mut written = Vec::new();
    export::to_writer(&bank.app, &tenant, campaign.id, Format::Csv, &mut written).await.unwrap();
    let file = bank.admin().get(&campaign.path("export")).await.is(200);
    assert_eq!(written, file.body);
    let by_system = "SELECT count(*) FROM audit_logs WHERE action = 'export' AND actor = 'system'";
    assert_eq!(bank.count(by_system).await, 1);
    let nowhere = export::to_writer(&bank.app, &tenant, 0, Format::Csv, &mut Vec::new()).await;
    assert!(nowhere.is_err());
}
