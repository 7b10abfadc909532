//! Opt-outs in a chunk of an import: those that the file tells, and those that are kept of the people in it.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use queries::queries::opt_outs as sql;
use uuid::Uuid;

use super::super::contact_keys::{ContactKeys, KnownBy};
use super::super::import::Row;
use super::{opt_out, spread};
use crate::door::Tx;
use crate::error::Result;

/// The rows of a chunk that are in the table now.
#[derive(Debug, Default)]
pub(in crate::customers) struct Imported<'a> {
    /// Those of new customers.
    pub(in crate::customers) new: Vec<&'a Row<'static>>,
    /// Those that changed a customer.
    pub(in crate::customers) updated: Vec<&'a Row<'static>>,
    /// Those that say that the customer opted out, whether that changed anything or not.
    pub(in crate::customers) opted_out: Vec<Uuid>,
}

/// Keeps the opt-outs that the rows tell, and opts out those of whom one is kept. Asked after the rows are in: an opt-out
/// or an erasure that they waited for is seen only then.
pub(in crate::customers) async fn settle(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    rows: &Imported<'_>,
    now: Timestamp,
) -> Result<()> {
    let told: Vec<(Uuid, Timestamp)> = rows.opted_out.iter().map(|id| (*id, now)).collect();
    opt_out(tx, keys, &told, now).await?;
    if !sql::any().bind(tx).one().await? {
        return Ok(());
    }
    let moved = rows.updated.iter().copied().filter(|row| speaks_of_an_address(row)).collect();
    extend(tx, keys, moved, now).await?;
    let mut asked: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    let new = rows.new.iter().map(|row| (row, row.external_id.as_deref()));
    // Of an update only the addresses are new.
    let updated = rows.updated.iter().filter(|row| speaks_of_an_address(row));
    for (row, external_id) in new.chain(updated.map(|row| (row, None))) {
        if !row.opted_out {
            for key in keys.asked_of(&KnownBy { external_id, ..known_by(row) }) {
                asked.entry(key).or_default().push(row.customer_id);
            }
        }
    }
    if asked.is_empty() {
        return Ok(());
    }
    let all: Vec<Uuid> = asked.keys().copied().collect();
    let kept = sql::kept().bind(tx, &all).all().await?;
    let found = kept.iter().filter_map(|key| asked.get(key)).flatten().copied();
    let found: BTreeSet<Uuid> = found.collect();
    if found.is_empty() {
        return Ok(());
    }
    let back = rows.new.iter().copied().filter(|row| found.contains(&row.customer_id)).collect();
    extend(tx, keys, back, now).await?;
    let found: Vec<Uuid> = found.into_iter().collect();
    sql::flag().bind(tx, &now, &0, &found).all().await?;
    Ok(())
}

/// Puts the entries of those who opted out under what these rows know them by.
async fn extend(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    rows: Vec<&Row<'static>>,
    now: Timestamp,
) -> Result<()> {
    let (mut new, mut people) = (Vec::new(), Vec::new());
    for row in rows {
        for key in keys.of(&known_by(row)) {
            new.push(key);
            people.push(row.customer_id);
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let kept = sql::extend().bind(tx, &new, &people).all().await?;
    spread(tx, &kept, now).await
}

fn speaks_of_an_address(row: &Row<'_>) -> bool {
    row.email.value().is_some() || row.phone.value().is_some()
}

fn known_by<'a>(row: &'a Row<'_>) -> KnownBy<'a> {
    KnownBy {
        customer_id: row.customer_id,
        external_id: row.external_id.as_deref(),
        email: row.email.value().map(AsRef::as_ref),
        phone: row.phone.value().map(AsRef::as_ref),
    }
}
