//! Criteria mean the same in SQL and in memory, whatever they are and whatever the customers are like.
#![cfg(unix)]

use proffer::door::embedded::start;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::embedded::{Folder, connect};
use crate::promises::{promise, scale};
use crate::{criteria_differential, criteria_gen};

const CUSTOMERS: usize = 200;

fn some<T>(runner: &mut TestRunner, strategy: &impl Strategy<Value = T>) -> T {
    strategy.new_tree(runner).unwrap().current()
}

#[tokio::test]
async fn sql_and_memory_agree_on_every_customer() {
    let promise = promise!(11);
    let count = scale(1_500, 100_000);
    let folder = Folder::new("criteria");
    let embedded = start(folder.path(), None).await.unwrap();
    let client = connect(&embedded).await.unwrap();
    client.batch_execute(include_str!("../../migrations/0001_schema.sql")).await.unwrap();

    // Deterministic: a run that fails fails again.
    let mut runner = TestRunner::deterministic();
    let customers: Vec<_> =
        (0..CUSTOMERS).map(|_| some(&mut runner, &criteria_gen::customer())).collect();
    criteria_differential::store(&client, &customers).await;
    let (now, strategy) = (criteria_gen::NOW.parse().unwrap(), criteria_gen::criteria());
    let mut telling = 0;
    for _ in 0..count {
        let criteria = some(&mut runner, &strategy);
        let matches = criteria_differential::agrees(&client, &customers, &criteria, now).await;
        telling += usize::from(matches > 0 && matches < CUSTOMERS);
    }
    assert!(telling > count / 5, "only {telling} criteria told customers apart");
    promise.kept(
        format!("{count} random criteria on {CUSTOMERS} customers"),
        format!("SQL and memory pick the same ({telling} criteria tell customers apart)"),
    );

    embedded.stop().await.unwrap();
}
