//! Opt-outs that senders report: which of them count, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use queries::queries::opt_outs as sql;
use uuid::Uuid;

use super::report::{Ledger, Report, Standing};
use crate::customers::contact_keys::ContactKeys;
use crate::customers::opt_outs;
use crate::door::Tx;
use crate::error::Result;

/// Notes how the people stand of whom the report says that they want no more, and holds them as they are.
pub(super) async fn look_up(
    tx: &Tx<'_>,
    report: &Report,
    deleted: BTreeSet<i64>,
    ledger: &mut Ledger,
) -> Result<()> {
    let people = report.wants_no_more();
    if people.is_empty() {
        return Ok(());
    }
    sql::hold().bind(tx, &people).all().await?;
    for row in sql::standing().bind(tx, &people).all().await? {
        let standing = Standing { opted_out: row.opted_out, opted_in_at: row.opted_in_at };
        ledger.meet(row.customer_id, standing);
    }
    ledger.without(deleted);
    Ok(())
}

/// Opts out those of whom the report told it.
pub(super) async fn apply(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    opted_out: &BTreeMap<Uuid, Timestamp>,
    now: Timestamp,
) -> Result<()> {
    let since: Vec<(Uuid, Timestamp)> = opted_out.iter().map(|(id, at)| (*id, *at)).collect();
    opt_outs::opt_out(tx, keys, &since, now).await?;
    Ok(())
}
