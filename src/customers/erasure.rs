//! What an erasure takes out of audiences and of kept answers of claims, so that nothing of the person stays there but id
//! and status; and what it keeps, so that nobody writes to them again.

use queries::queries::customers as sql;
use queries::queries::customers::Locked;
use uuid::Uuid;

use super::identity::suppression_key;
use crate::door::Tx;
use crate::error::Result;

/// Clears the customer's audience rows, takes the customer out of the kept answers of claims, and says whether a sender
/// had to do with them.
///
/// Locks go in the order in which claims and reports take them: the campaigns' cursors, audience rows, and then, by the
/// caller, the customer.
pub(super) async fn clear_audiences(tx: &Tx<'_>, id: Uuid) -> Result<bool> {
    let audiences = sql::audiences().bind(tx, &id).map(|row| row.campaign_id).all().await?;
    if audiences.is_empty() {
        return Ok(false);
    }
    sql::hold_claims().bind(tx, &audiences).all().await?;
    let cleared = sql::anonymise().bind(tx, &id).one().await?;
    let campaigns: Vec<String> = cleared.campaign_ids.iter().map(ToString::to_string).collect();
    // Kept answers may be large.
    tx.patiently().await?;
    sql::forget_claims().bind(tx, &campaigns, &id.to_string()).one().await?;
    Ok(cleared.was_written_to)
}

/// Keeps what an opt-out needs: the opt-out itself, or, for some time, the key for one that may still be reported.
pub(super) async fn keep_opt_out(
    tx: &Tx<'_>,
    id: Uuid,
    erased: &Locked,
    was_written_to: bool,
) -> Result<()> {
    let key = suppression_key(id, erased.external_id.as_deref(), erased.email.as_deref());
    if erased.opted_out {
        sql::suppress().bind(tx, &key).opt().await?;
    } else if was_written_to && key != id {
        sql::remember_erasure().bind(tx, &id, &key).opt().await?;
    }
    Ok(())
}
