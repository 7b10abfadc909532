//! The thread of remarks.

use serde_json::{Value, json};

use crate::bank::Bank;

#[tokio::test]
async fn the_thread_holds_every_remark_and_the_offer_the_latest() {
    let bank = Bank::open().await;
    let body = json!({"data": {}, "comments": "written"});
    let offer = bank.maker().post("offers", body).await.is(201).number("offer_id");
    let path = format!("offers/{offer}");
    bank.maker().put(&path, json!({"comments": "changed"})).await.is(200);
    bank.maker().post(&format!("{path}/submit"), None).await.is(200);
    let body = json!({"comments": "no"});
    bank.checker().post(&format!("{path}/reject"), body).await.is(200);
    let before = bank.reader().get(&path).await.is(200);
    assert_eq!(before["comments"], "no");
    let body = json!({"comment_text": "why?"});
    bank.maker().post(&format!("{path}/comment"), body).await.is(201);
    let after = bank.reader().get(&path).await.is(200);
    assert_eq!(after["comments"], "why?");
    assert_eq!(after["version"], before["version"]);

    let thread = bank.reader().get(&format!("{path}/comments")).await.is(200);
    let lines: Vec<_> = thread
        .items()
        .iter()
        .map(|it| {
            [&it["author"], &it["action"], &it["comment_text"]].map(|it| it.as_str().unwrap())
        })
        .collect();
    let wanted = [
        ["mary", "create", "written"],
        ["mary", "update", "changed"],
        ["carl", "reject", "no"],
        ["mary", "comment", "why?"],
    ];
    assert_eq!(lines, wanted);
    assert_eq!(thread["next"], Value::Null);
}

#[tokio::test]
async fn makers_and_checkers_comment_in_any_state_and_others_read() {
    let bank = Bank::open().await;
    for state in super::STATES {
        let path = format!("{}/comment", bank.offer_in(state).await.path());
        let body = || json!({"comment_text": "a remark"});
        bank.maker().post(&path, body()).await.is(201);
        bank.admin().post(&path, body()).await.is(201);
        bank.checker().post(&path, body()).await.is(201);
        bank.reader().post(&path, body()).await.problem(403, "forbidden");
    }
}

#[tokio::test]
async fn a_remark_has_bounds() {
    let bank = Bank::open().await;
    let path = format!("{}/comment", bank.offer_in("draft").await.path());
    let maker = bank.maker();
    let say = async |text: &str| maker.post(&path, json!({"comment_text": text})).await;
    say("").await.faults(&[("/comment_text", "too_short")]);
    say(&"é".repeat(4_001)).await.faults(&[("/comment_text", "too_long")]);
    say(&"é".repeat(4_000)).await.is(201);
    maker.post(&path, json!({})).await.faults(&[("/comment_text", "required")]);
}

#[tokio::test]
async fn the_thread_comes_in_pages() {
    let bank = Bank::open().await;
    let path = bank.offer_in("draft").await.path();
    for n in 0..5 {
        let body = json!({"comment_text": format!("remark {n}")});
        bank.maker().post(&format!("{path}/comment"), body).await.is(201);
    }
    let mut texts = Vec::new();
    let mut query = "limit=2".to_owned();
    loop {
        let page = bank.reader().get(&format!("{path}/comments?{query}")).await.is(200);
        texts.extend(page.items().iter().map(|it| it["comment_text"].to_string()));
        let Some(next) = page["next"].as_str() else { break };
        assert_eq!(page.items().len(), 2);
        query = format!("limit=2&after={next}");
    }
    assert_eq!(texts, (0..5).map(|n| format!("\"remark {n}\"")).collect::<Vec<_>>());
}
