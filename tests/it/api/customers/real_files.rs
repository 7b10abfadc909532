//! Files as spreadsheets, SAP and CRMs export them, handed in over the API.

use axum::http::Method;
use serde_json::{Value, json};

use super::{finished, import_csv, known_as};
use crate::bank::{Answer, Bank};

/// Hands a CSV file in with a query.
async fn hands_in(
    bank: &Bank,
    query: &str,
    kind: &str,
    file: impl Into<axum::body::Body>,
) -> Answer {
    let path = format!("/customers/import?{query}");
    bank.super_admin().send_as(Method::POST, &path, kind, file).await
}

#[tokio::test]
async fn an_opt_out_counts_however_its_column_is_spelled() {
    let bank = Bank::open().await;
    for (n, column) in
        ["Opted_Out", "Opted Out", "OPTED_OUT", "opted-out", "OptedOut"].iter().enumerate()
    {
        let file = format!("external_id,full_name,Email,{column}\nm-{n},A,a{n}@b.co,true\n");
        let job = import_csv(&bank, file).await;
        assert_eq!(job["result"]["attributes_from"], json!([]), "{job}");
        let customer = known_as(&bank, &format!("m-{n}")).await;
        assert_eq!((&customer["opted_out"], &customer["attributes"]), (&json!(true), &json!({})));
        assert_eq!(customer["email"], format!("a{n}@b.co"));
    }
}

#[tokio::test]
async fn a_near_miss_is_no_attribute_until_it_is_said_what_it_is() {
    let bank = Bank::open().await;
    for column in [
        "optout",
        "Unsubscribe",
        "unsubscribed",
        "do_not_contact",
        "DNC",
        "No Marketing",
        "e_mail_address",
        "mail-address",
        "PhoneNumber",
        "KYC",
    ] {
        let file = format!("external_id,full_name,{column}\n1,Ana,1\n");
        let refused = hands_in(&bank, "", "text/csv", file).await;
        refused.problem(422, "ambiguous_column");
        let line = json!({"external_id": "1", "full_name": "Ana", column: true});
        let refused =
            bank.super_admin().hands_in("application/x-ndjson", format!("{line}\n")).await;
        refused.problem(422, "ambiguous_column");
    }
    assert_eq!(bank.count("SELECT count(*) FROM jobs").await, 0);
    let file = "external_id,Name,dnc,Mail,branch\n1,Ana,yes,a@b.co,7\n";
    let query = "map[dnc]=attributes.dnc&map%5BMail%5D=email&map[name]=full_name";
    let job = hands_in(&bank, query, "text/csv", file).await.is(202);
    let job = finished(&bank, &job).await;
    assert_eq!(job["result"]["attributes_from"], json!(["dnc", "branch"]), "{job}");
    let ana = known_as(&bank, "1").await;
    assert_eq!((&ana["email"], &ana["opted_out"]), (&json!("a@b.co"), &json!(false)));
    assert_eq!(ana["attributes"], json!({"dnc": "yes", "branch": 7}));
    let wrong = hands_in(&bank, "map[Mail]=emial", "text/csv", file).await;
    wrong.faults(&[("/map[Mail]", "not_allowed")]);
    let file = "external_id,full_name\n1,Ana\n";
    hands_in(&bank, "map[Post]=email", "text/csv", file).await.problem(422, "invalid_header");
}

