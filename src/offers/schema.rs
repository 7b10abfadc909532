//! A JSON Schema (drafts 4 to 2020-12) that offers' data has to meet, with bounds on what it may cost: in memory when it is
//! compiled, in time and memory when data is checked. Nothing is fetched, and patterns run in linear time.

mod cost;
mod excess;
mod graph;
mod pattern;

use std::collections::HashSet;
use std::fmt::Write;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

use self::cost::Cost;
use self::excess::Excess;
use self::graph::Graph;
use crate::error::{Error, Result};
use crate::web::{Fault, MOST_FAULTS, shape};

/// Faults are gathered one by one if that costs at most this much, and there can be at most so many.
const MOST_TO_TELL: u64 = 2_000_000;
const MOST_TO_GATHER: u64 = 20_000;
/// A check that costs at most this much is made at once; others leave the thread to other requests.
const QUICK: u64 = 100_000;
/// Bytes that the compiled patterns of a schema share, and what one gets at most.
const PATTERNS_TOGETHER: usize = 8 << 20;
const LARGEST_PATTERN: usize = 1 << 20;
/// Bytes of a compiled pattern that make a byte of text cost one more.
const PATTERN_UNIT: usize = 64 << 10;
/// Bytes of stack for the compiler, which goes down with references as far as they lead.
const STACK: usize = 64 << 20;

/// A schema, ready to check data.
pub struct Schema {
    document: Value,
    /// None of one that was kept since before there were bounds, and is beyond them.
    validator: Option<Validator>,
    /// What it costs for each place of the data; unknown if it leads back to itself.
    cost: Option<Cost>,
}

impl Schema {
    /// Compiles a schema; 422 if it is none, or asks for too much.
    pub fn new(document: Value) -> Result<Self> {
        let cost = bounds(&document)
            .map_err(|excess| refused(&format!("the schema is too much: {excess}")))?;
        let validator = Some(compile(&document, share(&document))?);
        Ok(Self { document, validator, cost })
    }

    /// One that is stored. It was taken once, so it is not refused: data is, if it cannot be checked.
    pub fn kept(document: Value) -> Result<Self> {
        let Ok(cost) = bounds(&document) else {
            return Ok(Self { document, validator: None, cost: None });
        };
        let few = patterns(&document).len() <= PATTERNS_TOGETHER / LARGEST_PATTERN * 4;
        let validator = match compile(&document, share(&document)) {
            Err(_) if few => Some(compile(&document, LARGEST_PATTERN)?),
            other => other.ok(),
        };
        Ok(Self { document, validator, cost })
    }

    /// Whether the check of this data is over at once.
    #[must_use]
    pub fn is_quick(&self, data: &Value) -> bool {
        self.cost.is_some_and(|whole| cost::at_most(whole, data).check <= QUICK)
    }

    /// 422 with every fault unless the data meets the schema, or if finding that out would take too long.
    pub fn check(&self, data: &Value) -> Result<()> {
        let Some(validator) = &self.validator else {
            return Err(too_complex(
                "the tenant's offer configuration asks for too much; an admin has to set another",
            ));
        };
        let cost = self.cost_for(data).map_err(|excess| {
            let detail = format!(
                "checking it against the tenant's offer configuration takes too much: {excess}"
            );
            too_complex(&detail)
        })?;
        if validator.is_valid(data) {
            return Ok(());
        }
        if cost.tell > MOST_TO_TELL || cost.faults > MOST_TO_GATHER {
            let detail =
                "it does not meet the tenant's offer configuration, and is too much to say where";
            return Err(Error::invalid("/data", "not_valid", detail));
        }
        let errors = validator.iter_errors(data);
        let faults = errors.flat_map(|error| shape::faults(&error, "/data"));
        Err(Error::Invalid(faults.take(MOST_FAULTS).collect()))
    }

    fn cost_for(&self, data: &Value) -> Result<Cost, Excess> {
        let seen = self.cost.map(|whole| cost::at_most(whole, data));
        match seen.filter(|cost| cost::is_bearable(*cost)) {
            Some(cost) => Ok(cost),
            None => cost::of_data(&graph(&self.document), data),
        }
    }
}

/// What a schema costs, if that is bearable.
fn bounds(document: &Value) -> Result<Option<Cost>, Excess> {
    pattern::bounds(&patterns(document))?;
    cost::of_schema(&graph(document))
}

fn graph(document: &Value) -> Graph<'_> {
    Graph::of(document, share(document).div_ceil(PATTERN_UNIT) as u64)
}

/// The bytes that each pattern may have when it is compiled.
fn share(document: &Value) -> usize {
    (PATTERNS_TOGETHER / patterns(document).len().max(1)).min(LARGEST_PATTERN)
}

/// The different patterns of a schema.
fn patterns(document: &Value) -> HashSet<&str> {
    let mut found = HashSet::new();
    let mut left = vec![document];
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items),
            Value::Object(map) => {
                found.extend(map.get("pattern").and_then(Value::as_str));
                let named = map.get("patternProperties").and_then(Value::as_object);
                found.extend(named.into_iter().flat_map(|it| it.keys().map(String::as_str)));
                left.extend(map.values());
            }
            _ => {}
        }
    }
    found
}

fn compile(document: &Value, pattern_bytes: usize) -> Result<Validator> {
    let patterns = PatternOptions::regex().size_limit(pattern_bytes).dfa_size_limit(pattern_bytes);
    let compiler = || {
        let built = jsonschema::options().with_pattern_options(patterns).build(document);
        built.map_err(|error| {
            let pointer = format!("/schema{}", error.instance_path());
            let mut detail = format!("this is no JSON Schema: {error}");
            if is_about_a_pattern(&error) {
                let _ = write!(
                    detail,
                    ", or takes more than {pattern_bytes} bytes when it is compiled"
                );
            }
            Error::invalid(pointer, "invalid_schema", detail)
        })
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, compiler);
        let outcome = thread.map_err(Error::internal)?.join();
        outcome.map_err(|_| Error::internal("the compiler of schemas has failed"))?
    })
}

fn is_about_a_pattern(error: &ValidationError<'_>) -> bool {
    matches!(error.kind(), ValidationErrorKind::Format { format } if format == "regex")
}

fn refused(detail: &str) -> Error {
    Error::invalid("/schema", "invalid_schema", detail)
}

fn too_complex(detail: &str) -> Error {
    Error::Invalid(vec![Fault::new("/data", "too_complex", detail)])
}

#[cfg(test)]
mod tests;
