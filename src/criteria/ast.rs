//! What criteria are once they are known to be well-formed. Each field's operators are a type of their own, so that
//! `sql` and `eval` have no impossible case to handle.

use jiff::civil::Date;
use pg_types::KycStatus;
use serde_json::Number;

use super::moment::Moment;

/// Well-formed criteria; `Criteria::parse` makes them.
#[derive(Debug, Clone, PartialEq)]
pub struct Criteria {
    pub(super) root: Option<Node>,
}

impl Criteria {
    /// Whether these are the empty criteria `{}`, which no audience may be built of.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }
}

/// A condition on a customer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Everyone,
    Test(Test),
}

/// One operator on one field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Test {
    Text(TextField, TextOp),
    Kyc(Op<KycStatus>),
    OptedOut(Op<bool>),
    BirthDate(DateOp<Date>),
    Time(TimeField, DateOp<Moment>),
    Attribute(Path, AttributeOp),
}

/// The columns that hold text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextField {
    ExternalId,
    FullName,
    Email,
    Phone,
    Segment,
    Country,
}

/// The columns that hold a timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TimeField {
    CreatedAt,
    UpdatedAt,
}

/// The names that lead to an attribute: one to four.
pub(super) type Path = Vec<String>;

/// A comparison with values of type `T`.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Op<T> {
    Eq(T),
    Ne(T),
    In(Vec<T>),
    NotIn(Vec<T>),
    Compare(Order, T),
    Exists(bool),
}

/// Which side of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Lt,
    Le,
    Gt,
    Ge,
}

impl Order {
    /// The operator in SQL and in jsonpath.
    pub(super) const fn symbol(self) -> &'static str {
        match self {
            Self::Lt => "<",
            Self::Le => "<=",
            Self::Gt => ">",
            Self::Ge => ">=",
        }
    }

    /// Whether a value that compares like this is on this side.
    pub(super) const fn allows(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Lt => ordering.is_lt(),
            Self::Le => ordering.is_le(),
            Self::Gt => ordering.is_gt(),
            Self::Ge => ordering.is_ge(),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum TextOp {
    Value(Op<String>),
    Contains(String),
    StartsWith(String),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum DateOp<T> {
    Value(Op<T>),
    WithinDays(i32),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum AttributeOp {
    Value(Op<Scalar>),
    Contains(String),
    StartsWith(String),
    Dated(Order, Moment),
    WithinDays(i32),
}

/// A value that an attribute is compared with.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Scalar {
    Text(String),
    Number(Number),
    Bool(bool),
}
