//! From JSON to criteria, with every fault found and pointed at. Stops looking only where the criteria are too big.

use serde_json::{Map, Value};

use super::ast::{
    AttributeOp, Criteria, DateOp, Node, Op, Order, Path, Test, TextField, TextOp, TimeField,
};
use super::operand::{self, Operand, Refusal};
use super::{possible, spelling};
use crate::web::strict_json::escape;
use crate::web::{Fault, MOST_FAULTS};

const MAX_DEPTH: usize = 8;
const MAX_NODES: usize = 64;
const MAX_LIST: usize = 1_000;
const MAX_PATH: usize = 4;

const OPERATORS: [&str; 14] = [
    "eq",
    "ne",
    "gt",
    "gte",
    "lt",
    "lte",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "exists",
    "before",
    "after",
    "within_days",
];

/// The words that lead to other criteria.
const WORDS: [&str; 4] = ["all", "any", "not", "everyone"];

/// The fields of customers that criteria can ask for, attributes apart.
pub const FIELDS: [&str; 11] = [
    "external_id",
    "full_name",
    "email",
    "phone",
    "segment",
    "country",
    "kyc_status",
    "opted_out",
    "date_of_birth",
    "created_at",
    "updated_at",
];

impl Criteria {
    /// Reads criteria that are stored; the faults' pointers begin with `base`, such as `/selection_criteria`.
    pub fn parse(value: &Value, base: &str) -> Result<Self, Vec<Fault>> {
        Self::parse_as(value, base, false)
    }

    /// The same; `sent`: values that no customer's field can have are faults too.
    pub(super) fn parse_as(value: &Value, base: &str, sent: bool) -> Result<Self, Vec<Fault>> {
        let mut parser = Parser { faults: Vec::new(), nodes: 0, sent };
        let root = match value {
            Value::Object(map) if map.is_empty() => None,
            value => parser.node(value, base, 1),
        };
        if parser.faults.is_empty() { Ok(Self { root }) } else { Err(parser.faults) }
    }
}

/// What a key other than `all any not everyone` names.
enum Field {
    Text(TextField),
    Kyc,
    OptedOut,
    BirthDate,
    Time(TimeField),
    Attribute(Path),
}

struct Parser {
    faults: Vec<Fault>,
    nodes: usize,
    /// Whether values must be such as a field can have.
    sent: bool,
}

