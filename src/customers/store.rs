//! Customers as the database gives them, and the steps that several handlers share.

use jiff::Timestamp;
use jiff::civil::Date;
use pg_types::{KycStatus, RawJsonRef};
use queries::queries::customers as sql;
use queries::queries::customers::CustomerBorrowed;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;
use tokio_postgres::Row;
use uuid::Uuid;

use super::export::Line;
use crate::audit::Entry;
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::Reply;

/// A customer's columns, in the order in which [`Customer::of`] reads them.
///
/// `kyc_status` as text: a type of our own is one that [`Session::query_planned`](crate::door::Session::query_planned)
/// may not meet.
pub(super) const COLUMNS: &str = "customer_id, external_id, full_name, email, phone, kyc_status::text, segment, \
                                  country, date_of_birth, opted_out, attributes, created_at, updated_at, version";

/// A customer.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Customer<'a> {
    customer_id: Uuid,
    /// What the bank calls the customer.
    external_id: Option<&'a str>,
    full_name: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    kyc_status: KycStatus,
    segment: Option<&'a str>,
    /// ISO 3166-1 alpha-2.
    country: Option<&'a str>,
    date_of_birth: Option<Date>,
    opted_out: bool,
    #[schemars(with = "serde_json::Map<String, serde_json::Value>")]
    attributes: RawJsonRef<'a>,
    created_at: Timestamp,
    updated_at: Timestamp,
    version: i64,
}

impl<'a> From<CustomerBorrowed<'a>> for Customer<'a> {
    fn from(row: CustomerBorrowed<'a>) -> Self {
        Self {
            customer_id: row.customer_id,
            external_id: row.external_id,
            full_name: row.full_name,
            email: row.email,
            phone: row.phone,
            kyc_status: row.kyc_status,
            segment: row.segment,
            country: row.country,
            date_of_birth: row.date_of_birth,
            opted_out: row.opted_out,
            attributes: row.attributes,
            created_at: row.created_at,
            updated_at: row.updated_at,
            version: row.version,
        }
    }
}

impl<'a> Customer<'a> {
    /// The customer of a row of [`COLUMNS`].
    pub(super) fn of(row: &'a Row) -> Result<Self> {
        Ok(Self {
            customer_id: row.try_get(0)?,
            external_id: row.try_get(1)?,
            full_name: row.try_get(2)?,
            email: row.try_get(3)?,
            phone: row.try_get(4)?,
            kyc_status: row.try_get::<_, &str>(5)?.parse().map_err(Error::internal)?,
            segment: row.try_get(6)?,
            country: row.try_get(7)?,
            date_of_birth: row.try_get(8)?,
            opted_out: row.try_get(9)?,
            attributes: row.try_get(10)?,
            created_at: row.try_get(11)?,
            updated_at: row.try_get(12)?,
            version: row.try_get(13)?,
        })
    }

    /// The customer's key.
    pub(super) fn key(&self) -> Uuid {
        self.customer_id
    }

    /// The customer as a line of an export.
    pub(super) fn line(&self) -> Line<'a> {
        Line {
            customer_id: self.customer_id,
            external_id: self.external_id,
            full_name: self.full_name,
            email: self.email,
            phone: self.phone,
            kyc_status: self.kyc_status,
            segment: self.segment,
            country: self.country,
            date_of_birth: self.date_of_birth,
            opted_out: self.opted_out,
            attributes: self.attributes.get(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            version: self.version,
        }
    }
}

/// The answer that shows this customer, written straight from the row.
pub(super) fn reply<const S: u16>(
    row: CustomerBorrowed<'_>,
) -> Result<Reply<Customer<'static>, S>> {
    let version = row.version;
    Ok(Reply::json(&Customer::from(row))?.version(version))
}

/// The customer as it stands now.
pub(super) async fn present<const S: u16>(
    tx: &Tx<'_>,
    id: Uuid,
) -> Result<Reply<Customer<'static>, S>> {
    let found = sql::get().bind(tx, &id).map(reply::<S>).opt().await?;
    found.ok_or(Error::NotFound)?
}

/// The trail's row of something done to a customer: the names of fields, never what is in them.
pub(super) fn entry(action: &'static str, id: Uuid, fields: &[&str]) -> Result<Entry> {
    let entry = Entry::new(action, "customer", id);
    if fields.is_empty() { Ok(entry) } else { entry.changes(&json!({ "fields": fields })) }
}
