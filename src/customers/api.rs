//! Customers: list, write, read, change, erase. Imports are in `upload`, exports in `download`,
//! what is held on one in `dossier`.

use queries::queries::customers as sql;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::bodies::{Changed, CustomerChange, NewCustomer};
use super::erasure;
use super::filter::{Filter, ListQuery};
use super::identity::{self, suppression_key};
use super::import_reports;
use super::store::{self, Customer};
use super::values::{Attributes, Country, Email, ExternalId, Phone, Segment};
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
    by.write(async |tx| {
        body.check(now)?;
        let external_id = body.external_id.as_ref().map(ExternalId::as_str);
        let id = external_id.map_or_else(identity::fresh_customer_id, identity::customer_id);
        insert(tx, id, &body).await?;
        let email = body.email.as_ref().map(Email::as_str);
        store::honour_suppression(tx, suppression_key(id, external_id, email), id).await?;
        let reply = store::present(tx, id).await?.at(format_args!("/customers/{id}"));
        Ok((reply, store::entry("create", id, &body.given())?))
    })
    .await
}

async fn insert(tx: &Tx<'_>, id: Uuid, new: &NewCustomer) -> Result<()> {
    let inserted = sql::create()
        .bind(
            tx,
            &id,
            &new.external_id.as_ref().map(ExternalId::as_str),
            &new.full_name.as_str(),
            &new.email.as_ref().map(Email::as_str),
            &new.phone.as_ref().map(Phone::as_str),
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
    by.read_slow(async |session, _| {
        let after = query.after.as_ref().map(|cursor| cursor.0);
        let rows = Filter::of_list(&query).page(session, after, query.limit.plus_one()).await?;
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
        if changed.fields.is_empty() {
            return Ok((store::present(tx, id).await?, Entry::unchanged()));
        }
        write(tx, id, &changed, &body).await?;
        if present.opted_out && !changed.opted_out {
            store::take_opt_out_back(tx, id, &present, changed.email).await?;
        } else if !changed.opted_out {
            let key = suppression_key(id, present.external_id.as_deref(), changed.email);
            store::honour_suppression(tx, key, id).await?;
        }
        Ok((store::present(tx, id).await?, store::entry("update", id, &changed.fields)?))
    })
    .await
}

async fn write(tx: &Tx<'_>, id: Uuid, to: &Changed<'_>, change: &CustomerChange) -> Result<()> {
    sql::update()
        .bind(
            tx,
            &to.full_name,
            &to.email,
            &to.phone,
            &to.kyc_status,
            &to.segment,
            &to.country,
            &to.date_of_birth,
            &to.opted_out,
            &change.attributes.as_ref().map(Attributes::json),
            &id,
        )
        .one()
        .await?;
    Ok(())
}

/// Erases a customer. What stays is the id and status in audiences, and an opt-out.
pub async fn erase(by: Allowed<WriteCustomers>, at: Path<CustomerPath>) -> Result<Deleted> {
    by.write(async |tx| {
        let id = at.customer_id;
        let was_written_to = erasure::clear_audiences(tx, id).await?;
        let present = sql::lock().bind(tx, &None::<&pg_types::RawJson>, &id).opt().await?;
        let present = present.ok_or(Error::NotFound)?;
        tx.expect_version(present.version)?;
        sql::erase().bind(tx, &id).one().await?;
        sql::forget_answers().bind(tx, &format!("/api/v1/customers/{id}")).one().await?;
        import_reports::forget_person(tx, id, &present).await?;
        erasure::keep_opt_out(tx, id, &present, was_written_to).await?;
        Ok((Deleted::nothing(), store::entry("delete", id, &[])?))
    })
    .await
}
