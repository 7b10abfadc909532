//! The schema itself: the rules that make the cluster a configuration change.

use crate::bank::Bank;

/// Distributed tables and their distribution keys.
const DISTRIBUTED: &[(&str, &str)] = &[
    ("customers", "customer_id"),
    ("campaign_customers", "customer_id"),
    ("suppressions", "suppression_key"),
    ("erasures", "customer_id"),
    ("opt_outs", "key"),
    ("former_keys", "customer_id"),
    ("erased_keys", "customer_id"),
    ("shared_addresses", "address_key"),
    ("former_addresses", "customer_id"),
    ("offers", "tenant_name"),
    ("offer_comments", "tenant_name"),
    ("audit_logs", "tenant_name"),
    ("audit_seals", "tenant_name"),
    ("sessions", "session_id"),
    ("login_failures", "username"),
    ("address_failures", "address"),
    ("idempotency_keys", "caller"),
    ("jobs", "bucket"),
    ("import_chunks", "upload_id"),
    ("import_reports", "upload_id"),
    ("claim_cursors", "campaign_id"),
    ("responses", "campaign_id"),
    ("webhooks", "tenant_name"),
    ("webhook_deliveries", "tenant_name"),
];

/// Small tables, replicated everywhere.
const REPLICATED: &[&str] = &[
    "users",
    "tenants",
    "offer_configs",
    "groups",
    "group_members",
    "api_keys",
    "campaigns",
    "installation_secrets",
    "suppression_entries",
];

impl Bank {
    async fn texts(&self, sql: &str) -> Vec<String> {
        let rows = self.sql().await.query(sql, &[]).await.unwrap();
        rows.iter().map(|row| row.get(0)).collect()
    }
}

#[tokio::test]
async fn every_table_is_distributed_or_replicated_on_purpose() {
    let bank = Bank::open().await;
    let sql = "SELECT relname::text FROM pg_class WHERE relkind IN ('r', 'p')
               AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations'";
    for table in bank.texts(sql).await {
        let known = REPLICATED.contains(&table.as_str())
            || DISTRIBUTED.iter().any(|(name, _)| *name == table);
        assert!(known, "{table}: say in tests/it/architecture/catalog.rs where it lives");
    }
}

#[tokio::test]
async fn every_unique_constraint_of_a_distributed_table_holds_its_distribution_key() {
    let bank = Bank::open().await;
    for (table, key) in DISTRIBUTED {
        let sql = format!(
            "SELECT i.indexrelid::regclass::text FROM pg_index i
             WHERE i.indrelid = '{table}'::regclass AND (i.indisunique OR i.indisprimary)
               AND NOT EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = i.indrelid
                               AND a.attname = '{key}' AND a.attnum = ANY (i.indkey))"
        );
        assert_eq!(bank.texts(&sql).await, [] as [String; 0], "{table} without {key}");
        let sql = format!(
            "SELECT conname::text FROM pg_constraint
                           WHERE conrelid = '{table}'::regclass AND contype = 'p'"
        );
        assert_eq!(bank.texts(&sql).await.len(), 1, "{table} has a primary key");
    }
}

#[tokio::test]
async fn there_are_no_triggers_no_procedures_and_no_foreign_keys_that_slow_the_build() {
    let bank = Bank::open().await;
    let none = [] as [String; 0];
    let triggers = "SELECT tgname::text FROM pg_trigger WHERE NOT tgisinternal";
    assert_eq!(bank.texts(triggers).await, none);
    let procedures =
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace";
    assert_eq!(bank.texts(procedures).await, none);
    // Nor may a distributed table point at, or be pointed at from, what lives elsewhere.
    let foreign_keys =
        "SELECT conrelid::regclass || ' ' || conname FROM pg_constraint WHERE contype = 'f'";
    for key in bank.texts(foreign_keys).await {
        let table = key.split(' ').next().unwrap();
        assert!(REPLICATED.contains(&table), "{key}");
    }
}

#[tokio::test]
async fn the_only_counters_are_identities_and_versions_are_numbers() {
    let bank = Bank::open().await;
    let serials = "SELECT table_name || '.' || column_name FROM information_schema.columns
                   WHERE table_schema = 'public' AND column_default LIKE 'nextval%'";
    assert_eq!(bank.texts(serials).await, [] as [String; 0]);
    let versions = "SELECT table_name || '.' || data_type FROM information_schema.columns
                    WHERE table_schema = 'public' AND column_name = 'version' AND data_type <> 'bigint'";
    assert_eq!(bank.texts(versions).await, [] as [String; 0]);
}

#[tokio::test]
async fn times_are_kept_with_their_zone() {
    let bank = Bank::open().await;
    let naive = "SELECT table_name || '.' || column_name FROM information_schema.columns
                 WHERE table_schema = 'public' AND data_type IN ('timestamp without time zone', 'money', 'json')
                   AND (table_name, column_name) <> ('audit_logs', 'changes')";
    assert_eq!(bank.texts(naive).await, [] as [String; 0]);
}
