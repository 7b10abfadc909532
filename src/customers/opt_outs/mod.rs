//! Opt-outs of people. One entry is kept for each key of somebody who opted out, and a customer is opted out if any entry
//! has one of the customer's keys: by another row with the same address, and after an erasure too.
//!
//! `opted_out` in a customer's row is what the entries come to, written along with them, so that lists and criteria need not
//! look them up. Only [`opt_in`] clears it.

mod imported;
mod late_keys;
mod opt_in;

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use queries::queries::opt_outs as sql;
use serde_json::json;
use uuid::Uuid;

use super::contact_keys::{ContactKeys, KnownBy};
use super::identity;
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::Result;

pub(super) use imported::{Imported, settle};
pub(crate) use late_keys::fill_in;
pub(super) use opt_in::opt_in;

/// Somebody whom the bank knows, or knew before an erasure.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    /// The customer's id.
    pub(super) id: Uuid,
    /// Every key that the person has or had.
    pub(super) keys: Vec<Uuid>,
    /// Ids of customers whose external id differs in case only.
    pub(super) namesakes: Vec<Uuid>,
}

impl Person {
    fn everywhere(&self) -> impl Iterator<Item = Uuid> {
        self.keys.iter().chain(&self.namesakes).copied()
    }
}

/// These people, with every key that is known of them; somebody unknown has the id alone.
pub(super) async fn people(tx: &Tx<'_>, keys: &ContactKeys, ids: &[Uuid]) -> Result<Vec<Person>> {
    let known = sql::known_by().bind(tx, &ids).all().await?;
    let person = |row: sql::KnownPerson| {
        let external_id = row.external_id.as_deref();
        let mut of = keys.of(&KnownBy {
            customer_id: row.customer_id,
            external_id,
            email: row.email.as_deref(),
            phone: row.phone.as_deref(),
        });
        of.extend(row.other_keys);
        let namesakes = external_id.map(identity::namesakes).unwrap_or_default();
        Person { id: row.customer_id, keys: of, namesakes }
    };
    Ok(known.into_iter().map(person).collect())
}

/// Keeps an opt-out of each of these people under all their keys, since that time unless one is kept already, and opts out
/// every customer known by one of them. Says whether anybody's opt-out is new.
pub(crate) async fn opt_out(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    since: &[(Uuid, Timestamp)],
    now: Timestamp,
) -> Result<bool> {
    if since.is_empty() {
        return Ok(false);
    }
    let ids: Vec<Uuid> = since.iter().map(|(id, _)| *id).collect();
    let people = people(tx, keys, &ids).await?;
    let since: HashMap<Uuid, Timestamp> = since.iter().copied().collect();
    let mut rows = (Vec::new(), Vec::new(), Vec::new());
    for person in &people {
        let at = since.get(&person.id).copied().unwrap_or(now);
        for key in &person.keys {
            rows.0.push(*key);
            rows.1.push(person.id);
            rows.2.push(at);
        }
    }
    let kept = sql::keep().bind(tx, &rows.0, &rows.1, &rows.2).all().await?;
    let kept: BTreeSet<Uuid> = kept.into_iter().collect();
    let new = people.iter().filter(|person| kept.contains(&person.id));
    let known_by: Vec<Uuid> = new.flat_map(Person::everywhere).collect();
    spread(tx, &known_by, now).await?;
    Ok(!kept.is_empty())
}

/// Opts out the customers who are known by one of these keys, each with its row in the trail.
pub(crate) async fn spread(tx: &Tx<'_>, keys: &[Uuid], now: Timestamp) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    for customer in sql::spread().bind(tx, &keys, &now).all().await? {
        tx.also(step("opt_out", customer)?);
    }
    Ok(())
}

/// Opts out a customer who was just written if an entry has one of the customer's keys, and says whether it did. Entries of
/// one's own, of the time before an erasure, are kept under the present keys too.
pub(super) async fn honour(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    known_by: &KnownBy<'_>,
    now: Timestamp,
) -> Result<bool> {
    let id = known_by.customer_id;
    let mut asked = keys.asked_of(known_by);
    asked.extend(sql::former_keys().bind(tx, &id).all().await?);
    if sql::kept().bind(tx, &asked).all().await?.is_empty() {
        return Ok(false);
    }
    extend(tx, id, &keys.of(known_by), now).await?;
    Ok(sql::flag().bind(tx, &now, &0, &vec![id]).opt().await?.is_some())
}

/// Keeps the keys of addresses that a customer no longer has, and puts the entries of one who opted out under the new ones.
pub(super) async fn address_changed(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    before: &KnownBy<'_>,
    after: &KnownBy<'_>,
    now: Timestamp,
) -> Result<()> {
    let id = after.customer_id;
    let (before, after) = (keys.of(before), keys.of(after));
    let missing = |from: &[Uuid], others: &[Uuid]| -> Vec<Uuid> {
        from.iter().copied().filter(|key| !others.contains(key)).collect()
    };
    let (former, new) = (missing(&before, &after), missing(&after, &before));
    if !former.is_empty() {
        sql::remember_former_keys().bind(tx, &id, &former).all().await?;
    }
    if !new.is_empty() {
        extend(tx, id, &new, now).await?;
    }
    Ok(())
}

/// Puts the entries of one who opted out under these keys too.
async fn extend(tx: &Tx<'_>, id: Uuid, keys: &[Uuid], now: Timestamp) -> Result<()> {
    let kept = sql::extend().bind(tx, &keys, &vec![id; keys.len()]).all().await?;
    spread(tx, &kept, now).await
}

/// The trail's row of an opt-out or an opt-in.
pub(super) fn step(action: &'static str, customer: Uuid) -> Result<Entry> {
    Entry::new(action, "customer", customer).changes(&json!({"fields": ["opted_out"]}))
}
