//! Criteria against one customer in memory. Must agree with `sql` on every customer; the tests hold both together.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use pg_types::KycStatus;
use serde_json::Value;

use super::ast::{
    AttributeOp, Criteria, DateOp, Node, Op, Scalar, Test, TextField, TextOp, TimeField,
};
use super::moment::Moment;
use super::number;

/// The fields of a customer that criteria can ask for.
#[derive(Debug, Clone, Copy)]
pub struct CustomerView<'a> {
    /// The bank's own key.
    pub external_id: Option<&'a str>,
    /// The name.
    pub full_name: &'a str,
    /// The e-mail address.
    pub email: Option<&'a str>,
    /// The telephone number.
    pub phone: Option<&'a str>,
    /// How far the bank knows the customer.
    pub kyc_status: KycStatus,
    /// The marketing segment.
    pub segment: Option<&'a str>,
    /// ISO 3166 alpha-2.
    pub country: Option<&'a str>,
    /// The birthday.
    pub date_of_birth: Option<Date>,
    /// Whether the customer must not be contacted.
    pub opted_out: bool,
    /// A JSON object of everything else.
    pub attributes: &'a Value,
    /// When the row was made.
    pub created_at: Timestamp,
    /// When the row was last changed.
    pub updated_at: Timestamp,
}

impl Criteria {
    /// Whether the customer meets the criteria at the time `now`; nobody meets the empty ones.
    #[must_use]
    pub fn matches(&self, customer: &CustomerView<'_>, now: Timestamp) -> bool {
        self.root.as_ref().is_some_and(|node| node.matches(customer, now))
    }
}

impl Node {
    fn matches(&self, customer: &CustomerView<'_>, now: Timestamp) -> bool {
        match self {
            Self::All(nodes) => nodes.iter().all(|node| node.matches(customer, now)),
            Self::Any(nodes) => nodes.iter().any(|node| node.matches(customer, now)),
            Self::Not(node) => !node.matches(customer, now),
            Self::Everyone => true,
            Self::Test(test) => test.matches(customer, now),
        }
    }
}

impl Test {
    fn matches(&self, customer: &CustomerView<'_>, now: Timestamp) -> bool {
        match self {
            Self::Text(field, op) => op.holds(customer.text(*field)),
            Self::Kyc(op) => op.holds(true, |kyc| Some(customer.kyc_status.cmp(kyc))),
            Self::OptedOut(op) => op.holds(true, |flag| Some(customer.opted_out.cmp(flag))),
            Self::BirthDate(op) => {
                let day = customer.date_of_birth;
                op.holds(day.map(Moment::Day), now, |date| day.map(|day| day.cmp(date)))
            }
            Self::Time(field, op) => {
                let at = customer.time(*field);
                op.holds(Some(at), now, |moment| Some(at.compare(*moment)))
            }
            Self::Attribute(path, op) => op.holds(attribute(customer.attributes, path), now),
        }
    }
}

impl<'a> CustomerView<'a> {
    fn text(&self, field: TextField) -> Option<&'a str> {
        match field {
            TextField::ExternalId => self.external_id,
            TextField::FullName => Some(self.full_name),
            TextField::Email => self.email,
            TextField::Phone => self.phone,
            TextField::Segment => self.segment,
            TextField::Country => self.country,
        }
    }

    fn time(&self, field: TimeField) -> Moment {
        Moment::Instant(match field {
            TimeField::CreatedAt => self.created_at.as_microsecond(),
            TimeField::UpdatedAt => self.updated_at.as_microsecond(),
        })
    }
}

/// The attribute at the end of the path; JSON `null` is none.
fn attribute<'a>(attributes: &'a Value, path: &[String]) -> Option<&'a Value> {
    let value = path.iter().try_fold(attributes, |at, name| at.as_object()?.get(name))?;
    (!value.is_null()).then_some(value)
}

impl<T> Op<T> {
    /// Whether it holds of a value, present or not, that `compare`s with others (`None`: it does not compare).
    fn holds(&self, present: bool, compare: impl Fn(&T) -> Option<Ordering>) -> bool {
        match self {
            Self::Eq(value) => compare(value) == Some(Ordering::Equal),
            Self::Ne(value) => compare(value).is_some_and(Ordering::is_ne),
            Self::In(list) => list.iter().any(|value| compare(value) == Some(Ordering::Equal)),
            Self::NotIn(list) => {
                let mut found = list.iter().filter_map(compare).peekable();
                found.peek().is_some() && found.all(Ordering::is_ne)
            }
            Self::Compare(order, value) => compare(value).is_some_and(|it| order.allows(it)),
            Self::Exists(wanted) => present == *wanted,
        }
    }
}

impl TextOp {
    fn holds(&self, value: Option<&str>) -> bool {
        match self {
            Self::Value(op) => {
                op.holds(value.is_some(), |other| value.map(|value| value.cmp(other)))
            }
            Self::Contains(part) => value.is_some_and(|value| value.contains(part)),
            Self::StartsWith(part) => value.is_some_and(|value| value.starts_with(part)),
        }
    }
}

impl<T> DateOp<T> {
    fn holds(
        &self,
        value: Option<Moment>,
        now: Timestamp,
        compare: impl Fn(&T) -> Option<Ordering>,
    ) -> bool {
        match self {
            Self::Value(op) => op.holds(value.is_some(), compare),
            Self::WithinDays(days) => value.is_some_and(|value| value.is_within(*days, now)),
        }
    }
}

impl AttributeOp {
    fn holds(&self, value: Option<&Value>, now: Timestamp) -> bool {
        let text = value.and_then(Value::as_str);
        let moment = || text.and_then(Moment::parse);
        match self {
            Self::Value(op) => op.holds(value.is_some(), |other| value?.compare(other)),
            Self::Contains(part) => text.is_some_and(|text| text.contains(part)),
            Self::StartsWith(part) => text.is_some_and(|text| text.starts_with(part)),
            Self::Dated(order, other) => {
                moment().is_some_and(|moment| order.allows(moment.compare(*other)))
            }
            Self::WithinDays(days) => moment().is_some_and(|moment| moment.is_within(*days, now)),
        }
    }
}

/// A value that may compare with scalars.
trait Comparable {
    fn compare(&self, other: &Scalar) -> Option<Ordering>;
}

impl Comparable for Value {
    fn compare(&self, other: &Scalar) -> Option<Ordering> {
        match (self, other) {
            (Self::String(a), Scalar::Text(b)) => Some(a.cmp(b)),
            (Self::Number(a), Scalar::Number(b)) => Some(number::compare(a, b)),
            (Self::Bool(a), Scalar::Bool(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}