impl Parser {
    fn fault<T>(&mut self, pointer: &str, code: &str, detail: impl Into<String>) -> Option<T> {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(pointer, code, detail));
        }
        None
    }

    fn accept<T>(&mut self, pointer: &str, read: Result<T, Refusal>) -> Option<T> {
        read.map_or_else(|(code, detail)| self.fault(pointer, code, detail), Some)
    }

    /// Counts a node; false once there are too many, with one fault for the first.
    fn counts(&mut self, pointer: &str) -> bool {
        self.nodes += 1;
        if self.nodes == MAX_NODES + 1 {
            let detail = format!("criteria may have at most {MAX_NODES} nodes");
            self.fault::<()>(pointer, "too_many_nodes", detail);
        }
        self.nodes <= MAX_NODES
    }

    /// A criteria object, `depth` of them deep.
    fn node(&mut self, value: &Value, pointer: &str, depth: usize) -> Option<Node> {
        let map = match value {
            Value::Object(map) => map,
            other => {
                let refusal = operand::wrong_type("an object", other);
                return self.accept(pointer, Err(refusal));
            }
        };
        if depth > MAX_DEPTH {
            let detail = format!("criteria may be at most {MAX_DEPTH} deep");
            return self.fault(pointer, "too_deep", detail);
        }
        if map.is_empty() {
            return self.fault(pointer, "empty", "empty criteria are allowed at the top only");
        }
        let parts: Vec<_> = map
            .iter()
            .map(|(key, value)| {
                let pointer = child(pointer, key);
                if self.counts(&pointer) { self.entry(key, value, &pointer, depth) } else { None }
            })
            .collect();
        parts.into_iter().collect::<Option<Vec<_>>>().map(all)
    }

    /// One key of a criteria object.
    fn entry(&mut self, key: &str, value: &Value, pointer: &str, depth: usize) -> Option<Node> {
        match key {
            "all" => self.nodes(value, pointer, depth).map(Node::All),
            "any" => self.nodes(value, pointer, depth).map(Node::Any),
            "not" => self.node(value, pointer, depth + 1).map(|node| Node::Not(Box::new(node))),
            "everyone" => match value {
                Value::Bool(true) => Some(Node::Everyone),
                Value::Bool(false) => self.fault(pointer, "invalid_value", "must be true"),
                other => self.accept(pointer, Err(operand::wrong_type("true", other))),
            },
            _ => {
                let field = self.field(key, pointer)?;
                self.tests(&field, value, pointer)
            }
        }
    }

    /// The list of `all` and `any`.
    fn nodes(&mut self, value: &Value, pointer: &str, depth: usize) -> Option<Vec<Node>> {
        let Value::Array(items) = value else {
            return self.accept(pointer, Err(operand::wrong_type("a list", value)));
        };
        if items.is_empty() {
            return self.fault(pointer, "empty", "the list must not be empty");
        }
        let mut nodes = Vec::new();
        for (at, item) in items.iter().enumerate() {
            if self.nodes > MAX_NODES {
                return None;
            }
            nodes.push(self.node(item, &child(pointer, &at.to_string()), depth + 1));
        }
        nodes.into_iter().collect()
    }

    fn field(&mut self, key: &str, pointer: &str) -> Option<Field> {
        Some(match key {
            "external_id" => Field::Text(TextField::ExternalId),
            "full_name" => Field::Text(TextField::FullName),
            "email" => Field::Text(TextField::Email),
            "phone" => Field::Text(TextField::Phone),
            "segment" => Field::Text(TextField::Segment),
            "country" => Field::Text(TextField::Country),
            "kyc_status" => Field::Kyc,
            "opted_out" => Field::OptedOut,
            "date_of_birth" => Field::BirthDate,
            "created_at" => Field::Time(TimeField::CreatedAt),
            "updated_at" => Field::Time(TimeField::UpdatedAt),
            _ => return self.path(key, pointer).map(Field::Attribute),
        })
    }

    fn path(&mut self, key: &str, pointer: &str) -> Option<Path> {
        let Some(names) = key.strip_prefix("attributes.") else {
            return self.fault(pointer, "unknown_field", unknown_field(key));
        };
        let names: Vec<_> = names.split('.').map(ToOwned::to_owned).collect();
        if names.len() > MAX_PATH {
            let detail = format!("a path may have at most {MAX_PATH} names");
            return self.fault(pointer, "path_too_long", detail);
        }
        if names.iter().any(String::is_empty) {
            return self.fault(pointer, "unknown_field", "a path may not have an empty name");
        }
        if key.contains('\0') {
            return self.fault(pointer, "nul_character", "a path may not contain U+0000");
        }
        Some(names)
    }

    /// What a field is compared with: a scalar, a list, or operators.
    fn tests(&mut self, field: &Field, value: &Value, pointer: &str) -> Option<Node> {
        match value {
            Value::Object(operators) => self.operators(field, operators, pointer),
            Value::Array(_) => self.test(field, "in", value, pointer).map(Node::Test),
            scalar => self.test(field, "eq", scalar, pointer).map(Node::Test),
        }
    }

    fn operators(
        &mut self,
        field: &Field,
        map: &Map<String, Value>,
        pointer: &str,
    ) -> Option<Node> {
        if map.is_empty() {
            return self.fault(pointer, "empty", "must have at least one operator");
        }
        let tests: Vec<_> = map
            .iter()
            .map(|(name, value)| self.test(field, name, value, &child(pointer, name)))
            .collect();
        let tests: Option<Vec<_>> = tests.into_iter().map(|test| test.map(Node::Test)).collect();
        tests.map(all)
    }

    fn test(&mut self, field: &Field, name: &str, value: &Value, at: &str) -> Option<Test> {
        Some(match field {
            Field::Text(field) => {
                let test = Test::Text(*field, self.text_op(name, value, at)?);
                self.possible(value, at, |text| possible::text(*field, name, text))?;
                test
            }
            Field::Kyc => Test::Kyc(self.op(name, value, at)?),
            Field::OptedOut => Test::OptedOut(self.op(name, value, at)?),
            Field::BirthDate => {
                let test = Test::BirthDate(self.date_op(name, value, at)?);
                self.possible(value, at, |text| possible::birth_date(name, text))?;
                test
            }
            Field::Time(field) => Test::Time(*field, self.date_op(name, value, at)?),
            Field::Attribute(path) => {
                Test::Attribute(path.clone(), self.attribute_op(name, value, at)?)
            }
        })
    }

    /// Whether a customer's field can be what these texts ask for; asked of criteria that are sent.
    fn possible(
        &mut self,
        value: &Value,
        at: &str,
        is_possible: impl Fn(&str) -> Result<(), Refusal>,
    ) -> Option<()> {
        let texts = if self.sent { possible::texts(value) } else { Vec::new() };
        let checked: Vec<_> = texts
            .into_iter()
            .map(|(item, text)| {
                let at = item.map_or_else(|| at.to_owned(), |item| child(at, &item.to_string()));
                self.accept(&at, is_possible(text))
            })
            .collect();
        checked.into_iter().collect()
    }

    fn text_op(&mut self, name: &str, value: &Value, at: &str) -> Option<TextOp> {
        Some(match name {
            "contains" => TextOp::Contains(self.accept(at, operand::text(value))?),
            "starts_with" => TextOp::StartsWith(self.accept(at, operand::text(value))?),
            _ => TextOp::Value(self.op(name, value, at)?),
        })
    }

    fn date_op<T: Operand>(&mut self, name: &str, value: &Value, at: &str) -> Option<DateOp<T>> {
        Some(match name {
            "within_days" => DateOp::WithinDays(self.accept(at, operand::days(value))?),
            _ => DateOp::Value(self.op(name, value, at)?),
        })
    }

    fn attribute_op(&mut self, name: &str, value: &Value, at: &str) -> Option<AttributeOp> {
        Some(match name {
            "contains" => AttributeOp::Contains(self.accept(at, operand::text(value))?),
            "starts_with" => AttributeOp::StartsWith(self.accept(at, operand::text(value))?),
            "before" => AttributeOp::Dated(Order::Lt, self.accept(at, operand::moment(value))?),
            "after" => AttributeOp::Dated(Order::Gt, self.accept(at, operand::moment(value))?),
            "within_days" => AttributeOp::WithinDays(self.accept(at, operand::days(value))?),
            _ => AttributeOp::Value(self.op(name, value, at)?),
        })
    }

    /// The operators that every type has, and the orderings for those that have them.
    fn op<T: Operand>(&mut self, name: &str, value: &Value, at: &str) -> Option<Op<T>> {
        let order = match name {
            "gt" if T::ORDERED => Order::Gt,
            "gte" if T::ORDERED => Order::Ge,
            "lt" if T::ORDERED => Order::Lt,
            "lte" if T::ORDERED => Order::Le,
            "after" if T::DATED => Order::Gt,
            "before" if T::DATED => Order::Lt,
            "eq" => return self.accept(at, T::read(value)).map(Op::Eq),
            "ne" => return self.accept(at, T::read(value)).map(Op::Ne),
            "in" => return self.list(value, at).map(Op::In),
            "not_in" => return self.list(value, at).map(Op::NotIn),
            "exists" => return self.accept(at, operand::flag(value)).map(Op::Exists),
            known if OPERATORS.contains(&known) => {
                let detail = format!("this field has no operator {known}");
                return self.fault(at, "operator_not_allowed", detail);
            }
            _ => {
                let meant = spelling::nearest(name, OPERATORS);
                let meant = meant.map_or_else(String::new, |it| format!("; did you mean {it}?"));
                let detail = format!("must be one of {}{meant}", OPERATORS.join(", "));
                return self.fault(at, "unknown_operator", detail);
            }
        };
        self.accept(at, T::read_ordered(value)).map(|value| Op::Compare(order, value))
    }

    fn list<T: Operand>(&mut self, value: &Value, pointer: &str) -> Option<Vec<T>> {
        let Value::Array(items) = value else {
            return self.accept(pointer, Err(operand::wrong_type("a list", value)));
        };
        if items.is_empty() {
            return self.fault(pointer, "empty", "the list must not be empty");
        }
        if items.len() > MAX_LIST {
            let detail = format!("a list may have at most {MAX_LIST} entries");
            return self.fault(pointer, "list_too_long", detail);
        }
        let read: Vec<_> = items
            .iter()
            .enumerate()
            .map(|(at, item)| self.accept(&child(pointer, &at.to_string()), T::read(item)))
            .collect();
        read.into_iter().collect()
    }
}

/// The sentence about a key that names nothing, with what may have been meant.
fn unknown_field(key: &str) -> String {
    let unknown = "must be all, any, not, everyone, a field of customers or attributes.<path>";
    let path = key.split_once('.').filter(|(head, _)| {
        spelling::same_but_for_form(head, "attributes")
            || spelling::nearest(head, ["attributes", "attribute"]).is_some()
            || *head == "attribute"
    });
    let meant = match (spelling::nearest(key, WORDS.into_iter().chain(FIELDS)), path) {
        (Some(word), _) => word.to_owned(),
        (None, Some((_, path))) => format!("attributes.{path}"),
        (None, None) => format!("attributes.{key}"),
    };
    format!("{unknown}; did you mean \"{meant}\"?")
}

/// The conjunction of one or more nodes.
fn all(mut nodes: Vec<Node>) -> Node {
    if nodes.len() == 1 { nodes.swap_remove(0) } else { Node::All(nodes) }
}

/// The pointer of a member (RFC 6901).
fn child(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", escape(name))
}
