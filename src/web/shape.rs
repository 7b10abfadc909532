//! Input against its type's JSON Schema: the schema of the OpenAPI document is the check itself, and it finds every
//! fault at once where a deserialiser would stop at the first.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{PatternOptions, ValidationError, Validator};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::forms::in_words;
use super::strict_json::escape;
use super::{Fault, MOST_FAULTS};
use crate::error::{Error, Result};

/// A type's schema and the validator compiled from it.
pub struct Shape {
    pub(super) schema: Schema,
    validator: Validator,
}

static SHAPES: LazyLock<RwLock<HashMap<TypeId, Arc<Shape>>>> = LazyLock::new(RwLock::default);

/// The shape of `T`, compiled once.
pub fn shape_of<T: JsonSchema + 'static>() -> Result<Arc<Shape>> {
    let id = TypeId::of::<T>();
    if let Some(shape) = SHAPES.read().unwrap_or_else(PoisonError::into_inner).get(&id) {
        return Ok(Arc::clone(shape));
    }
    let schema = SchemaSettings::draft07().into_generator().into_root_schema_for::<T>();
    let validator = jsonschema::options()
        .with_pattern_options(PatternOptions::regex())
        .build(schema.as_value())
        .map_err(Error::internal)?;
    let shape = Arc::new(Shape { schema, validator });
    SHAPES.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&shape));
    Ok(shape)
}

impl Shape {
    /// The faults of `value`, a hundred at most; one alone if it is a list with too many items.
    pub fn check(&self, value: &Value) -> Result<()> {
        // The validator would look at each of the items, and keep all that it finds before it tells the first.
        if let Some(fault) = overlong(self.schema.as_value(), value, "") {
            return Err(Error::Invalid(vec![fault]));
        }
        let errors = self.validator.iter_errors(value);
        let faults: Vec<Fault> = errors.flat_map(|e| faults(&e, "")).take(MOST_FAULTS).collect();
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

/// The fault of the first list, of `value` itself or of its fields, that has more items than its schema allows.
fn overlong(schema: &Value, value: &Value, at: &str) -> Option<Fault> {
    match value {
        Value::Array(items) => {
            let most = schema.get("maxItems")?.as_u64()?;
            let detail = || format!("the value has more than {most} items");
            (items.len() as u64 > most).then(|| Fault::new(at, "too_many", detail()))
        }
        Value::Object(fields) => {
            let schemas = schema.get("properties")?.as_object()?;
            schemas.iter().find_map(|(name, schema)| {
                overlong(schema, fields.get(name)?, &format!("{at}/{}", escape(name)))
            })
        }
        _ => None,
    }
}

/// The faults that one schema error stands for, their pointers below `base`.
pub fn faults(error: &ValidationError<'_>, base: &str) -> Vec<Fault> {
    let at = format!("{base}{}", error.instance_path());
    match error.kind() {
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            unexpected
                .iter()
                .map(|name| {
                    Fault::new(
                        format!("{at}/{}", escape(name)),
                        "unknown_field",
                        "there is no such field",
                    )
                })
                .collect()
        }
        Kind::Required { property } => {
            let name = escape(property.as_str().unwrap_or_default());
            vec![Fault::new(format!("{at}/{name}"), "required", "this field is required")]
        }
        Kind::Pattern { pattern } if in_words(pattern).is_some() => {
            let words = in_words(pattern).unwrap_or_default();
            vec![Fault::new(at, "wrong_form", format!("must be {words}"))]
        }
        kind => vec![match choices(kind) {
            Some(names) => Fault::new(at, "not_allowed", format!("must be {}", names.join(" or "))),
            None => Fault::new(at, code_of(kind), error.masked_with("the value").to_string()),
        }],
    }
}

/// What the value could have been, if it had to be one of a few: an enum whose values are documented is a `oneOf` of
/// constants, and one that may be null an `anyOf` with that and null.
fn choices(kind: &Kind) -> Option<Vec<String>> {
    match kind {
        Kind::Constant { expected_value } => Some(vec![expected_value.to_string()]),
        Kind::Enum { options } => {
            Some(options.as_array()?.iter().map(ToString::to_string).collect())
        }
        Kind::OneOfNotValid { context } | Kind::AnyOf { context } => {
            let branches = context.iter().map(|branch| match branch.as_slice() {
                [only] if matches!(only.kind(), Kind::Type { .. }) => Some(Vec::new()),
                several => several.iter().find_map(|error| choices(error.kind())),
            });
            let names = branches.collect::<Option<Vec<_>>>()?.concat();
            (!names.is_empty()).then_some(names)
        }
        _ => None,
    }
}

fn code_of(kind: &Kind) -> &'static str {
    match kind {
        Kind::Type { .. } => "wrong_type",
        Kind::MinLength { .. } => "too_short",
        Kind::MaxLength { .. } => "too_long",
        Kind::Minimum { .. } | Kind::ExclusiveMinimum { .. } => "too_small",
        Kind::Maximum { .. } | Kind::ExclusiveMaximum { .. } => "too_large",
        Kind::MinItems { .. } | Kind::MinProperties { .. } => "too_few",
        Kind::MaxItems { .. } | Kind::MaxProperties { .. } => "too_many",
        Kind::Pattern { .. } | Kind::Format { .. } => "wrong_form",
        Kind::Enum { .. } | Kind::Constant { .. } => "not_allowed",
        _ => "not_valid",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_that_is_none_of_a_few_is_told_which() {
        #[derive(JsonSchema)]
        #[expect(dead_code, reason = "only its schema is used")]
        struct Input {
            role: pg_types::Role,
            other: Option<pg_types::Role>,
        }
        let value = serde_json::json!({"role": "boss", "other": 7});
        let Err(Error::Invalid(faults)) = shape_of::<Input>().unwrap().check(&value) else {
            panic!("a boss is no role")
        };
        let detail = r#"must be "admin" or "create" or "approver" or "read_only""#;
        for pointer in ["/role", "/other"] {
            assert!(faults.contains(&Fault::new(pointer, "not_allowed", detail)), "{faults:?}");
        }
    }
}
