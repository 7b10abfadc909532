//! Tests of plain columns. Comparisons stay bare, so indexes serve them; a column that may be null adds `IS NOT NULL`
//! instead of wrapping the comparison.

use jiff::civil::Date;
use pg_types::KycStatus;
use postgres_types::ToSql;

use super::Writer;
use super::param::Instant;
use crate::criteria::ast::{DateOp, Op, Order, TextField, TextOp, TimeField};
use crate::criteria::moment::{self, Moment};

/// A column, how to compare it, and whether it may be null.
struct Column {
    name: &'static str,
    /// What orders it: the name, with a collation for texts.
    ordered: &'static str,
    nullable: bool,
}

impl Column {
    const fn plain(name: &'static str, nullable: bool) -> Self {
        Self { name, ordered: name, nullable }
    }

    /// The test, false where the column is null.
    fn guarded(&self, test: String) -> String {
        if self.nullable { format!("({} IS NOT NULL AND {test})", self.name) } else { test }
    }

    fn exists(&self, wanted: bool) -> String {
        match (self.nullable, wanted) {
            (true, true) => format!("{} IS NOT NULL", self.name),
            (true, false) => format!("{} IS NULL", self.name),
            (false, wanted) => wanted.to_string(),
        }
    }
}

macro_rules! text_column {
    ($name:literal, $nullable:literal) => {
        Column { name: $name, ordered: concat!($name, " COLLATE \"C\""), nullable: $nullable }
    };
}

const fn text_column(field: TextField) -> Column {
    match field {
        TextField::ExternalId => text_column!("c.external_id", true),
        TextField::FullName => text_column!("c.full_name", false),
        TextField::Email => text_column!("c.email", true),
        TextField::Phone => text_column!("c.phone", true),
        TextField::Segment => text_column!("c.segment", true),
        TextField::Country => text_column!("c.country", true),
    }
}

impl Writer {
    pub(super) fn text(&mut self, field: TextField, op: &TextOp) -> String {
        let column = text_column(field);
        let test = match op {
            TextOp::Value(op) => return self.compared(&column, "text", op),
            TextOp::Contains(part) => {
                format!("strpos({}, {}::text) > 0", column.ordered, self.bind(part.clone()))
            }
            TextOp::StartsWith(part) => {
                format!("starts_with({}, {}::text)", column.name, self.bind(part.clone()))
            }
        };
        column.guarded(test)
    }

    pub(super) fn kyc(&mut self, op: &Op<KycStatus>) -> String {
        self.compared(&Column::plain("c.kyc_status", false), "kyc_status", op)
    }

    pub(super) fn opted_out(&mut self, op: &Op<bool>) -> String {
        self.compared(&Column::plain("c.opted_out", false), "boolean", op)
    }

    pub(super) fn birth_date(&mut self, op: &DateOp<Date>) -> String {
        let column = Column::plain("c.date_of_birth", true);
        match op {
            DateOp::Value(op) => self.compared(&column, "date", op),
            DateOp::WithinDays(days) => {
                let now = self.now.as_microsecond();
                let (from, to) = (day(moment::days_before(*days, now)), day(now));
                let (from, to) = (self.bind(from), self.bind(to));
                column.guarded(format!("{} BETWEEN {from}::date AND {to}::date", column.name))
            }
        }
    }

    /// A comparison with values that the column's type holds.
    fn compared<T>(&mut self, column: &Column, ty: &str, op: &Op<T>) -> String
    where
        T: ToSql + Sync + Send + Clone + 'static,
    {
        let name = column.name;
        let test = match op {
            Op::Eq(value) => format!("{name} = {}::{ty}", self.bind(value.clone())),
            Op::Ne(value) => format!("{name} <> {}::{ty}", self.bind(value.clone())),
            Op::In(list) => format!("{name} = ANY({}::{ty}[])", self.bind(list.clone())),
            Op::NotIn(list) => format!("{name} <> ALL({}::{ty}[])", self.bind(list.clone())),
            Op::Compare(order, value) => {
                format!("{} {} {}::{ty}", column.ordered, order.symbol(), self.bind(value.clone()))
            }
            Op::Exists(wanted) => return column.exists(*wanted),
        };
        column.guarded(test)
    }

    pub(super) fn time(&mut self, field: TimeField, op: &DateOp<Moment>) -> String {
        let name = match field {
            TimeField::CreatedAt => "c.created_at",
            TimeField::UpdatedAt => "c.updated_at",
        };
        match op {
            DateOp::Value(Op::Eq(value)) => self.at(name, *value),
            DateOp::Value(Op::Ne(value)) => format!("(NOT {})", self.at(name, *value)),
            DateOp::Value(Op::In(list)) => self.at_any(name, list),
            DateOp::Value(Op::NotIn(list)) => format!("(NOT {})", self.at_any(name, list)),
            DateOp::Value(Op::Compare(order, value)) => {
                let (order, micros) = bound(*order, *value);
                format!("{name} {} {}", order.symbol(), self.instant(micros))
            }
            DateOp::Value(Op::Exists(wanted)) => wanted.to_string(),
            DateOp::WithinDays(days) => {
                let now = self.now.as_microsecond();
                let from = self.instant(moment::days_before(*days, now));
                format!("({name} BETWEEN {from} AND {})", self.instant(now))
            }
        }
    }

    pub(super) fn instant(&mut self, micros: i64) -> String {
        format!("{}::timestamptz", self.bind(Instant(micros)))
    }

    /// At that instant, or on that day.
    fn at(&mut self, name: &str, moment: Moment) -> String {
        let start = self.instant(moment.start());
        match moment {
            Moment::Instant(_) => format!("{name} = {start}"),
            Moment::Day(day) => {
                let end = self.instant(moment::next_midnight(day));
                format!("({name} >= {start} AND {name} < {end})")
            }
        }
    }

    fn at_any(&mut self, name: &str, list: &[Moment]) -> String {
        let (mut days, mut instants) = (Vec::new(), Vec::new());
        for moment in list {
            match *moment {
                Moment::Day(day) => days.push(day),
                Moment::Instant(micros) => instants.push(Instant(micros)),
            }
        }
        let (days, instants) = (self.bind(days), self.bind(instants));
        format!(
            "({name} = ANY({instants}::timestamptz[]) \
             OR ({name} AT TIME ZONE 'UTC')::date = ANY({days}::date[]))"
        )
    }
}

/// The comparison of an instant that says the same: `<= day` is `<` the day after.
pub(super) fn bound(order: Order, moment: Moment) -> (Order, i64) {
    match (moment, order) {
        (Moment::Day(day), Order::Le) => (Order::Lt, moment::next_midnight(day)),
        (Moment::Day(day), Order::Gt) => (Order::Ge, moment::next_midnight(day)),
        (moment, order) => (order, moment.start()),
    }
}

/// The day of a clock's microsecond, which always has one.
pub(super) fn day(micros: i64) -> Date {
    moment::day_of(micros).unwrap_or(Date::MIN)
}
