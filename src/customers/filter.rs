//! The filter of customers, as SQL made at run time: fixed pieces of text, every value a parameter. One of two places
//! that do this. It is planned for its very values: a prefix of one letter and one of ten want different indexes.

use std::borrow::Cow;

use futures::TryStreamExt;
use futures::stream::BoxStream;
use pg_types::KycStatus;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use tokio_postgres::Row;
use tokio_postgres::types::{ToSql, Type};
use uuid::Uuid;

use super::contact_keys::ContactKeys;
use super::store::COLUMNS;
use super::values::{ExternalId, Segment};
use super::{fields, identity};
use crate::door::Session;
use crate::error::Result;
use crate::web::{Cursor, Format, Limit};

/// Which customers to list.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ListQuery {
    kyc_status: Option<KycStatus>,
    segment: Option<Segment>,
    /// The whole address, in any case.
    email: Option<Wanted>,
    external_id: Option<ExternalId>,
    /// How the name begins, in any case; no wildcards.
    q: Option<Wanted>,
    pub(super) limit: Limit,
    pub(super) after: Option<Cursor<Uuid>>,
}

/// Which customers to export, and how.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ExportQuery {
    kyc_status: Option<KycStatus>,
    segment: Option<Segment>,
    /// The whole address, in any case.
    email: Option<Wanted>,
    external_id: Option<ExternalId>,
    /// How the name begins, in any case; no wildcards.
    q: Option<Wanted>,
    pub(super) format: Format,
    /// Puts an apostrophe before texts that a spreadsheet would take for formulas; CSV only.
    pub(super) safe: bool,
}

/// A text to look for, tidied like those that are kept.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[schemars(inline)]
pub struct Wanted(
    #[serde(deserialize_with = "tidied")]
    #[schemars(length(min = 1, max = 254))]
    String,
);

fn tidied<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<String, D::Error> {
    let text = fields::tidy(Cow::Owned(String::deserialize(from)?)).into_owned();
    if text.is_empty() { Err(D::Error::custom("must not be blank")) } else { Ok(text) }
}

/// Conditions that all must hold.
#[derive(Debug, Default)]
pub(super) struct Filter {
    kyc_status: Option<KycStatus>,
    segment: Option<Segment>,
    email: Option<Uuid>,
    external_id: Option<(Uuid, ExternalId)>,
    /// The pattern of a prefix.
    like: Option<String>,
}

impl Filter {
    pub(super) fn of_list(query: &ListQuery, keys: &ContactKeys) -> Self {
        let id = query.external_id.as_ref();
        Self::new(query.kyc_status, query.segment.as_ref(), id).texts(
            keys,
            query.email.as_ref(),
            query.q.as_ref(),
        )
    }

    pub(super) fn of_export(query: &ExportQuery, keys: &ContactKeys) -> Self {
        let id = query.external_id.as_ref();
        Self::new(query.kyc_status, query.segment.as_ref(), id).texts(
            keys,
            query.email.as_ref(),
            query.q.as_ref(),
        )
    }

    fn new(kyc: Option<KycStatus>, segment: Option<&Segment>, id: Option<&ExternalId>) -> Self {
        Self {
            kyc_status: kyc,
            segment: segment.cloned(),
            external_id: id.map(|id| (identity::customer_id(id.as_str()), id.clone())),
            ..Self::default()
        }
    }

    fn texts(mut self, keys: &ContactKeys, email: Option<&Wanted>, q: Option<&Wanted>) -> Self {
        self.email = email.map(|email| keys.email(&email.0));
        self.like = q.map(|prefix| prefix_pattern(&prefix.0));
        self
    }

    /// The names of the conditions, for the trail: not their values, which may be personal.
    pub(super) fn names(&self) -> Vec<&'static str> {
        let all = [
            (self.kyc_status.is_some(), "kyc_status"),
            (self.segment.is_some(), "segment"),
            (self.email.is_some(), "email"),
            (self.external_id.is_some(), "external_id"),
            (self.like.is_some(), "q"),
        ];
        all.iter().filter(|(given, _)| *given).map(|(_, name)| *name).collect()
    }

    /// The rows that pass, at most `most` after that key, in the key's order.
    pub(super) async fn page(
        &self,
        session: &Session,
        after: Option<Uuid>,
        most: i64,
    ) -> Result<Vec<Row>> {
        self.stream(session, after, most).await?.try_collect().await
    }

    /// The same, one by one.
    pub(super) async fn stream(
        &self,
        session: &Session,
        after: Option<Uuid>,
        most: i64,
    ) -> Result<BoxStream<'static, Result<Row>>> {
        let kyc_status = self.kyc_status.map(KycStatus::as_str);
        let segment = self.segment.as_ref().map(Segment::as_str);
        let external_id = self.external_id.as_ref().map(|(_, text)| text.as_str());
        let key = self.external_id.as_ref().map(|(key, _)| key);
        let mut query = Conjunction::default();
        query.and(after.as_ref(), Type::UUID, "customer_id > $");
        query.and(key.as_ref(), Type::UUID, "customer_id = $");
        query.and(external_id.as_ref(), Type::TEXT, "external_id = $");
        query.and(self.email.as_ref(), Type::UUID, "email_key = $");
        query.and(kyc_status.as_ref(), Type::TEXT, "kyc_status = $::kyc_status");
        query.and(segment.as_ref(), Type::TEXT, "segment = $");
        query.and(self.like.as_ref(), Type::TEXT, "lower(full_name) COLLATE \"C\" LIKE lower($)");
        let (sql, mut params) = query.select();
        params.push((&most, Type::INT8));
        session.stream_planned(&sql, &params).await
    }
}

/// The pattern of `LIKE` that texts beginning with `prefix` match, and no others.
fn prefix_pattern(prefix: &str) -> String {
    let mut pattern = String::with_capacity(prefix.len() + 1);
    for c in prefix.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// `WHERE … AND …` in the making.
#[derive(Default)]
struct Conjunction<'a> {
    conditions: Vec<String>,
    params: Vec<(&'a (dyn ToSql + Sync), Type)>,
}

impl<'a> Conjunction<'a> {
    /// Adds a condition on a value, if there is one; `$` stands for it.
    fn and<T: ToSql + Sync>(&mut self, value: Option<&'a T>, of: Type, condition: &str) {
        if let Some(value) = value {
            self.params.push((value, of));
            self.conditions.push(condition.replace('$', &format!("${}", self.params.len())));
        }
    }

    /// The statement, short of its last parameter: how many rows at most.
    fn select(self) -> (String, Vec<(&'a (dyn ToSql + Sync), Type)>) {
        let filter = match self.conditions.as_slice() {
            [] => String::new(),
            all => format!("WHERE {} ", all.join(" AND ")),
        };
        let most = self.params.len() + 1;
        let sql =
            format!("SELECT {COLUMNS} FROM customers {filter}ORDER BY customer_id LIMIT ${most}");
        (sql, self.params)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_no_wildcards() {
        assert_eq!(prefix_pattern(r"100%_\o"), r"100\%\_\\o%");
    }

    #[test]
    fn values_never_stand_in_the_text() {
        let (email, segment) = (Some("x' OR 1=1"), None::<&str>);
        let mut query = Conjunction::default();
        query.and(segment.as_ref(), Type::TEXT, "segment = $");
        query.and(email.as_ref(), Type::TEXT, "lower(email) = lower($)");
        let (sql, params) = query.select();
        assert_eq!(params.len(), 1);
        assert!(sql.ends_with(
            "FROM customers WHERE lower(email) = lower($1) ORDER BY customer_id LIMIT $2"
        ));
    }
}
