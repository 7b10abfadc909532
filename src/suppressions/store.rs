//! Adding suppressions and taking them away, each with its row in the trail.

use jiff::Timestamp;
use pg_types::SuppressionReason;
use queries::queries::suppressions as sql;
use queries::queries::suppressions::SuppressionBorrowed;
use serde_json::json;

use super::bodies::{Suppressed, Suppression};
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Created, Reply};

/// A suppression that is to be made.
pub(crate) struct Wanted<'a> {
    /// The tenant; `""` for all of them.
    pub(crate) tenant: &'a str,
    pub(crate) suppressed: Suppressed,
    pub(crate) reason: SuppressionReason,
    pub(crate) comment: Option<&'a str>,
    pub(crate) expires_at: Option<Timestamp>,
    pub(crate) at: Timestamp,
}

type Shown = Created<Suppression<'static>>;

/// Adds a suppression in the caller's name: 201 with the new one, 200 with the one that is there already.
pub(super) async fn add(tx: &Tx<'_>, wanted: &Wanted<'_>) -> Result<(Shown, Entry)> {
    let Suppressed { kind, key } = wanted.suppressed;
    let added = sql::add()
        .bind(
            tx,
            &wanted.tenant,
            &kind,
            &key,
            &wanted.reason,
            &wanted.comment,
            &wanted.expires_at,
            &tx.actor(),
            &wanted.at,
        )
        .map(shown)
        .opt()
        .await?;
    if let Some(added) = added {
        let (id, reply) = added?;
        let made = json!({"kind": kind, "reason": wanted.reason, "expires_at": wanted.expires_at});
        let entry = entry(wanted.tenant, "create", id).changes(&made)?.comment(wanted.comment);
        return Ok((reply.at(path(wanted.tenant, id)), entry));
    }
    let same = sql::same().bind(tx, &wanted.tenant, &key, &wanted.reason).map(shown).opt().await?;
    // Removed since: the caller asks again.
    let (_, reply) = same.ok_or(Error::Unavailable)??;
    Ok((reply.with_status(200), Entry::unchanged()))
}

/// Takes a suppression away; 404 if there is none of this id.
pub(super) async fn remove(tx: &Tx<'_>, tenant: &str, id: i64) -> Result<Entry> {
    // An entry never changes: it is always its first version.
    if sql::get().bind(tx, &tenant, &id).map(|_| ()).opt().await?.is_some() {
        tx.expect_version(1)?;
    }
    let removed = sql::remove()
        .bind(tx, &tenant, &id)
        .map(|row| json!({"kind": row.kind, "reason": row.reason, "expires_at": row.expires_at}))
        .opt()
        .await?;
    entry(tenant, "delete", id).changes(&removed.ok_or(Error::NotFound)?)
}

fn shown(row: SuppressionBorrowed<'_>) -> Result<(i64, Shown)> {
    let id = row.id;
    Ok((id, Reply::json(&Suppression::from(row))?))
}

fn entry(tenant: &str, action: &'static str, id: i64) -> Entry {
    Entry::new(action, "suppression", id).of_tenant(tenant)
}

fn path(tenant: &str, id: i64) -> String {
    match tenant {
        "" => format!("/sa/suppressions/{id}"),
        tenant => format!("/tenants/{tenant}/suppressions/{id}"),
    }
}
