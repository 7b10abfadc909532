//! The API's document: that it is whole, that it says the same as the contract, and that it does not change unnoticed.

use std::collections::BTreeSet;
use std::fmt::Write;

use proffer::http::router::document;
use serde_json::{Value, json};

use crate::bank::Bank;
use crate::contract::{ROUTES, Who};

fn api() -> Value {
    serde_json::to_value(document()).unwrap()
}

fn operation<'a>(api: &'a Value, method: &str, path: &str) -> &'a Value {
    &api["paths"][path][method.to_lowercase()]
}

/// Every `$ref` below a value.
fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Object(fields) => {
            if let Some(Value::String(to)) = fields.get("$ref") {
                found.insert(to.clone());
            }
            fields.values().for_each(|field| references(field, found));
        }
        _ => {}
    }
}

#[tokio::test]
async fn what_is_served_is_the_document() {
    let bank = Bank::open().await;
    let served = bank.anonymous().get("/openapi.json").await.is(200);
    assert_eq!(served.json, api());
    assert_eq!(served["openapi"], "3.1.0");
}

#[test]
fn every_reference_leads_somewhere() {
    let (api, mut found) = (api(), BTreeSet::new());
    references(&api, &mut found);
    assert!(found.len() > 20, "{found:?}");
    for to in found {
        let pointer = to.strip_prefix('#').unwrap();
        assert!(api.pointer(pointer).is_some(), "{to}");
    }
}

#[test]
fn every_operation_says_who_may_use_it_what_it_answers_and_how_it_refuses() {
    let api = api();
    for (method, path, who) in ROUTES {
        let it = operation(&api, method, path);
        let schemes: Vec<_> = it["security"].as_array().map_or(Vec::new(), |all| {
            all.iter().map(|one| one.as_object().unwrap().keys().next().unwrap().as_str()).collect()
        });
        let wanted: &[&str] = match who {
            Who::Anyone => &[],
            Who::Key(_) => &["api_key"],
            Who::SuperAdminOrKey(_) => &["bearer", "api_key"],
            _ => &["bearer"],
        };
        assert_eq!(schemes, wanted, "{method} {path}");
        assert!(it["security"].is_array(), "{method} {path} leaves open who may use it");
        assert!(it["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{method} {path}");
        assert!(it["summary"].as_str().is_some_and(|text| !text.is_empty()), "{method} {path}");
        let responses = it["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}");
        assert!(it["responses"]["default"].is_null(), "{method} {path} leaves open how it refuses");
        for (status, refusal) in responses.iter().filter(|(status, _)| !status.starts_with('2')) {
            let refusal = api.pointer(refusal["$ref"].as_str().unwrap().trim_start_matches('#'));
            let schema = &refusal.unwrap()["content"]["application/problem+json"]["schema"];
            assert!(!schema.is_null(), "{method} {path} does not say what its {status} is like");
        }
    }
}

/// Calls `look` with every schema below a value, by its pointer.
fn schemas(value: &Value, at: &str, look: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(n, item)| schemas(item, &format!("{at}/{n}"), look));
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                let at = format!("{at}/{name}");
                match (name.as_str(), field) {
                    ("schema" | "items", schema) => look(&at, schema),
                    ("properties" | "schemas", Value::Object(all)) => {
                        all.iter().for_each(|(name, schema)| look(&format!("{at}/{name}"), schema));
                    }
                    _ => {}
                }
                schemas(field, &at, look);
            }
        }
        _ => {}
    }
}

#[test]
fn generators_of_clients_find_no_schema_that_they_do_not_understand() {
    let (api, mut seen) = (api(), 0);
    schemas(&api, "", &mut |at, schema| {
        seen += 1;
        assert!(schema.is_object(), "{at} is {schema}");
        let branches = schema["oneOf"].as_array().cloned().unwrap_or_default();
        let constants = branches.iter().filter(|it| it.get("const").is_some()).count();
        assert_eq!(constants, 0, "{at} is a choice of constants and no enum: {schema}");
    });
    assert!(seen > 300, "{seen}");
}

#[test]
fn every_body_says_which_types_it_comes_in() {
    let api = api();
    for (method, path, _) in ROUTES {
        let body = &operation(&api, method, path)["requestBody"];
        for (kind, media) in body["content"].as_object().into_iter().flatten() {
            assert!(media["schema"].is_object(), "{method} {path}: {kind}");
        }
    }
    let import = &operation(&api, "POST", "/customers/import")["requestBody"]["content"];
    let kinds: Vec<_> = import.as_object().unwrap().keys().collect();
    assert_eq!(kinds, ["application/x-ndjson", "text/csv"]);
    let login = &operation(&api, "POST", "/auth/token")["requestBody"]["content"];
    let kinds: Vec<_> = login.as_object().unwrap().keys().collect();
    assert_eq!(kinds, ["application/json", "application/x-www-form-urlencoded"]);
}

