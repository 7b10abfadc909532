//! What an erasure takes out of audiences and of kept answers of claims, so that nothing of the person stays there but id
//! and status; and what it keeps, so that nobody writes to them again.

use std::collections::BTreeSet;

use jiff::Timestamp;
use queries::queries::customers as sql;
use queries::queries::opt_outs as keys_sql;
use uuid::Uuid;

use super::contact_keys::ContactKeys;
use super::opt_outs;
use crate::door::Tx;
use crate::error::Result;

/// Clears the customer's audience rows, and takes the customer out of the kept answers of claims.
///
/// Locks go in the order in which claims and reports take them: the campaigns' cursors, audience rows, and then, by the
/// caller, the customer.
pub(super) async fn clear_audiences(tx: &Tx<'_>, id: Uuid) -> Result<()> {
    let audiences = sql::audiences().bind(tx, &id).map(|row| row.campaign_id).all().await?;
    if audiences.is_empty() {
        return Ok(());
    }
    sql::hold_claims().bind(tx, &audiences).all().await?;
    let cleared = sql::anonymise().bind(tx, &id).one().await?;
    let campaigns: Vec<String> = cleared.iter().map(ToString::to_string).collect();
    // Kept answers may be large.
    tx.patiently().await?;
    sql::forget_claims().bind(tx, &campaigns, &id.to_string()).one().await?;
    Ok(())
}

/// Keeps what an opt-out needs, while the customer is still there: the opt-out itself under all keys, for good; and, for
/// some time, the keys, for one that may still be reported.
pub(super) async fn keep_opt_out(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    id: Uuid,
    opted_out: bool,
    now: Timestamp,
) -> Result<()> {
    if opted_out {
        opt_outs::opt_out(tx, keys, &[(id, now)], now).await?;
    }
    for person in opt_outs::people(tx, keys, &[id]).await? {
        let all: BTreeSet<Uuid> = person.keys.into_iter().chain(person.namesakes).collect();
        let all: Vec<Uuid> = all.into_iter().collect();
        keys_sql::remember_erased_keys().bind(tx, &id, &now, &all).all().await?;
    }
    keys_sql::forget_former_keys().bind(tx, &id).all().await?;
    Ok(())
}
