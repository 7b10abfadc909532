//! A tenant's offer configuration: a JSON Schema (drafts 4 to 2020-12) that every offer's data has to meet. Nothing is
//! fetched, patterns run in linear time, and a compiled schema is kept until it changes.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use jsonschema::{PatternOptions, ValidationError, Validator};
use pg_types::RawJson;
use queries::queries::offers as sql;
use serde_json::Value;

use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::{Fault, MOST_FAULTS, TenantName, shape};

/// How many values the data may have, times the bytes of the schema, for all faults to be looked for. The validator keeps
/// what it finds before it tells the first, and one fault may be as large as the schema.
const MOST_WORK: usize = 4 << 20;

/// Bytes that all patterns of a schema may take, and that one of them may.
const PATTERNS: usize = 16 << 20;
const PATTERN: usize = 1 << 20;

/// Compiled schemas by tenant, each with its configuration's version.
#[derive(Default)]
pub struct Validators(RwLock<HashMap<String, (i64, Arc<Validator>)>>);

impl Validators {
    fn get(&self, tenant: &str, version: i64, schema: &RawJson) -> Result<Arc<Validator>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned();
        if let Some((_, validator)) = kept.filter(|(of, _)| *of == version) {
            return Ok(validator);
        }
        let validator = Arc::new(compile(&schema.parse().map_err(Error::internal)?)?);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(tenant.to_owned(), (version, Arc::clone(&validator)));
        Ok(validator)
    }
}

/// Compiles a schema; 422 if it is none.
pub fn compile(schema: &Value) -> Result<Validator> {
    let most = PATTERN.min(PATTERNS / patterns(schema).max(1));
    jsonschema::options()
        .with_pattern_options(PatternOptions::regex().size_limit(most).dfa_size_limit(most))
        .build(schema)
        .map_err(|error| {
            let pointer = format!("/schema{}", error.instance_path());
            Error::invalid(pointer, "invalid_schema", format!("this is no JSON Schema: {error}"))
        })
}

/// How many patterns a schema may have, counted by their names.
fn patterns(schema: &Value) -> usize {
    match schema {
        Value::Array(items) => items.iter().map(patterns).sum(),
        Value::Object(fields) => fields.iter().map(|(name, value)| of_field(name, value)).sum(),
        _ => 0,
    }
}

fn of_field(name: &str, value: &Value) -> usize {
    let own = match (name, value) {
        ("pattern", Value::String(_)) => 1,
        ("patternProperties", Value::Object(fields)) => fields.len(),
        _ => 0,
    };
    own + patterns(value)
}

/// 422 unless the data meets the tenant's configuration: with all faults up to a hundred, or with the first if there would
/// be much to look at.
pub async fn check(
    tx: &Tx<'_>,
    validators: &Validators,
    tenant: &TenantName,
    data: &RawJson,
) -> Result<()> {
    let config = sql::config().bind(tx, &tenant.as_str()).opt().await?;
    let Some((version, schema)) = config.and_then(|config| Some((config.version, config.schema?)))
    else {
        return Ok(());
    };
    let validator = validators.get(tenant.as_str(), version, &schema)?;
    let data: Value = data.parse().map_err(Error::internal)?;
    let errors = errors(&validator, &data, schema.get().len());
    let faults = errors.iter().flat_map(|error| shape::faults(error, "/data"));
    let faults: Vec<Fault> = faults.take(MOST_FAULTS).collect();
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

fn errors<'d>(validator: &'d Validator, data: &'d Value, bytes: usize) -> Vec<ValidationError<'d>> {
    if values(data).saturating_mul(bytes) <= MOST_WORK {
        validator.iter_errors(data).collect()
    } else {
        validator.validate(data).err().into_iter().collect()
    }
}

/// How many values there are, each container and what is in it.
fn values(data: &Value) -> usize {
    match data {
        Value::Array(items) => 1 + items.iter().map(values).sum::<usize>(),
        Value::Object(fields) => 1 + fields.values().map(values).sum::<usize>(),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_schema_that_is_none_is_refused() {
        for schema in [
            json!({"type": 5}),
            json!({"type": "objekt"}),
            json!({"$ref": "https://example.com/schema.json"}),
            json!({"$ref": "file:///etc/passwd"}),
            json!({"$schema": "https://example.com/dialect", "type": "object"}),
            json!({"properties": {"a": {"pattern": "("}}}),
            json!({"properties": {"a": {"pattern": "(a{1000}){1000}"}}}),
        ] {
            assert!(compile(&schema).is_err(), "{schema}");
        }
    }

    #[test]
    fn a_schema_that_leads_back_to_itself_ends() {
        let data = json!({"a": {"a": {}}});
        for schema in [
            json!({"$ref": "#"}),
            json!({"allOf": [{"$ref": "#"}]}),
            json!({"anyOf": [{"$ref": "#/$defs/x"}], "$defs": {"x": {"not": {"$ref": "#"}}}}),
            json!({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}),
            json!({"if": {"$ref": "#"}, "then": true}),
        ] {
            if let Ok(validator) = compile(&schema) {
                let _ = validator.iter_errors(&data).count();
            }
        }
    }
}