#[tokio::test]
async fn a_padded_id_is_the_same_person_at_every_door() {
    let bank = Bank::open().await;
    let root = bank.super_admin();
    import_csv(&bank, "external_id,full_name,email,opted_out\npd-1,P One,p1@b.co,true\n").await;
    import_csv(&bank, "external_id,full_name,email\npd-1 ,P One\u{a0},p1@b.co\n").await;
    root.post("/customers", json!({"full_name": "X", "external_id": " pd-1\t"}))
        .await
        .problem(409, "already_exists");
    assert_eq!(bank.count("SELECT count(*) FROM customers").await, 1);
    let added = root
        .post("/customers", json!({"full_name": " Zoe\u{308} ", "external_id": " z ", "email": " z@b.co ", "phone": "+44\u{a0}20 79 "}))
        .await
        .is(201);
    let kept = ["full_name", "external_id", "email", "phone"].map(|field| &added[field]);
    assert_eq!(kept, [&json!("Zo\u{eb}"), &json!("z"), &json!("z@b.co"), &json!("+44 20 79")]);
    for query in ["external_id=%20pd-1%20", "email=%20P1@b.co", "q=%20P%20O"] {
        let found = root.get(&format!("/customers?{query}")).await.is(200);
        assert_eq!(found.items().len(), 1, "{query}");
        assert_eq!(found.items()[0]["opted_out"], true);
    }
    assert_eq!(root.get("/customers?q=Zoe%CC%88").await.items().len(), 1);
    let path = super::path_of(&added.json);
    let changed = root
        .put(&path, json!({"full_name": "\u{3000}Zoe\u{308} B ", "email": " y@b.co"}))
        .await
        .is(200);
    assert_eq!(
        (&changed["full_name"], &changed["email"]),
        (&json!("Zo\u{eb} B"), &json!("y@b.co"))
    );
    root.put(&path, json!({"full_name": " \u{a0}"})).await.is(422);
}

#[tokio::test]
async fn character_sets_are_named_in_the_content_type_or_the_query() {
    let bank = Bank::open().await;
    let file = b"external_id;full_name;job\na-8;Hanna J\xe4ger;B\xfcro\n".to_vec();
    let refused =
        hands_in(&bank, "", "text/csv", file.clone()).await.problem(422, "invalid_encoding");
    let detail = refused["detail"].as_str().unwrap();
    assert!(
        detail.contains("line 2") && detail.contains("0xE4") && detail.contains("windows-1252"),
        "{detail}"
    );
    for (query, kind) in [
        ("charset=windows-1252", "text/csv"),
        ("", "text/csv; charset=\"ISO-8859-1\""),
        ("charset=iso-8859-15", "text/csv;charset=utf-8"),
    ] {
        let job = hands_in(&bank, query, kind, file.clone()).await.is(202);
        assert_eq!(finished(&bank, &job).await["status"], "succeeded");
        let hanna = known_as(&bank, "a-8").await;
        assert_eq!(
            (&hanna["full_name"], &hanna["attributes"]["job"]),
            (&json!("Hanna J\u{e4}ger"), &json!("B\u{fc}ro"))
        );
    }
    hands_in(&bank, "charset=klingon", "text/csv", file.clone()).await.is(422);
    hands_in(&bank, "", "text/csv; charset=klingon", file)
        .await
        .problem(415, "unsupported_media_type");
}

