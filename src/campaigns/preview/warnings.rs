//! What a preview warns of: tests of the criteria that none of some thousands of customers passes, because of a type or a
//! spelling. The customers are a sample where there are more of them.

use jiff::Timestamp;
use pg_types::RawJson;
use queries::client::GenericClient;
use serde_json::Value;
use tokio_postgres::types::ToSql;

use super::advice::{self, Seen};
use crate::criteria::{FIELDS, Leaf, SqlFilter, compile, leaves, nearest, same_but_for_form};
use crate::door::Tx;
use crate::error::{Error, Result};
use crate::web::Fault;

/// How many customers are looked at.
const SAMPLE: i32 = 10_000;
/// How many tests are looked at, and of how many the values are.
const MOST_TESTS: usize = 100;
const MOST_WARNINGS: usize = 10;
/// How many different values or names are compared with what was asked for.
const MOST_VALUES: i32 = 1_000;

const ATTRIBUTES: &str = "attributes.";

/// The warnings about these criteria, whose pointers begin with `base`.
pub(super) async fn warnings(
    tx: &Tx<'_>,
    criteria: &RawJson,
    base: &str,
    now: Timestamp,
) -> Result<Vec<Fault>> {
    let criteria = criteria.parse().map_err(Error::internal)?;
    let mut tests = leaves(&criteria, base);
    tests.retain(|leaf| leaf.field == "segment" || leaf.field.starts_with(ATTRIBUTES));
    tests.truncate(MOST_TESTS);
    if tests.is_empty() {
        return Ok(Vec::new());
    }
    let sample = sample(tx).await?;
    let mut warnings = Vec::new();
    for leaf in unmet(tx, &sample, tests, now).await?.into_iter().take(MOST_WARNINGS) {
        warnings.extend(warning(tx, &sample, &leaf).await?);
    }
    Ok(warnings)
}

/// The customers that are looked at, as a relation: the same ones in each statement of a transaction.
async fn sample(tx: &Tx<'_>) -> Result<String> {
    let sql = "SELECT reltuples::float8 FROM pg_class WHERE oid = 'customers'::regclass";
    let customers: f64 = tx.query_one(sql, &[]).await?.try_get(0)?;
    // Twice as many as are wanted: the rows of a table are estimated, and pages are taken as a whole.
    let percent = if customers > 4.0 * f64::from(SAMPLE) {
        200.0 * f64::from(SAMPLE) / customers
    } else {
        100.0
    };
    Ok(format!(
        "(SELECT * FROM customers TABLESAMPLE SYSTEM ({percent}) REPEATABLE (0) LIMIT {SAMPLE}) c"
    ))
}

/// The tests that none of the sample passes; none of them if there is nobody.
async fn unmet(tx: &Tx<'_>, sample: &str, tests: Vec<Leaf>, now: Timestamp) -> Result<Vec<Leaf>> {
    let (mut columns, mut values) = (vec!["count(*)".to_owned()], Vec::new());
    for leaf in &tests {
        let SqlFilter { sql, params } = compile(&leaf.criteria, now, values.len() + 1);
        columns.push(format!("coalesce(bool_or({sql}), false)"));
        values.extend(params);
    }
    let sql = format!("SELECT {} FROM {sample}", columns.join(", "));
    let params: Vec<_> = values.iter().map(|it| it.as_ref() as &(dyn ToSql + Sync)).collect();
    let row = tx.query_one(sql.as_str(), &params).await?;
    if row.try_get::<_, i64>(0)? == 0 {
        return Ok(Vec::new());
    }
    let mut unmet = Vec::new();
    for (at, leaf) in tests.into_iter().enumerate() {
        if !row.try_get::<_, bool>(at + 1)? {
            unmet.push(leaf);
        }
    }
    Ok(unmet)
}

async fn warning(tx: &Tx<'_>, sample: &str, leaf: &Leaf) -> Result<Option<Fault>> {
    let path: Vec<&str> = match leaf.field.strip_prefix(ATTRIBUTES) {
        Some(path) => path.split('.').collect(),
        None => Vec::new(),
    };
    let seen = seen(tx, sample, &path).await?;
    let told = if seen.is_empty() && !path.is_empty() {
        let detail = match meant(tx, sample, &path).await? {
            Some(field) => format!("no customer looked at has it; did you mean \"{field}\"?"),
            None => "no customer looked at has it".to_owned(),
        };
        Some(("unknown_field", detail))
    } else {
        advice::of(leaf, &seen)
    };
    Ok(told.map(|(code, detail)| Fault::new(&leaf.pointer, code, detail)))
}

/// The commonest values at a path into the attributes; of the segment, where the path is empty.
async fn seen(tx: &Tx<'_>, sample: &str, path: &[&str]) -> Result<Vec<Seen>> {
    let value = if path.is_empty() { "to_jsonb(c.segment)".to_owned() } else { extracted(path) };
    let sql = format!(
        "SELECT v::text, count(*) FROM (SELECT {value} AS v FROM {sample}) seen
         WHERE v IS NOT NULL AND v <> 'null' GROUP BY v ORDER BY count(*) DESC LIMIT {MOST_VALUES}"
    );
    let mut seen = Vec::new();
    for row in tx.query(sql.as_str(), &named(path)).await? {
        let value: Value = serde_json::from_str(row.try_get(0)?).map_err(Error::internal)?;
        seen.push(Seen { value, customers: row.try_get(1)? });
    }
    Ok(seen)
}

/// The field that a path into the attributes is a misspelling of.
async fn meant(tx: &Tx<'_>, sample: &str, path: &[&str]) -> Result<Option<String>> {
    for depth in (0..path.len()).rev() {
        let names = names(tx, sample, &path[..depth]).await?;
        if names.is_empty() {
            continue;
        }
        let near = nearest(path[depth], names.iter().map(String::as_str));
        if let Some(near) = near {
            let mut meant = path.to_vec();
            meant[depth] = near;
            return Ok(Some(format!("{ATTRIBUTES}{}", meant.join("."))));
        }
        break;
    }
    let own = FIELDS.into_iter().find(|field| path.len() == 1 && same_but_for_form(field, path[0]));
    Ok(own.map(str::to_owned))
}

/// The names of an object's members, commonest first.
async fn names(tx: &Tx<'_>, sample: &str, path: &[&str]) -> Result<Vec<String>> {
    let object = extracted(path);
    let sql = format!(
        "SELECT name FROM {sample}, LATERAL jsonb_object_keys(
             CASE WHEN jsonb_typeof({object}) = 'object' THEN {object} ELSE '{{}}' END) name
         GROUP BY name ORDER BY count(*) DESC LIMIT {MOST_VALUES}"
    );
    let rows = tx.query(sql.as_str(), &named(path)).await?;
    Ok(rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?)
}

/// What is at a path of so many names; `->` with a text reaches into objects only.
fn extracted(path: &[&str]) -> String {
    let names = (1..=path.len()).map(|at| format!("${at}::text"));
    let steps: Vec<_> = std::iter::once("c.attributes".to_owned()).chain(names).collect();
    format!("({})", steps.join(" -> "))
}

fn named<'a>(path: &'a [&'a str]) -> Vec<&'a (dyn ToSql + Sync)> {
    path.iter().map(|name| name as &(dyn ToSql + Sync)).collect()
}
