//! What the API takes to write a customer, and what a change of one comes to.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pg_types::KycStatus;
use queries::queries::customers::Locked;
use schemars::JsonSchema;
use serde::Deserialize;
use uuid::Uuid;

use super::contact_keys::KnownBy;
use super::fields;
use super::values::{Attributes, BirthDate, Country, Email, ExternalId, FullName, Phone, Segment};
use crate::error::{Error, Result};
use crate::web::Patch;

/// A new customer.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCustomer {
    /// What the bank calls the customer: unique and fixed. The `customer_id` is made of it.
    pub(super) external_id: Option<ExternalId>,
    pub(super) full_name: FullName,
    pub(super) email: Option<Email>,
    pub(super) phone: Option<Phone>,
    /// `pending` unless told.
    pub(super) kyc_status: Option<KycStatus>,
    pub(super) segment: Option<Segment>,
    pub(super) country: Option<Country>,
    pub(super) date_of_birth: Option<BirthDate>,
    /// An opt-out that is kept under the `external_id` or an address stands, whatever this says.
    #[serde(default)]
    pub(super) opted_out: bool,
    pub(super) attributes: Option<Attributes>,
}

/// What to change: absent leaves, `null` clears, `attributes` are replaced whole.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub struct CustomerChange {
    full_name: Patch<FullName>,
    email: Patch<Option<Email>>,
    phone: Patch<Option<Phone>>,
    kyc_status: Patch<KycStatus>,
    segment: Patch<Option<Segment>>,
    country: Patch<Option<Country>>,
    date_of_birth: Patch<Option<BirthDate>>,
    /// `false` takes back the customer's own opt-out, and everybody's under the `external_id` and the present addresses.
    pub(super) opted_out: Patch<bool>,
    pub(super) attributes: Patch<Attributes>,
}

/// A customer's fields after a change, and the names of those that are different.
pub(super) struct Changed<'a> {
    pub(super) full_name: &'a str,
    pub(super) email: Option<&'a str>,
    pub(super) phone: Option<&'a str>,
    pub(super) kyc_status: KycStatus,
    pub(super) segment: Option<&'a str>,
    pub(super) country: Option<&'a str>,
    pub(super) date_of_birth: Option<Date>,
    pub(super) opted_out: bool,
    pub(super) fields: Vec<&'static str>,
}

impl NewCustomer {
    /// The faults that need the clock.
    pub(super) fn check(&self, now: Timestamp) -> Result<()> {
        born_by(self.date_of_birth, now)
    }

    /// What the customer with this id will be known by.
    pub(super) fn known_by(&self, customer_id: Uuid) -> KnownBy<'_> {
        KnownBy {
            customer_id,
            external_id: self.external_id.as_ref().map(ExternalId::as_str),
            email: self.email.as_ref().map(Email::as_str),
            phone: self.phone.as_ref().map(Phone::as_str),
        }
    }

    /// The names of the fields that are given.
    pub(super) fn given(&self) -> Vec<&'static str> {
        let optional = [
            (self.external_id.is_some(), "external_id"),
            (true, "full_name"),
            (self.email.is_some(), "email"),
            (self.phone.is_some(), "phone"),
            (self.kyc_status.is_some(), "kyc_status"),
            (self.segment.is_some(), "segment"),
            (self.country.is_some(), "country"),
            (self.date_of_birth.is_some(), "date_of_birth"),
            (self.opted_out, "opted_out"),
            (self.attributes.is_some(), "attributes"),
        ];
        optional.iter().filter(|(given, _)| *given).map(|(_, name)| *name).collect()
    }
}

/// What a customer is known by before a change.
pub(super) fn known_by(customer_id: Uuid, present: &Locked) -> KnownBy<'_> {
    KnownBy {
        customer_id,
        external_id: present.external_id.as_deref(),
        email: present.email.as_deref(),
        phone: present.phone.as_deref(),
    }
}

impl CustomerChange {
    /// The faults that need the clock.
    pub(super) fn check(&self, now: Timestamp) -> Result<()> {
        born_by(self.date_of_birth.as_ref().copied().flatten(), now)
    }

    /// This change of `present`.
    pub(super) fn applied<'a>(&'a self, present: &'a Locked) -> Changed<'a> {
        let date_of_birth = match self.date_of_birth {
            Patch::Absent => present.date_of_birth,
            Patch::Set(date) => date.map(|date| date.0),
        };
        let mut changed = Changed {
            full_name: self.full_name.as_ref().map_or(&present.full_name, FullName::as_str),
            email: patched(&self.email, present.email.as_ref(), Email::as_str),
            phone: patched(&self.phone, present.phone.as_ref(), Phone::as_str),
            kyc_status: self.kyc_status.as_ref().copied().unwrap_or(present.kyc_status),
            segment: patched(&self.segment, present.segment.as_ref(), Segment::as_str),
            country: patched(&self.country, present.country.as_ref(), Country::as_str),
            date_of_birth,
            opted_out: self.opted_out.as_ref().copied().unwrap_or(present.opted_out),
            fields: Vec::new(),
        };
        let different = [
            (changed.full_name != present.full_name, "full_name"),
            (changed.email != present.email.as_deref(), "email"),
            (changed.phone != present.phone.as_deref(), "phone"),
            (changed.kyc_status != present.kyc_status, "kyc_status"),
            (changed.segment != present.segment.as_deref(), "segment"),
            (changed.country != present.country.as_deref(), "country"),
            (changed.date_of_birth != present.date_of_birth, "date_of_birth"),
            (changed.opted_out != present.opted_out, "opted_out"),
            (present.attributes_differ, "attributes"),
        ];
        changed.fields = different.iter().filter(|(is, _)| *is).map(|(_, name)| *name).collect();
        changed
    }
}

fn patched<'a, T>(
    patch: &'a Patch<Option<T>>,
    present: Option<&'a String>,
    text: fn(&T) -> &str,
) -> Option<&'a str> {
    match patch {
        Patch::Absent => present.map(String::as_str),
        Patch::Set(value) => value.as_ref().map(text),
    }
}

fn born_by(date: Option<BirthDate>, now: Timestamp) -> Result<()> {
    let Some(date) = date else { return Ok(()) };
    let today = now.to_zoned(TimeZone::UTC).date();
    match fields::date_of_birth(&date.0.to_string(), today) {
        Ok(_) => Ok(()),
        Err(invalid) => Err(Error::Invalid(vec![invalid.at("/date_of_birth")])),
    }
}
