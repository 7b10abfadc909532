//! Customers: list, write, read, change, erase. Imports are in `upload`, exports in `download`,
//! what is held on one in `dossier`.

use queries::queries::customers as sql;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::bodies::{Changed, CustomerChange, NewCustomer};
use super::contact_keys::{ContactKeys, KnownBy};
use super::filter::{Filter, ListQuery};
use super::import_reports;
use super::store::{self, Customer};
use super::values::{Attributes, Country, ExternalId, Segment};
use super::{bodies, erasure, identity, opt_outs};
use crate::audit::Entry;
use crate::door::permissions::{ReadCustomers, WriteCustomers};
use crate::door::{Allowed, Tx};
use crate::error::{Error, Result};
use crate::web::{Body, Created, Deleted, Page, Patch, Path, Put, Query, Reply, keyed};

/// One customer's path.
#[derive(Debug, Deserialize, JsonSchema)]
pub struct CustomerPath {
    /// The customer.
    pub customer_id: Uuid,
}

/// Adds a customer.
pub async fn create(
    by: Allowed<WriteCustomers>,
    body: Body<NewCustomer>,
) -> Result<Created<Customer<'static>>> {
    let now = by.app().now();
    let keys = by.app().contact_keys().await?;
    by.write(async |tx| {
        body.check(now)?;
        let external_id = body.external_id.as_ref().map(ExternalId::as_str);
        let id = external_id.map_or_else(identity::fresh_customer_id, identity::customer_id);
        let known_by = body.known_by(id);
        insert(tx, keys, &known_by, &body).await?;
        if body.opted_out {
            opt_outs::opt_out(tx, keys, &[(id, now)], now).await?;
        }
        if body.opted_out || opt_outs::honour(tx, keys, &known_by, now).await? {
            tx.also(opt_outs::step("opt_out", id)?);
        }
        let reply = store::present(tx, id).await?.at(format_args!("/customers/{id}"));
        Ok((reply, store::entry("create", id, &body.given())?))
    })
    .await
}

async fn insert(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    known_by: &KnownBy<'_>,
    new: &NewCustomer,
) -> Result<()> {
    let inserted = sql::create()
        .bind(
            tx,
            &known_by.customer_id,
            &known_by.external_id,
            &new.full_name.as_str(),
            &known_by.email,
            &known_by.email.map(|it| keys.email(it)),
            &known_by.phone,
            &known_by.phone.map(|it| keys.phone(it)),
            &new.kyc_status.unwrap_or(pg_types::KycStatus::Pending),
            &new.segment.as_ref().map(Segment::as_str),
            &new.country.as_ref().map(Country::as_str),
            &new.date_of_birth.map(|date| date.0),
            &new.opted_out,
            new.attributes.as_ref().unwrap_or(&Attributes::none()).json(),
        )
        .opt()
        .await?;
    inserted.map(|_| ()).ok_or_else(|| Error::exists("a customer has this external_id"))
}

/// Lists customers, by their key.
pub async fn list(
    by: Allowed<ReadCustomers>,
    query: Query<ListQuery>,
) -> Result<Reply<Page<Customer<'static>>>> {
    let keys = by.app().contact_keys().await?;
    by.read_slow(async |session, _| {
        let after = query.after.as_ref().map(|cursor| cursor.0);
        let rows =
            Filter::of_list(&query, keys).page(session, after, query.limit.plus_one()).await?;
        let rows = rows.iter().map(|row| {
            let customer = Customer::of(row)?;
            keyed(customer.key(), &customer)
        });
        Page::reply(rows.collect(), query.limit)
    })
    .await
}

/// One customer.
pub async fn get(
    by: Allowed<ReadCustomers>,
    at: Path<CustomerPath>,
) -> Result<Reply<Customer<'static>>> {
    by.read(async |lane| {
        let found = sql::get().bind(lane, &at.customer_id).map(store::reply).opt().await?;
        found.ok_or(Error::NotFound)?
    })
    .await
}

