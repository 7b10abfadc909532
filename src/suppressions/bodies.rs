//! Suppressions as the API takes and shows them.

use jiff::Timestamp;
use pg_types::{ContactKind, SuppressionReason};
use queries::queries::suppressions::SuppressionBorrowed;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::customers::contact_keys::ContactKeys;
use crate::customers::identity;
use crate::customers::values::{Email, ExternalId, Phone};
use crate::error::{Error, Result};
use crate::web::{Cursor, Fault, Limit};

/// A remark on a suppression, at most 2,000 characters.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Remark(#[schemars(length(max = 2000))] pub(super) String);

/// A new suppression: one of `customer_id`, `external_id`, `email` and `phone`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSuppression {
    /// A customer who is there.
    customer_id: Option<Uuid>,
    /// What the bank calls a customer; the customer may come later.
    external_id: Option<ExternalId>,
    /// An e-mail address, whoever has it.
    email: Option<Email>,
    /// A phone number, whoever has it.
    phone: Option<Phone>,
    /// `manual` unless told.
    pub(super) reason: Option<SuppressionReason>,
    /// Until when; for good unless told.
    pub(super) expires_at: Option<Timestamp>,
    /// Stands in the trail.
    pub(super) comment: Option<Remark>,
}

/// Which suppressions to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SuppressionFilter {
    customer_id: Option<Uuid>,
    external_id: Option<ExternalId>,
    email: Option<Email>,
    phone: Option<Phone>,
    pub(super) reason: Option<SuppressionReason>,
    pub(super) limit: Limit,
    pub(super) after: Option<Cursor<i64>>,
}

/// A person or an address as the list of suppressions knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Suppressed {
    pub(crate) kind: ContactKind,
    pub(crate) key: Uuid,
}

/// For whom a suppression holds.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuppressionScope {
    /// Every tenant.
    All,
    /// One tenant.
    Tenant,
}

/// A suppression. The address is not in it: nobody can read it back.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Suppression<'a> {
    id: i64,
    /// What was suppressed.
    kind: ContactKind,
    reason: SuppressionReason,
    scope: SuppressionScope,
    created_by: &'a str,
    created_at: Timestamp,
    /// Null: for good.
    expires_at: Option<Timestamp>,
}

impl<'a> From<SuppressionBorrowed<'a>> for Suppression<'a> {
    fn from(row: SuppressionBorrowed<'a>) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            reason: row.reason,
            scope: if row.tenant_name.is_empty() {
                SuppressionScope::All
            } else {
                SuppressionScope::Tenant
            },
            created_by: row.created_by,
            created_at: row.created_at,
            expires_at: row.expires_at,
        }
    }
}

/// What a request may name a person or an address by.
struct Names<'a> {
    customer_id: Option<Uuid>,
    external_id: Option<&'a ExternalId>,
    email: Option<&'a Email>,
    phone: Option<&'a Phone>,
}

impl Names<'_> {
    /// Each that is given.
    fn all(&self, keys: &ContactKeys) -> Vec<Suppressed> {
        let given = [
            (ContactKind::CustomerId, self.customer_id),
            (
                ContactKind::ExternalId,
                self.external_id.map(|it| identity::customer_id(it.as_str())),
            ),
            (ContactKind::Email, self.email.map(|it| keys.email(it.as_str()))),
            (ContactKind::Phone, self.phone.map(|it| keys.phone(it.as_str()))),
        ];
        given.into_iter().filter_map(|(kind, key)| Some(Suppressed { kind, key: key? })).collect()
    }
}

impl NewSuppression {
    /// Who or what is to be suppressed; 422 unless there is exactly one, or if it would be over before it begins.
    pub(super) fn suppressed(&self, keys: &ContactKeys, now: Timestamp) -> Result<Suppressed> {
        if self.expires_at.is_some_and(|at| at <= now) {
            return Err(Error::invalid("/expires_at", "too_early", "this time is over already"));
        }
        let names = Names {
            customer_id: self.customer_id,
            external_id: self.external_id.as_ref(),
            email: self.email.as_ref(),
            phone: self.phone.as_ref(),
        };
        match names.all(keys)[..] {
            [one] => Ok(one),
            _ => Err(Error::Invalid(vec![one_name()])),
        }
    }
}

impl SuppressionFilter {
    /// Whose entries are looked for, if not everybody's; 422 for more than one name.
    pub(super) fn suppressed(&self, keys: &ContactKeys) -> Result<Option<Suppressed>> {
        let names = Names {
            customer_id: self.customer_id,
            external_id: self.external_id.as_ref(),
            email: self.email.as_ref(),
            phone: self.phone.as_ref(),
        };
        match names.all(keys)[..] {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            _ => Err(Error::Invalid(vec![one_name()])),
        }
    }
}

fn one_name() -> Fault {
    Fault::new("", "one_of", "give exactly one of customer_id, external_id, email and phone")
}
