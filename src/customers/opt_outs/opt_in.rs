//! The way back: somebody wants to be contacted again.

use std::collections::HashSet;

use jiff::Timestamp;
use queries::queries::opt_outs as sql;
use uuid::Uuid;

use super::super::contact_keys::{ContactKeys, KnownBy};
use super::super::identity;
use super::step;
use crate::door::Tx;
use crate::error::Result;

/// Takes back a customer's own opt-out, and everybody's under the customer's present keys. Addresses that the customer had
/// before are forgotten, so that nothing which is kept under them comes back to this row. Other customers who were opted out
/// through these entries alone can be contacted again too.
pub(in crate::customers) async fn opt_in(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    customer: &KnownBy<'_>,
    now: Timestamp,
) -> Result<()> {
    let id = customer.customer_id;
    let present = keys.asked_of(customer);
    let mut freed = sql::take_back().bind(tx, &id, &present).all().await?;
    sql::forget_former_keys().bind(tx, &id).all().await?;
    sql::note_opt_in().bind(tx, &now, &id).one().await?;
    freed.extend(customer.external_id.map(identity::namesakes).unwrap_or_default());
    let free = no_longer_opted_out(tx, keys, id, &freed).await?;
    if free.is_empty() {
        return Ok(());
    }
    for other in sql::unflag().bind(tx, &now, &free).all().await? {
        tx.also(step("opt_in", other)?);
    }
    Ok(())
}

/// Of the other customers known by these keys those who are marked as opted out, although no entry has one of their keys.
async fn no_longer_opted_out(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    id: Uuid,
    freed: &[Uuid],
) -> Result<Vec<Uuid>> {
    let marked = sql::opted_out_under().bind(tx, &freed, &id).all().await?.into_iter().map(|row| {
        let mut asked = keys.asked_of(&KnownBy {
            customer_id: row.customer_id,
            external_id: row.external_id.as_deref(),
            email: row.email.as_deref(),
            phone: row.phone.as_deref(),
        });
        asked.extend(row.former_keys);
        (row.customer_id, asked)
    });
    let marked: Vec<(Uuid, Vec<Uuid>)> = marked.collect();
    if marked.is_empty() {
        return Ok(Vec::new());
    }
    let asked: Vec<Uuid> = marked.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    let kept: HashSet<Uuid> = sql::kept().bind(tx, &asked).all().await?.into_iter().collect();
    let free = marked.iter().filter(|(_, keys)| !keys.iter().any(|key| kept.contains(key)));
    Ok(free.map(|(id, _)| *id).collect())
}
