//! Addresses that the release before wrote while it went on beside this one: they have no keys yet.

use jiff::Timestamp;
use queries::queries::opt_outs as sql;
use uuid::Uuid;

use super::super::contact_keys::{ContactKeys, KnownBy};
use super::{honour, opt_out};
use crate::door::Tx;
use crate::error::Result;

/// Customers in one go.
const MOST: i64 = 2_000;

/// Gives addresses without keys their keys, some of them at a time, and brings their opt-outs in line with what is kept.
/// Gives how many customers that were.
pub(crate) async fn fill_in(tx: &Tx<'_>, keys: &ContactKeys, now: Timestamp) -> Result<i64> {
    let late = sql::without_keys().bind(tx, &MOST).all().await?;
    if late.is_empty() {
        return Ok(0);
    }
    let ids: Vec<Uuid> = late.iter().map(|it| it.customer_id).collect();
    let key = |text: &Option<String>, of: &dyn Fn(&str) -> Uuid| text.as_deref().map(of);
    let emails: Vec<_> = late.iter().map(|it| key(&it.email, &|text| keys.email(text))).collect();
    let phones: Vec<_> = late.iter().map(|it| key(&it.phone, &|text| keys.phone(text))).collect();
    sql::set_keys().bind(tx, &ids, &emails, &phones).all().await?;
    let opted_out: Vec<_> =
        late.iter().filter(|it| it.opted_out).map(|it| (it.customer_id, now)).collect();
    opt_out(tx, keys, &opted_out, now).await?;
    for it in late.iter().filter(|it| !it.opted_out) {
        let known_by = KnownBy {
            customer_id: it.customer_id,
            external_id: it.external_id.as_deref(),
            email: it.email.as_deref(),
            phone: it.phone.as_deref(),
        };
        honour(tx, keys, &known_by, now).await?;
    }
    i64::try_from(late.len()).map_err(crate::error::Error::internal)
}
