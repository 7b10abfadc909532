//! A JSON Schema as a graph: which schemas a schema asks, and of which part of the data. Where drafts differ, or a reference
//! could mean several places, all of them are taken: the graph never has fewer ways than the validator.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::excess::Excess;

/// The keywords that lead elsewhere.
pub(super) const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "$recursiveRef"];

/// The part of the data that is put to a schema by another one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reach<'s> {
    /// What the other one was asked.
    Here,
    /// The same, if it has this name.
    If(&'s str),
    /// The member of this name.
    Member(&'s str),
    /// Every member but those that are named here.
    Members(Option<&'s Map<String, Value>>),
    /// Every name, as a text.
    Names,
    /// One item.
    Item(usize),
    /// Every item.
    Items,
}

impl Reach<'_> {
    /// Whether it stays at the same place of the data.
    pub(super) const fn is_here(self) -> bool {
        matches!(self, Self::Here | Self::If(_))
    }

    /// Whether the data has such a part.
    pub(super) fn applies_to(self, data: &Value) -> bool {
        match self {
            Self::If(name) => data.get(name).is_some(),
            _ => true,
        }
    }

    /// The parts of the data below this place.
    pub(super) fn parts(self, data: &Value) -> Vec<&Value> {
        match (self, data) {
            (Self::Member(name), Value::Object(map)) => map.get(name).into_iter().collect(),
            (Self::Members(but), Value::Object(map)) => {
                let named = |name: &str| but.is_some_and(|but| but.contains_key(name));
                map.iter().filter(|(name, _)| !named(name)).map(|(_, value)| value).collect()
            }
            (Self::Item(at), Value::Array(items)) => items.get(at).into_iter().collect(),
            (Self::Items, Value::Array(items)) => items.iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// A schema with a name of its own, to which references are relative.
struct Resource<'s> {
    id: String,
    schema: &'s Value,
    within: Option<usize>,
}

/// A schema document.
pub(super) struct Graph<'s> {
    resources: Vec<Resource<'s>>,
    anchors: Vec<(String, &'s Value)>,
    home: HashMap<*const Value, usize>,
    /// What a byte of text costs that is held against a pattern.
    pub(super) pattern_price: u64,
}

impl<'s> Graph<'s> {
    /// The graph of a document.
    pub(super) fn of(document: &'s Value, pattern_price: u64) -> Self {
        let root = Resource { id: String::new(), schema: document, within: None };
        let (anchors, home) = Default::default();
        let mut graph = Self { resources: vec![root], anchors, home, pattern_price };
        graph.read(document, 0);
        graph
    }

    /// The document itself.
    pub(super) fn root(&self) -> &'s Value {
        self.resources[0].schema
    }

    /// How many places a reference is looked for in.
    pub(super) fn breadth(&self) -> u64 {
        (self.resources.len() + self.anchors.len()) as u64
    }

    fn read(&mut self, value: &'s Value, mut home: usize) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.read(item, home)),
            Value::Object(map) => {
                for keyword in ["$id", "id"] {
                    let Some(id) = map.get(keyword).and_then(Value::as_str) else { continue };
                    let (uri, fragment) = split(id);
                    let is_anchor = uri.is_none() && fragment.is_some();
                    self.anchors.extend(fragment.map(|name| (name, value)));
                    if is_anchor {
                        continue;
                    }
                    let id = uri.map(last).unwrap_or_default();
                    self.resources.push(Resource { id, schema: value, within: Some(home) });
                    home = self.resources.len() - 1;
                }
                for keyword in ["$anchor", "$dynamicAnchor"] {
                    let name = map.get(keyword).and_then(Value::as_str);
                    self.anchors.extend(name.map(|name| (name.to_owned(), value)));
                }
                self.home.insert(value, home);
                map.values().for_each(|value| self.read(value, home));
            }
            _ => {}
        }
    }

    /// What a schema asks, and of what.
    pub(super) fn steps(&self, schema: &'s Value) -> Result<Vec<(Reach<'s>, &'s Value)>, Excess> {
        let mut steps = Vec::new();
        let Value::Object(map) = schema else { return Ok(steps) };
        let properties = map.get("properties").and_then(Value::as_object);
        for (keyword, value) in map {
            let keyword = keyword.as_str();
            match (keyword, value) {
                (_, Value::String(reference)) if REFERENCES.contains(&keyword) => {
                    let found = self.targets(schema, keyword, reference)?;
                    steps.extend(found.into_iter().map(|it| (Reach::Here, it)));
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => {
                    steps.extend(list.iter().map(|it| (Reach::Here, it)));
                }
                ("not" | "if" | "then" | "else", _) => steps.push((Reach::Here, value)),
                ("dependentSchemas" | "dependencies", Value::Object(map)) => {
                    steps.extend(map.iter().map(|(name, it)| (Reach::If(name), it)));
                }
                ("properties", Value::Object(map)) => {
                    steps.extend(map.iter().map(|(name, it)| (Reach::Member(name), it)));
                }
                ("patternProperties", Value::Object(map)) => {
                    steps.extend(map.values().map(|it| (Reach::Members(None), it)));
                }
                ("additionalProperties", _) => steps.push((Reach::Members(properties), value)),
                ("unevaluatedProperties", _) => steps.push((Reach::Members(None), value)),
                ("propertyNames", _) => steps.push((Reach::Names, value)),
                ("items" | "prefixItems", Value::Array(list)) => {
                    let each = list.iter().enumerate();
                    steps.extend(each.map(|(at, it)| (Reach::Item(at), it)));
                }
                ("items" | "additionalItems" | "unevaluatedItems" | "contains", _) => {
                    steps.push((Reach::Items, value));
                }
                _ => {}
            }
        }
        Ok(steps)
    }

    /// Every schema that a reference may mean.
    fn targets(
        &self,
        holder: &'s Value,
        keyword: &str,
        reference: &str,
    ) -> Result<Vec<&'s Value>, Excess> {
        let unknown = || Excess::Unknown(reference.to_owned());
        if reference.to_ascii_lowercase().contains("%2f") {
            return Err(unknown());
        }
        let (uri, fragment) = split(reference);
        let bases: Vec<&Value> = match uri {
            _ if keyword == "$recursiveRef" => self.resources.iter().map(|it| it.schema).collect(),
            None => self.enclosing(holder),
            Some(uri) => self.named(&last(uri)),
        };
        let mut found: Vec<&Value> = match fragment {
            None => bases,
            Some(pointer) if pointer.starts_with('/') => {
                bases.into_iter().filter_map(|base| at(base, &pointer)).collect()
            }
            Some(name) => {
                let of_name = self.anchors.iter().filter(|(anchor, _)| *anchor == name);
                of_name.map(|(_, schema)| *schema).collect()
            }
        };
        found.sort_by_key(|it| std::ptr::from_ref(*it));
        found.dedup_by_key(|it| std::ptr::from_ref(*it));
        if found.is_empty() { Err(unknown()) } else { Ok(found) }
    }

    /// The resources around a schema: drafts do not agree on which of them counts.
    fn enclosing(&self, schema: &'s Value) -> Vec<&'s Value> {
        let innermost = self.home.get(&std::ptr::from_ref(schema)).copied();
        let around = std::iter::successors(innermost, |at| self.resources[*at].within);
        around.map(|at| self.resources[at].schema).collect()
    }

    /// The resources that a URI with this end may mean.
    fn named(&self, end: &str) -> Vec<&'s Value> {
        let vague = |end: &str| matches!(end, "" | "." | "..");
        let fits =
            |it: &&Resource<'_>| it.id == end || vague(end) || it.within.is_some() && vague(&it.id);
        self.resources.iter().filter(fits).map(|it| it.schema).collect()
    }
}

/// A reference without its fragment, and that, decoded; none where it is empty.
fn split(reference: &str) -> (Option<&str>, Option<String>) {
    let (uri, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let some = |text: &str| !text.is_empty();
    (Some(uri).filter(|it| some(it)), Some(decoded(fragment)).filter(|it| some(it)))
}

/// What stands after a URI's last slash.
fn last(uri: &str) -> String {
    decoded(uri.rsplit('/').next().unwrap_or_default())
}

/// Without percent-encoding (RFC 3986 § 2.1).
fn decoded(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).and_then(|it| std::str::from_utf8(it).ok());
        let byte = code.and_then(|it| u8::from_str_radix(it, 16).ok());
        let (byte, taken) =
            if *first == b'%' { byte.map_or((b'%', 1), |it| (it, 3)) } else { (*first, 1) };
        out.push(byte);
        rest = &rest[taken..];
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// What a JSON pointer leads to; indexes are read as the validator reads them, `01` too.
fn at<'s>(schema: &'s Value, pointer: &str) -> Option<&'s Value> {
    pointer.split('/').skip(1).try_fold(schema, |at, part| match at {
        Value::Object(map) => map.get(&part.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => items.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}
