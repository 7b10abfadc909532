//! Lists of offers: filters, order, pages.

use serde_json::{Value, json};

use crate::bank::{Bank, Caller};

impl Caller {
    /// The ids of a whole list, page by page.
    async fn leafs_through(&self, query: &str, size: usize) -> Vec<i64> {
        let (mut ids, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.get(&format!("offers?limit={size}{query}{after}")).await.is(200);
            ids.extend(page.items().iter().map(|it| it["offer_id"].as_i64().unwrap()));
            let Some(next) = page["next"].as_str() else { return ids };
            assert_eq!(page.items().len(), size, "only the last page may be short");
            after = format!("&after={next}");
        }
    }
}

#[tokio::test]
async fn offers_come_newest_first_page_by_page() {
    let bank = Bank::open().await;
    let mut wanted = Vec::new();
    for n in 0..7 {
        wanted.insert(0, bank.maker().writes_offer(json!({"n": n})).await.id);
    }
    for size in [1, 2, 3, 6, 7, 8, 100] {
        assert_eq!(bank.reader().leafs_through("", size).await, wanted, "{size}");
    }
    let page = bank.reader().get("offers").await.is(200);
    assert_eq!(page["next"], Value::Null);
    assert_eq!(page.items()[0], bank.reader().get(&format!("offers/{}", wanted[0])).await.json);
}

#[tokio::test]
async fn a_new_offer_does_not_shift_the_next_page() {
    let bank = Bank::open().await;
    let mut ids = Vec::new();
    for n in 0..4 {
        ids.push(bank.maker().writes_offer(json!({"n": n})).await.id);
    }
    let first = bank.reader().get("offers?limit=2").await.is(200);
    bank.maker().writes_offer(json!({})).await;
    let next = first["next"].as_str().unwrap();
    let second = bank.reader().get(&format!("offers?limit=2&after={next}")).await.is(200);
    let found: Vec<_> = second.items().iter().map(|it| it["offer_id"].as_i64().unwrap()).collect();
    assert_eq!(found, [ids[1], ids[0]]);
}

#[tokio::test]
async fn fifty_unless_told() {
    let bank = Bank::open().await;
    let sql = "INSERT INTO offers (tenant_name, data, makers, created_by, updated_by)
               SELECT 'credit_card', '{}', '{mary}', 'mary', 'mary' FROM generate_series(1, 60)";
    bank.sql().await.batch_execute(sql).await.unwrap();
    assert_eq!(bank.reader().get("offers").await.is(200).items().len(), 50);
    assert_eq!(bank.reader().get("offers?limit=100").await.is(200).items().len(), 60);
}

#[tokio::test]
async fn lists_are_filtered_by_status_and_author() {
    let bank = Bank::open().await;
    let mut by_state = Vec::new();
    for state in super::STATES {
        by_state.push((state, bank.offer_in(state).await.id));
    }
    let ada = bank.admin().writes_offer(json!({})).await.id;
    let reader = bank.reader();
    for (state, id) in &by_state {
        let found = reader.leafs_through(&format!("&status={state}&created_by=mary"), 2).await;
        assert_eq!(found, [*id], "{state}");
    }
    assert_eq!(reader.leafs_through("&status=draft", 1).await, [ada, by_state[0].1]);
    assert_eq!(reader.leafs_through("&created_by=ada", 1).await, [ada]);
    assert_eq!(reader.leafs_through("&created_by=ADA", 1).await, [ada]);
    assert_eq!(reader.leafs_through("&created_by=nobody", 1).await, [] as [i64; 0]);
    let answer = reader.get("offers?status=pending").await;
    answer.problem(422, "validation_failed");
    let answer = reader.get("offers?created_by=").await;
    answer.problem(422, "validation_failed");
}

#[tokio::test]
async fn a_cursor_that_was_not_given_out_is_refused() {
    let bank = Bank::open().await;
    for cursor in ["x", "!", "bnVsbA", "IngiLA", "", "W10", "e30"] {
        let answer = bank.reader().get(&format!("offers?after={cursor}")).await;
        let answer = answer.problem(422, "validation_failed");
        assert_eq!(answer["errors"][0]["pointer"], "/after", "{cursor}");
    }
}
