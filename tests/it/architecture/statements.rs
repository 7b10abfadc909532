//! The statements of `queries/*.sql`: what touches a tenant's table says which tenant, what may take long says where it
//! stops.

use std::path::Path;

use super::source::files;

/// One statement, its name with its file's: `offers::get`.
pub(super) struct Statement {
    pub(super) name: String,
    /// What stands behind `--!`.
    pub(super) head: String,
    pub(super) sql: String,
    /// The `--:` lines of its file.
    pub(super) types: Vec<String>,
}

/// Every statement of the program.
pub(super) fn statements() -> Vec<Statement> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("queries");
    let mut all = Vec::new();
    for file in files(&folder, "sql") {
        let text = std::fs::read_to_string(&file).unwrap();
        let feature = file.file_stem().unwrap().to_str().unwrap().to_owned();
        let types: Vec<_> =
            text.lines().filter_map(|it| it.strip_prefix("--:")).map(str::to_owned).collect();
        for part in text.split("--!").skip(1) {
            let (head, rest) = part.split_once('\n').unwrap();
            let name: String =
                head.trim().chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect();
            let sql = rest
                .lines()
                .map(|line| line.split("--").next().unwrap_or_default())
                .collect::<Vec<_>>()
                .join("\n");
            all.push(Statement {
                name: format!("{feature}::{name}"),
                head: head.trim().to_owned(),
                sql: sql.split(';').next().unwrap_or_default().trim().to_owned(),
                types: types.clone(),
            });
        }
    }
    assert!(all.len() > 40, "only {} statements", all.len());
    all
}

/// Tables whose every row belongs to one tenant.
const TENANT_TABLES: [&str; 11] = [
    "offers",
    "offer_comments",
    "offer_configs",
    "groups",
    "group_members",
    "audit_logs",
    "audit_seals",
    "campaigns",
    "jobs",
    "webhooks",
    "webhook_deliveries",
];

/// Statements that look across tenants on purpose, with the reason.
const ACROSS_TENANTS: &[(&str, &str)] = &[
    ("auth::user_grant", "its tenant comes from the row of the tenant that is asked for"),
    (
        "suppressions::entries_after",
        "what is taken to another copy of the database is every tenant's",
    ),
    ("work::to_approve", "what waits for a person in every tenant"),
    ("work::sent_back", "what waits for a person in every tenant"),
    ("work::offer_drafts", "what waits for a person in every tenant"),
    ("work::campaign_drafts", "what waits for a person in every tenant"),
    ("work::failed_jobs", "what waits for a person in every tenant"),
    ("work::starting_soon", "what waits for a person in every tenant"),
    ("auth::my_tenants", "a person's own roles in every tenant"),
    ("users::take_all_of_user", "the super admin's, of a user who is deleted"),
    ("users::list_roles", "the super admin's list of everybody's roles"),
    ("jobs::open_buckets", "a worker looks for work of anybody"),
    ("campaigns::due_to_start", "the scheduler looks at everybody's calendar"),
    ("campaigns::due_to_end", "the scheduler looks at everybody's calendar"),
    ("audit::to_be_sealed", "every trail gets its seals"),
    ("customers::anonymise", "a person is erased from every tenant's audiences"),
    ("customers::audiences", "a person is told of every tenant's audiences"),
    ("customers::told", "a person is told what every tenant's webhooks were told of them"),
    ("webhooks::due", "the dispatcher looks for work of anybody"),
    ("webhooks::listening", "a sender's report names campaigns of several tenants"),
    ("webhooks::sealed_before", "a new signing key is everybody's"),
    ("housekeeping::forget_webhook_deliveries", "what is old is old in every tenant"),
    ("restore::stop_campaigns", "a restored database stands still in every tenant"),
    ("housekeeping::forget_chunks", "uploads belong to no tenant, and neither do their jobs"),
];

fn touches(sql: &str, table: &str) -> bool {
    let mut words =
        sql.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|it| !it.is_empty());
    let mut before = String::new();
    words.any(|word| {
        let keyword = matches!(before.as_str(), "from" | "join" | "into" | "update" | "using");
        before = word.to_lowercase();
        keyword && word == table
    })
}

#[test]
fn a_statement_on_a_tenants_table_says_which_tenant() {
    let mut wrong = Vec::new();
    for statement in statements() {
        let Some(table) = TENANT_TABLES.iter().find(|it| touches(&statement.sql, it)) else {
            continue;
        };
        let known = ACROSS_TENANTS.iter().any(|(name, _)| *name == statement.name)
            // A worker has claimed the job: it names the job's bucket, not whose it is.
            || statement.name.starts_with("jobs::") && statement.sql.contains("bucket = :bucket");
        if !known && !says_tenant(&statement.sql) {
            wrong.push(format!("{} touches {table}", statement.name));
        }
    }
    assert!(wrong.is_empty(), "without `tenant_name = :tenant`:\n{}", wrong.join("\n"));
}

fn says_tenant(sql: &str) -> bool {
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let inserts =
        sql.contains("INSERT INTO") && sql.contains("tenant_name") && sql.contains(":tenant");
    // An API key may be bound to one tenant.
    let bound = sql.contains("(:key_tenant::text IS NULL OR")
        && (sql.contains("tenant_name = :key_tenant)"));
    inserts || bound || sql.contains("tenant_name = :tenant")
}

#[test]
fn every_exception_is_a_statement() {
    let all = statements();
    for (name, _) in ACROSS_TENANTS {
        assert!(all.iter().any(|it| it.name == *name), "there is no {name}");
    }
}

#[test]
fn what_writes_returns_rows() {
    for statement in statements() {
        let sql = statement.sql.to_uppercase();
        let writes = ["INSERT ", "UPDATE ", "DELETE "].iter().any(|word| sql.starts_with(word));
        // Statements without rows are prepared anew each time.
        assert!(!writes || sql.contains("RETURNING"), "{} has no RETURNING", statement.name);
    }
}

#[test]
fn nothing_that_a_cluster_cannot_do() {
    for statement in statements() {
        let sql = statement.sql.to_lowercase();
        for word in ["clock_timestamp", "uuidv7(", "merge into", "listen ", "notify "] {
            assert!(!sql.contains(word), "{} has {word}", statement.name);
        }
        // A page begins behind a key; only the end of a batch is found by counting.
        let edge = statement.name == "builds::edge";
        assert!(!sql.contains("offset :") || edge, "{} skips rows", statement.name);
        if sql.contains("on conflict") && sql.contains("do update") {
            let set = sql.split("do update").nth(1).unwrap();
            assert!(!set.contains("now()"), "{}: pass the time as a parameter", statement.name);
        }
        if sql.contains("skip locked") {
            let one_node =
                ["bucket = :bucket", "tenant_name = :tenant and webhook_id = :webhook_id"];
            let named = one_node.iter().any(|key| sql.contains(key));
            assert!(named, "{} locks across buckets", statement.name);
        }
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        for table in ["customers", "campaign_customers", "audit_logs", "offers"] {
            let bounded = sql.contains("campaign_id =") || sql.contains("offer_id =");
            let counts = sql.contains(&format!("count(*) from {table} "));
            // A job may take its time.
            let in_a_job = statement.name.starts_with("builds::");
            assert!(!counts || bounded || in_a_job, "{} counts all of {table}", statement.name);
        }
    }
}
