//! A forger: somebody who holds the database, has read docs/architecture.md, and computes hashes as it says. Written in SQL
//! after the document alone, so it also holds the program to the document.

use crate::bank::Bank;

const TOOLS: &str = r"
CREATE FUNCTION pg_temp.field(value text) RETURNS bytea LANGUAGE sql AS $$
    SELECT CASE WHEN value IS NULL THEN '\x00'::bytea
                ELSE '\x01'::bytea || int8send(octet_length(value)) || convert_to(value, 'UTF8') END $$;

CREATE FUNCTION pg_temp.micros(at timestamptz) RETURNS bigint LANGUAGE sql AS $$
    SELECT (extract(epoch FROM at) * 1000000)::bigint $$;

CREATE FUNCTION pg_temp.digest(a audit_logs) RETURNS bytea LANGUAGE sql AS $$
    SELECT sha256(pg_temp.field(a.tenant_name) || pg_temp.field(pg_temp.micros(a.at)::text) || pg_temp.field(a.actor)
        || pg_temp.field(a.action) || pg_temp.field(a.entity) || pg_temp.field(a.entity_id)
        || pg_temp.field(a.from_status) || pg_temp.field(a.to_status) || pg_temp.field(a.changes::text)
        || pg_temp.field(a.comment) || pg_temp.field(a.outcome) || pg_temp.field(a.request_id)) $$;

-- Gives every row the number and the hash that its content and its place ask for.
CREATE FUNCTION pg_temp.chain_again() RETURNS void LANGUAGE plpgsql AS $$
DECLARE a audit_logs; before audit_logs;
BEGIN
    FOR a IN SELECT * FROM audit_logs ORDER BY tenant_name, entity, entity_id, entity_seq LOOP
        IF before IS NULL OR (before.tenant_name, before.entity, before.entity_id)
                             IS DISTINCT FROM (a.tenant_name, a.entity, a.entity_id) THEN
            a.entity_seq := 1; a.hash := '';
        ELSE
            a.entity_seq := before.entity_seq + 1; a.hash := before.hash;
        END IF;
        a.hash := sha256(a.hash || int8send(a.entity_seq) || pg_temp.digest(a));
        UPDATE audit_logs SET entity_seq = a.entity_seq, hash = a.hash WHERE tenant_name = a.tenant_name AND id = a.id;
        before := a;
    END LOOP;
END $$;

-- Gives every seal the leaves and the hash that the rows ask for.
CREATE FUNCTION pg_temp.seal_again() RETURNS void LANGUAGE plpgsql AS $$
DECLARE s audit_seals; before audit_seals;
BEGIN
    FOR s IN SELECT * FROM audit_seals ORDER BY tenant_name, seal_no LOOP
        IF before IS NULL OR before.tenant_name <> s.tenant_name THEN
            before := NULL;
        END IF;
        SELECT count(*), coalesce(string_agg(int8send(id) || hash, ''::bytea ORDER BY id), '') INTO s.rows, s.leaves
        FROM audit_logs
        WHERE tenant_name = s.tenant_name AND id > coalesce(before.upto_id, 0) AND id <= s.upto_id;
        s.hash := sha256(coalesce(before.hash, '') || pg_temp.field(s.tenant_name) || int8send(s.seal_no)
            || int8send(s.upto_id) || int8send(s.rows) || int8send(pg_temp.micros(s.sealed_at)) || sha256(s.leaves));
        UPDATE audit_seals SET rows = s.rows, leaves = s.leaves, hash = s.hash
        WHERE tenant_name = s.tenant_name AND seal_no = s.seal_no;
        before := s;
    END LOOP;
END $$;
";

impl Bank {
    /// The forger comes in.
    pub(super) async fn lets_the_forger_in(&self) {
        self.sql().await.batch_execute(TOOLS).await.unwrap();
    }

    /// The forger does something, and gives every row a hash that fits.
    pub(super) async fn is_forged(&self, sql: &str) {
        let sql = format!("{sql}; SELECT pg_temp.chain_again()");
        self.sql().await.batch_execute(&sql).await.unwrap();
    }

    /// And every seal.
    pub(super) async fn is_forged_with_seals(&self, sql: &str) {
        self.is_forged(sql).await;
        self.sql().await.batch_execute("SELECT pg_temp.seal_again()").await.unwrap();
    }

    /// Keeps trail and seals as they are now.
    pub(super) async fn keeps_a_copy(&self) {
        let sql = "CREATE TABLE kept_logs AS TABLE audit_logs; CREATE TABLE kept_seals AS TABLE audit_seals";
        self.sql().await.batch_execute(sql).await.unwrap();
    }

    /// Puts trail and seals back.
    pub(super) async fn puts_the_copy_back(&self) {
        let sql = "DELETE FROM audit_logs; INSERT INTO audit_logs OVERRIDING SYSTEM VALUE TABLE kept_logs;
                   DELETE FROM audit_seals; INSERT INTO audit_seals TABLE kept_seals";
        self.sql().await.batch_execute(sql).await.unwrap();
    }
}

#[tokio::test]
async fn rows_and_seals_have_the_hashes_that_the_document_says() {
    let bank = Bank::open().await;
    let offer = bank.approved_offer().await;
    bank.reader().tries("retire", &offer).await.is(403);
    // Many rows in one statement, of a tenant that goes with its members.
    bank.super_admin().post("/sa/tenants", serde_json::json!({"name": "short"})).await.is(201);
    for user in ["ada", "mary", "carl", "rita"] {
        let roles = serde_json::json!({"username": user, "tenant_name": "short", "role": "create"});
        bank.super_admin().post("/sa/user-tenant-roles", roles).await.is(200);
    }
    bank.super_admin().delete("/sa/tenants/short").await.is(204);
    assert_eq!(bank.seals().await, 2);
    bank.maker().writes_offer(serde_json::json!({"n": "ü \u{1F600}"})).await;
    assert_eq!(bank.seals().await, 1);
    bank.keeps_a_copy().await;
    bank.lets_the_forger_in().await;
    bank.is_forged_with_seals("SELECT").await;
    let changed = "SELECT (SELECT count(*) FROM (SELECT t::text FROM audit_logs t EXCEPT SELECT t::text FROM kept_logs t) a)
                        + (SELECT count(*) FROM (SELECT t::text FROM audit_seals t EXCEPT SELECT t::text FROM kept_seals t) s)";
    assert_eq!(bank.count(changed).await, 0);
    assert!(bank.count("SELECT count(*) FROM audit_logs").await >= 12);
    assert_eq!(bank.count("SELECT count(*) FROM audit_seals").await, 3);
}
