//! Which rows of the trail are asked for: the conditions that lists and exports share.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use queries::client::GenericClient;
use queries::queries::audit as sql;
use queries::queries::audit::AuditRowBorrowed;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

use crate::error::Result;
use crate::web::{Cursor, Limit};

/// Whether a row tells of a change or of an attempt that was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AuditOutcome {
    /// The change and its row were committed together.
    Done,
    /// Somebody tried who may not.
    Refused,
}

impl AuditOutcome {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
        }
    }
}

/// A moment: a timestamp (RFC 3339), or a date, which stands for its first instant in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Moment(Timestamp);

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<'_, str>::deserialize(from)?;
        let date = || text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok();
        let moment = text.parse().ok().or_else(|| date().map(|it| it.timestamp()));
        moment.map(Self).ok_or_else(|| D::Error::custom("must be a date or a timestamp (RFC 3339)"))
    }
}

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "maxLength": 64,
            "description": "A timestamp (RFC 3339), or a date: its first instant in UTC."})
    }
}

/// What rows of the trail must be to be shown; conditions that are absent let every row pass.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default)]
pub struct Conditions {
    actor: Option<String>,
    entity: Option<String>,
    entity_id: Option<String>,
    action: Option<String>,
    outcome: Option<AuditOutcome>,
    /// A field that was changed.
    field: Option<String>,
    /// The first moment.
    from: Option<Moment>,
    /// The first moment that is too late.
    to: Option<Moment>,
}

/// Which steps to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AuditFilter {
    #[serde(flatten)]
    pub(super) conditions: Conditions,
    pub(super) limit: Limit,
    pub(super) after: Option<Cursor<i64>>,
}

impl AuditFilter {
    /// The id before which the page begins.
    pub(super) fn before(&self) -> i64 {
        self.after.as_ref().map_or(i64::MAX, |cursor| cursor.0)
    }
}

impl Conditions {
    /// Whether every row passes.
    pub(super) fn is_empty(&self) -> bool {
        let Self { actor, entity, entity_id, action, outcome, field, from, to } = self;
        let texts = [actor, entity, entity_id, action, field];
        texts.iter().all(|it| it.is_none()) && outcome.is_none() && from.is_none() && to.is_none()
    }

    /// The rows of a trail before an id, newest first, each as `write` gives it.
    pub(super) async fn before<T>(
        &self,
        client: &impl GenericClient,
        tenant: &str,
        before: i64,
        most: i64,
        write: fn(AuditRowBorrowed<'_>) -> T,
    ) -> Result<Vec<T>> {
        let outcome = self.outcome.map(AuditOutcome::as_str);
        let (from, to) = (self.from.map(|it| it.0), self.to.map(|it| it.0));
        Ok(sql::list()
            .bind(
                client,
                &tenant,
                &before,
                &self.actor,
                &self.entity,
                &self.entity_id,
                &self.action,
                &outcome,
                &self.field,
                &from,
                &to,
                &most,
            )
            .map(write)
            .all()
            .await?)
    }

    /// The same conditions for one entity.
    pub(super) fn of_entity(&self, entity: &str, entity_id: &str) -> Self {
        let (entity, entity_id) = (Some(entity.to_owned()), Some(entity_id.to_owned()));
        Self { entity, entity_id, ..self.clone() }
    }
}
