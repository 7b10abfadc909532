//! The schemas of the API's document as generators of clients understand them: a list of words is an `enum` and not a choice
//! of constants, a value that may be anything is `{}` and not `true`, and a field that may be left out has no `default`.

use aide::openapi::{
    MediaType, OpenApi, Operation, Parameter, ParameterSchemaOrContent, ReferenceOr,
};
use schemars::Schema;
use schemars::transform::transform_subschemas;
use serde_json::{Map, Value, json};

use super::operations::operations;

/// Rewrites every schema of the document.
pub(super) fn simplify(api: &mut OpenApi) {
    let components = api.components.get_or_insert_default();
    components.schemas.values_mut().for_each(|it| plain(&mut it.json_schema));
    let responses = components.responses.values_mut().filter_map(item);
    responses.for_each(|response| media(response.content.values_mut()));
    let paths = api.paths.iter_mut().flat_map(|paths| paths.paths.values_mut());
    for (_, operation) in paths.filter_map(item).flat_map(operations) {
        of_operation(operation);
    }
}

fn of_operation(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().filter_map(item) {
        of_parameter(parameter);
    }
    if let Some(ReferenceOr::Item(body)) = &mut operation.request_body {
        media(body.content.values_mut());
    }
    let responses = operation.responses.iter_mut().flat_map(|it| it.responses.values_mut());
    responses.filter_map(item).for_each(|response| media(response.content.values_mut()));
}

fn of_parameter(parameter: &mut Parameter) {
    if let ParameterSchemaOrContent::Schema(schema) = &mut parameter.parameter_data_mut().format {
        plain(&mut schema.json_schema);
    }
}

fn media<'a>(all: impl Iterator<Item = &'a mut MediaType>) {
    all.filter_map(|it| it.schema.as_mut()).for_each(|it| plain(&mut it.json_schema));
}

fn item<T>(it: &mut ReferenceOr<T>) -> Option<&mut T> {
    match it {
        ReferenceOr::Item(item) => Some(item),
        ReferenceOr::Reference { .. } => None,
    }
}

fn plain(schema: &mut Schema) {
    if schema.as_bool() == Some(true) {
        *schema = Map::new().into();
    }
    transform_subschemas(&mut plain, schema);
    let Some(object) = schema.as_object_mut() else { return };
    let fields = object.get_mut("properties").and_then(Value::as_object_mut);
    fields.into_iter().flat_map(Map::values_mut).for_each(say_default);
    let Some(words) = object.get("oneOf").and_then(Value::as_array).and_then(|it| words(it)) else {
        return;
    };
    let told =
        words.iter().filter_map(|(word, told)| Some(format!("- `{word}`: {}", told.as_ref()?)));
    let told: Vec<String> = told.collect();
    if !told.is_empty() {
        let before = object.get("description").and_then(Value::as_str).unwrap_or_default();
        let all = format!("{before}\n\n{}", told.join("\n"));
        object.insert("description".to_owned(), json!(all.trim_start()));
    }
    object.remove("oneOf");
    object.insert("type".to_owned(), json!("string"));
    let words: Vec<String> = words.into_iter().map(|(word, _)| word).collect();
    object.insert("enum".to_owned(), json!(words));
}

/// What a field is when it is left out, in words: of a field with a `default` openapi-typescript makes one that must be there.
fn say_default(field: &mut Value) {
    let Some(object) = field.as_object_mut() else { return };
    match object.remove("default") {
        None | Some(Value::Null) => {}
        Some(default) => {
            let before = object.get("description").and_then(Value::as_str).unwrap_or_default();
            let all = format!("{before}\n\nDefault: `{default}`.");
            object.insert("description".to_owned(), json!(all.trim_start()));
        }
    }
}

/// The words of a choice of constants, each with what is said of it; `None` for any other choice.
fn words(branches: &[Value]) -> Option<Vec<(String, Option<String>)>> {
    let mut words = Vec::new();
    for branch in branches {
        let told = branch.get("description").and_then(Value::as_str).map(str::to_owned);
        let listed = branch.get("enum").and_then(Value::as_array);
        let all =
            listed.map_or_else(|| branch.get("const").map(std::slice::from_ref), |it| Some(it));
        for word in all? {
            words.push((word.as_str()?.to_owned(), told.clone()));
        }
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use schemars::json_schema;

    use super::*;

    #[test]
    fn a_choice_of_constants_is_a_list_of_words() {
        let mut schema = json_schema!({
            "description": "How.",
            "oneOf": [{"type": "string", "const": "a", "description": "One."}, {"enum": ["b", "c"]}]
        });
        plain(&mut schema);
        let wanted = json!({"description": "How.\n\n- `a`: One.", "type": "string", "enum": ["a", "b", "c"]});
        assert_eq!(schema.as_value(), &wanted);
    }

    #[test]
    fn anything_is_an_empty_schema_and_nothing_stays_nothing() {
        let mut schema = json_schema!({"properties": {"x": true}, "additionalProperties": false});
        plain(&mut schema);
        let wanted = json!({"properties": {"x": {}}, "additionalProperties": false});
        assert_eq!(schema.as_value(), &wanted);
    }

    #[test]
    fn what_a_field_is_when_it_is_left_out_is_said_in_words() {
        let mut schema = json_schema!({
            "properties": {"on": {"type": "boolean", "description": "Whether.", "default": false}, "x": {"default": null}}
        });
        plain(&mut schema);
        let on = json!({"type": "boolean", "description": "Whether.\n\nDefault: `false`."});
        assert_eq!(schema.as_value(), &json!({"properties": {"on": on, "x": {}}}));
    }

    #[test]
    fn another_choice_stays_one() {
        let choice = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
        let mut schema = Schema::try_from(choice.clone()).unwrap();
        plain(&mut schema);
        assert_eq!(schema.as_value(), &choice);
    }
}