#[test]
fn every_operation_has_an_id_of_its_own() {
    let (api, mut seen) = (api(), BTreeSet::new());
    for (method, path, _) in ROUTES {
        let id = operation(&api, method, path)["operationId"].as_str().unwrap().to_owned();
        assert!(seen.insert(id.clone()), "{method} {path} is called {id} too");
    }
}

#[test]
fn every_part_of_a_path_is_a_required_parameter() {
    let api = api();
    for (method, path, _) in ROUTES {
        let parts: BTreeSet<_> = path
            .split('/')
            .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
            .map(str::to_owned)
            .collect();
        let parameters = operation(&api, method, path)["parameters"].as_array().cloned();
        let named: BTreeSet<_> = parameters
            .unwrap_or_default()
            .iter()
            .filter(|it| it["in"] == "path" && it["required"] == true)
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(named, parts, "{method} {path}");
    }
}

#[test]
fn bodies_refuse_what_they_do_not_know() {
    let api = api();
    for (method, path, _) in ROUTES {
        let content = &operation(&api, method, path)["requestBody"]["content"];
        let schema = &content["application/json"]["schema"];
        let Some(to) = schema["$ref"].as_str() else { continue };
        let body = api.pointer(to.trim_start_matches('#')).unwrap();
        if body["type"] == "object" {
            assert_eq!(body["additionalProperties"], json!(false), "{method} {path}: {to}");
        }
    }
}

#[test]
fn the_page_of_permissions_is_the_table() {
    let page = include_str!("../../docs/permissions.md");
    let wanted = proffer::door::permissions::markdown();
    assert_eq!(page, wanted, "cargo run -- openapi --permissions > docs/permissions.md");
}

/// A schema in a few words.
fn brief(schema: &Value) -> String {
    if let Some(to) = schema["$ref"].as_str() {
        return to.rsplit('/').next().unwrap().to_owned();
    }
    if let Some(word) = schema["const"].as_str() {
        return word.to_owned();
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|");
    }
    let one_of = schema["anyOf"].as_array().or(schema["oneOf"].as_array());
    if let Some(one_of) = one_of {
        return one_of.iter().map(brief).collect::<Vec<_>>().join("|");
    }
    let kind = match &schema["type"] {
        Value::String(kind) => kind.clone(),
        Value::Array(kinds) => {
            kinds.iter().map(|it| it.as_str().unwrap()).collect::<Vec<_>>().join("|")
        }
        _ => "any".to_owned(),
    };
    match kind.as_str() {
        "array" => format!("[{}]", brief(&schema["items"])),
        _ => kind,
    }
}

fn fields(schema: &Value) -> String {
    let required: Vec<_> = schema["required"]
        .as_array()
        .map_or(Vec::new(), |all| all.iter().filter_map(Value::as_str).collect());
    let Some(properties) = schema["properties"].as_object() else { return brief(schema) };
    let mut names: Vec<_> = properties
        .iter()
        .map(|(name, field)| {
            let optional = if required.contains(&name.as_str()) { "" } else { "?" };
            format!("{name}{optional}: {}", brief(field))
        })
        .collect();
    names.sort();
    format!("{{ {} }}", names.join(", "))
}

#[test]
fn the_api_does_not_change_unnoticed() {
    let (api, mut text) = (api(), String::new());
    for (method, path, _) in ROUTES {
        let it = operation(&api, method, path);
        let parameters = it["parameters"].as_array().cloned().unwrap_or_default();
        let named = |place: &str| -> Vec<String> {
            let those = parameters.iter().filter(|it| it["in"] == place);
            those.map(|it| it["name"].as_str().unwrap().to_owned()).collect()
        };
        let (queries, headers) = (named("query"), named("header"));
        let query =
            if queries.is_empty() { String::new() } else { format!("?{}", queries.join("&")) };
        writeln!(text, "{method} {path}{query} ({})", it["operationId"].as_str().unwrap()).unwrap();
        if !headers.is_empty() {
            writeln!(text, "    heeds {}", headers.join(", ")).unwrap();
        }
        for (kind, body) in it["requestBody"]["content"].as_object().into_iter().flatten() {
            writeln!(text, "    takes {kind} {}", brief(&body["schema"])).unwrap();
        }
        let refusals = it["responses"].as_object().unwrap().iter();
        let refusals = refusals.filter(|(_, answer)| answer["$ref"].is_string());
        let refusals: Vec<_> = refusals.map(|(status, _)| status.as_str()).collect();
        for (status, answer) in it["responses"].as_object().unwrap() {
            if answer["$ref"].is_string() {
                continue;
            }
            if answer["content"].is_null() {
                writeln!(text, "    {status}").unwrap();
            }
            for (kind, body) in answer["content"].as_object().into_iter().flatten() {
                writeln!(text, "    {status} {kind} {}", brief(&body["schema"])).unwrap();
            }
        }
        writeln!(text, "    refuses {}", refusals.join(" ")).unwrap();
    }
    for (name, schema) in api["components"]["schemas"].as_object().unwrap() {
        writeln!(text, "{name} {}", fields(schema)).unwrap();
    }
    insta::assert_snapshot!(text);
}