#[tokio::test]
async fn numbers_are_those_that_print_back_the_same() {
    let bank = Bank::open().await;
    let file =
        "external_id;full_name;a;b;c;d;e;f\n1;Ana;1E5;007;12345678901234567890;12.50;+5;-0\n";
    import_csv(&bank, file).await;
    let text = bank.super_admin().get("/customers?external_id=1").await;
    let wanted = r#""attributes":{"a":"1E5","b":"007","c":"12345678901234567890","d":12.50,"e":"+5","f":"-0"}"#;
    assert!(text.text().replace(": ", ":").replace(", ", ",").contains(wanted), "{}", text.text());
    let file = "external_id;full_name;a;d\n1;Ana;1234,50;12.50\n";
    let job = hands_in(&bank, "decimal=comma&delimiter=%3B", "text/csv", file).await.is(202);
    finished(&bank, &job).await;
    let text = bank.super_admin().get("/customers?external_id=1").await.text().replace(": ", ":");
    assert!(text.contains("1234.50") && text.contains(r#""d":"12.50""#), "{text}");
}

#[tokio::test]
async fn a_dry_run_tells_what_would_happen_and_writes_nothing() {
    let bank = Bank::open().await;
    import_csv(&bank, "external_id,full_name,segment\n1,Ana,mass\n2,Bea,mass\n").await;
    let before = bank.super_admin().get("/customers").await.text();
    let rows = (10..40).fold(String::new(), |rows, n| rows + &format!("{n},New {n},x\n"));
    let file = format!("external_id,full_name,segment\n1,Ana,premium\n2,Bea,mass\n3,,x\n{rows}");
    let job = hands_in(&bank, "dry_run=true", "text/csv", file.clone()).await.is(202);
    let dry = finished(&bank, &job).await;
    assert_eq!(
        (&dry["status"], &dry["result"]["dry_run"]),
        (&json!("succeeded"), &json!(true)),
        "{dry}"
    );
    let samples = dry["result"]["samples"].as_array().unwrap();
    assert_eq!(samples.len(), 20);
    assert_eq!(
        (&samples[0]["line"], &samples[0]["before"]["segment"]),
        (&json!(2), &json!("mass"))
    );
    assert_eq!(samples[0]["after"]["segment"], "premium");
    assert_eq!((&samples[1]["line"], &samples[1]["before"]), (&json!(5), &Value::Null));
    assert_eq!(samples[1]["after"]["full_name"], "New 10");
    assert_eq!(bank.super_admin().get("/customers").await.text(), before);
    // Samples tell of persons: a key that only reads does not see them.
    let path = format!("/customers/jobs/{}", dry["job_id"]);
    let shown = bank.key("customers:read").await.get(&path).await.is(200);
    assert!(
        shown["result"]["samples"].is_null() && shown["result"]["rows"] == 33,
        "{}",
        shown.text()
    );
    bank.key("customers:write").await.get(&path).await.problem(403, "forbidden");
    let written = finished(&bank, &hands_in(&bank, "", "text/csv", file).await.is(202)).await;
    for count in ["rows", "inserted", "updated", "unchanged", "rejected", "errors"] {
        assert_eq!(dry["result"][count], written["result"][count], "{count}");
    }
}

#[tokio::test]
async fn too_many_rejected_rows_keep_everything_out() {
    let bank = Bank::open().await;
    let good = (0..98).fold(String::new(), |rows, n| rows + &format!("{n},Ana,\n"));
    let file = format!("external_id,full_name,email\n{good}x,Bo,nobody\ny,Cy,nobody\n");
    for (query, status) in [
        ("max_rejected=1%25", "failed"),
        ("max_rejected=1", "failed"),
        ("max_rejected=2%25", "succeeded"),
        ("max_rejected=2", "succeeded"),
    ] {
        let job = hands_in(&bank, query, "text/csv", file.clone()).await.is(202);
        let job = finished(&bank, &job).await;
        assert_eq!(
            (&job["status"], &job["result"]["rejected"]),
            (&json!(status), &json!(2)),
            "{query} {job}"
        );
        let count = if status == "failed" { 0 } else { 98 };
        assert_eq!(bank.count("SELECT count(*) FROM customers").await, count, "{query}");
    }
    // Rows that only the database can reject count too.
    let file = "external_id,segment\n0,a\nnew,a\n";
    let job = hands_in(&bank, "max_rejected=10%25", "text/csv", file).await.is(202);
    let job = finished(&bank, &job).await;
    assert_eq!((&job["status"], &job["result"]["updated"]), (&json!("failed"), &json!(0)), "{job}");
    assert_eq!(known_as(&bank, "0").await["segment"], Value::Null);
    hands_in(&bank, "max_rejected=lots", "text/csv", file).await.is(422);
}

#[tokio::test]
async fn a_job_all_of_whose_rows_were_rejected_has_failed() {
    let bank = Bank::open().await;
    for query in ["", "dry_run=true"] {
        for file in [
            "external_id,full_name,email\n1,Ana,nobody\n2,Bo,nobody\n",
            "external_id,segment\n1,a\n2,b\n",
        ] {
            let job =
                finished(&bank, &hands_in(&bank, query, "text/csv", file).await.is(202)).await;
            assert_eq!(
                (&job["status"], &job["result"]["rejected"]),
                (&json!("failed"), &json!(2)),
                "{job}"
            );
            assert!(
                job["error"].as_str().unwrap().starts_with("all 2 rows were rejected"),
                "{job}"
            );
        }
    }
    assert_eq!(bank.count("SELECT count(*) FROM import_chunks").await, 0);
}
