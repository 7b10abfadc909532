//! One message per address: many senders at once, rows that share addresses, leases that run out, a second build.

use std::collections::{BTreeMap, BTreeSet};

use futures::future::join_all;

use super::{Dice, promise, scale};
use crate::bank::{Bank, Caller, Campaign, customer};

const SENDERS: usize = 6;

/// Claims until nobody is left, and gives the addresses.
async fn exhausts(sender: Caller, campaign: Campaign) -> Vec<String> {
    let mut addresses = Vec::new();
    loop {
        let claim = sender.claims(&campaign, 7).await.is(200);
        if claim.items().is_empty() {
            return addresses;
        }
        let address = |item: &serde_json::Value| item["address"].as_str().unwrap().to_owned();
        addresses.extend(claim.items().iter().map(address));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_customers_who_share_an_address_one_is_handed_over() {
    let promise = promise!(35);
    let (bank, addresses) = (Bank::open().await, scale(60, 2_000));
    let count = u32::try_from(addresses * 5).unwrap();
    let campaign = bank.runs_campaign(count).await;
    let mut dice = Dice::new();
    let mut of: BTreeMap<u32, usize> = BTreeMap::new();
    for number in 1..=count {
        // Every address has somebody, the others have any.
        let at = usize::try_from(number).unwrap();
        let at = if at <= addresses { at } else { 1 + dice.below(addresses) };
        bank.writes_to(customer(number), Some(&format!("shared{at}@example.com"))).await;
        of.insert(number, at);
    }
    let mut in_control = BTreeSet::new();
    for _ in 0..addresses / 10 {
        let number = 1 + u32::try_from(dice.below(usize::try_from(count).unwrap())).unwrap();
        bank.controls(&campaign, number).await;
        in_control.insert(of[&number]);
    }
    let sender = bank.sender().await;
    let round = async || {
        let senders = (0..SENDERS).map(|_| exhausts(sender.clone(), campaign));
        join_all(senders).await.concat()
    };
    let wanted: BTreeSet<String> = (1..=addresses)
        .filter(|at| !in_control.contains(at))
        .map(|at| format!("shared{at}@example.com"))
        .collect();
    for _ in 0..2 {
        let handed_over = round().await;
        let once: BTreeSet<String> = handed_over.iter().cloned().collect();
        assert_eq!(handed_over.len(), once.len(), "an address twice");
        assert_eq!(once, wanted);
        // Nothing was reported: the same ones are free again, and nobody else.
        bank.waits(61);
    }
    promise.kept(
        format!("{count} rows of {addresses} addresses, {SENDERS} senders at once, twice"),
        format!(
            "{} addresses, each once a lease; {} of the control group",
            wanted.len(),
            in_control.len()
        ),
    );
}
