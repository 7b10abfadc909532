//! Revisions: an approved one takes the place of the approved offer before it.

use serde_json::json;

use crate::bank::Bank;

#[tokio::test]
async fn a_revision_of_a_rejected_revision_takes_the_place_of_the_approved_offer() {
    for is_deleted in [false, true] {
        let bank = Bank::open().await;
        let (maker, checker) = (bank.maker(), bank.checker());
        let offer = bank.approved_offer().await;
        let rejected = maker.revises(&offer).await;
        maker.submits(&rejected).await;
        checker.rejects(&rejected).await;
        assert_eq!(maker.sees(&offer).await["status"], "approved");
        let second = maker.revises(&rejected).await;
        maker.submits(&second).await;
        if is_deleted {
            bank.admin().delete(&rejected.path()).await.is(204);
        }
        checker.approves(&second).await;
        assert_eq!(maker.sees(&second).await["status"], "approved");
        assert_eq!(maker.sees(&offer).await["status"], "retired");
    }
}

#[tokio::test]
async fn null_clears_the_latest_remark_and_leaves_the_thread() {
    let bank = Bank::open().await;
    let maker = bank.maker();
    let offer = maker.writes_offer(json!({"n": 1})).await;
    maker.put(&offer.path(), json!({"comments": "look"})).await.is(200);
    let kept = maker.put(&offer.path(), json!({"data": {"n": 2}})).await.is(200);
    assert_eq!(kept["comments"], "look");
    let cleared = maker.put(&offer.path(), json!({"comments": null})).await.is(200);
    assert_eq!((&cleared["comments"], &cleared["data"]), (&json!(null), &json!({"n": 2})));
    let thread = maker.get(&format!("{}/comments", offer.path())).await.is(200);
    assert_eq!(thread.items().len(), 1);
    assert_eq!(thread.items()[0]["comment_text"], "look");
}