/// Changes a customer.
pub async fn update(
    by: Allowed<WriteCustomers>,
    at: Path<CustomerPath>,
    body: Put<CustomerChange, Customer<'static>>,
) -> Result<Reply<Customer<'static>>> {
    let now = by.app().now();
    let keys = by.app().contact_keys().await?;
    by.write(async |tx| {
        body.check(now)?;
        let id = at.customer_id;
        let attributes = body.attributes.as_ref().map(Attributes::json);
        let present = sql::lock().bind(tx, &attributes, &id).opt().await?;
        let present = present.ok_or(Error::NotFound)?;
        tx.expect_version(present.version)?;
        body.must_fit(present.version, async || store::present(tx, id).await).await?;
        if body.opted_out == Patch::Set(false) {
            // An old copy resubscribes nobody.
            body.must_name_version(present.version)?;
        }
        let changed = body.applied(&present);
        let opts_out = body.opted_out.as_ref() == Some(&true);
        if changed.fields.is_empty() {
            // It may have been another's opt-out so far.
            let new = opts_out && opt_outs::opt_out(tx, keys, &[(id, now)], now).await?;
            let entry = if new { opt_outs::step("opt_out", id)? } else { Entry::unchanged() };
            return Ok((store::present(tx, id).await?, entry));
        }
        let before = bodies::known_by(id, &present);
        let after = KnownBy { email: changed.email, phone: changed.phone, ..before };
        write(tx, keys, &after, &changed, &body).await?;
        opt_outs::address_changed(tx, keys, &before, &after, now).await?;
        let step = if present.opted_out && !changed.opted_out {
            opt_outs::opt_in(tx, keys, &after, now).await?;
            Some("opt_in")
        } else if opts_out {
            opt_outs::opt_out(tx, keys, &[(id, now)], now).await?;
            (!present.opted_out).then_some("opt_out")
        } else if !changed.opted_out && opt_outs::honour(tx, keys, &after, now).await? {
            Some("opt_out")
        } else {
            None
        };
        Ok((store::present(tx, id).await?, told(tx, id, step, &changed.fields)?))
    })
    .await
}

/// The trail's row of the change; an opt-out or an opt-in has one of its own.
fn told(tx: &Tx<'_>, id: Uuid, step: Option<&'static str>, fields: &[&str]) -> Result<Entry> {
    match step {
        Some(step) if fields == ["opted_out"] => opt_outs::step(step, id),
        Some(step) => {
            tx.also(opt_outs::step(step, id)?);
            store::entry("update", id, fields)
        }
        None => store::entry("update", id, fields),
    }
}

async fn write(
    tx: &Tx<'_>,
    keys: &ContactKeys,
    known_by: &KnownBy<'_>,
    to: &Changed<'_>,
    change: &CustomerChange,
) -> Result<()> {
    sql::update()
        .bind(
            tx,
            &to.full_name,
            &known_by.email,
            &known_by.email.map(|it| keys.email(it)),
            &known_by.phone,
            &known_by.phone.map(|it| keys.phone(it)),
            &to.kyc_status,
            &to.segment,
            &to.country,
            &to.date_of_birth,
            &to.opted_out,
            &change.attributes.as_ref().map(Attributes::json),
            &known_by.customer_id,
        )
        .one()
        .await?;
    Ok(())
}

/// Erases a customer. What stays is the id and status in audiences, and an opt-out.
pub async fn erase(by: Allowed<WriteCustomers>, at: Path<CustomerPath>) -> Result<Deleted> {
    let now = by.app().now();
    let keys = by.app().contact_keys().await?;
    by.write(async |tx| {
        let id = at.customer_id;
        erasure::clear_audiences(tx, id).await?;
        let present = sql::lock().bind(tx, &None::<&pg_types::RawJson>, &id).opt().await?;
        let present = present.ok_or(Error::NotFound)?;
        tx.expect_version(present.version)?;
        erasure::keep_opt_out(tx, keys, id, present.opted_out, now).await?;
        sql::erase().bind(tx, &id).one().await?;
        sql::forget_answers().bind(tx, &format!("/api/v1/customers/{id}")).one().await?;
        import_reports::forget_person(tx, id, &present).await?;
        Ok((Deleted::nothing(), store::entry("delete", id, &[])?))
    })
    .await
}
