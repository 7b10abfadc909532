-- The trail is written by audit/record.rs alone; its rows are never updated or deleted.

--! record (from_status?, to_status?, changes?, comment?, request_id?)
WITH previous AS (
    SELECT entity_seq, hash FROM audit_logs
    WHERE tenant_name = :tenant AND entity = :entity AND entity_id = :entity_id
    ORDER BY entity_seq DESC LIMIT 1
), link AS (
    SELECT coalesce((SELECT entity_seq FROM previous), 0) + 1 AS seq,
           coalesce((SELECT hash FROM previous), ''::bytea) AS hash
)
INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, from_status, to_status,
                        changes, comment, outcome, request_id, hash)
SELECT :tenant, :at, :actor, :action, :entity, :entity_id, link.seq, :from_status, :to_status,
       :changes, :comment, :outcome, :request_id, sha256(link.hash || int8send(link.seq) || :digest)
FROM link
RETURNING id;

-- The same for many rows, each of another entity.
--! record_many (request_id?, from_status[?], to_status[?], changes[?], comments[?])
WITH row AS (
    SELECT * FROM unnest(:tenants::text[], :actions::text[], :entities::text[], :entity_ids::text[],
                         :from_status::text[], :to_status::text[], :changes::text[], :comments::text[],
                         :digests::bytea[])
           AS i (tenant, action, entity, entity_id, from_status, to_status, changes, comment, digest)
), link AS (
    SELECT row.*, coalesce(previous.entity_seq, 0) + 1 AS seq, coalesce(previous.hash, ''::bytea) AS hash
    FROM row LEFT JOIN LATERAL (
        SELECT entity_seq, hash FROM audit_logs
        WHERE tenant_name = row.tenant AND entity = row.entity AND entity_id = row.entity_id
        ORDER BY entity_seq DESC LIMIT 1
    ) AS previous ON true
), written AS (
    INSERT INTO audit_logs (tenant_name, at, actor, action, entity, entity_id, entity_seq, from_status, to_status,
                            changes, comment, outcome, request_id, hash)
    SELECT tenant, :at, :actor, action, entity, entity_id, seq, from_status, to_status,
           changes::json, comment, :outcome, :request_id, sha256(hash || int8send(seq) || digest)
    FROM link
    RETURNING id
)
SELECT count(*) FROM written;

-- Only one of those who write of these entities at a time, until the transaction ends. By itself a number that another
-- took first makes a transaction run again; where many write at once, that would come to nothing.
--! take_turn
SELECT count(pg_advisory_xact_lock(hashtextextended(entity, 6))) FROM unnest(:entities::text[]) AS entity;

--: AuditRow(from_status?, to_status?, changes?, comment?, request_id?)

-- `changes` names the fields that changed as its members, or, where what is in them is personal, in a list `fields`.
--! list (actor?, entity?, entity_id?, action?, outcome?, field?, from?, to?) : AuditRow
SELECT id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome,
       request_id, hash
FROM audit_logs
WHERE tenant_name = :tenant AND id < :before
  AND (:actor::text IS NULL OR actor = :actor)
  AND (:entity::text IS NULL OR entity = :entity)
  AND (:entity_id::text IS NULL OR entity_id = :entity_id)
  AND (:action::text IS NULL OR action = :action)
  AND (:outcome::text IS NULL OR outcome = :outcome)
  AND (:field::text IS NULL
       OR json_typeof(changes) = 'object' AND (changes::jsonb ? :field OR changes::jsonb -> 'fields' ? :field))
  AND (:from::timestamptz IS NULL OR at >= :from)
  AND (:to::timestamptz IS NULL OR at < :to)
ORDER BY id DESC LIMIT :most;

--! list_of_entity : AuditRow
SELECT id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status, changes, comment, outcome,
       request_id, hash
FROM audit_logs
WHERE tenant_name = :tenant AND entity = :entity AND entity_id = :entity_id AND id < :before
ORDER BY id DESC LIMIT :most;

-- Seals ----------------------------------------------------------------------------------------------------------------

-- The trails with rows that no seal covers, if their last seal is old enough; '' is what lies outside tenants. ORDER BY
-- keeps the search for such a row to the index.
--! to_be_sealed : Unsealed(seal_no?, upto_id?, hash?)
SELECT t.tenant_name, s.seal_no, s.upto_id, s.hash
FROM (SELECT tenant_name FROM tenants UNION ALL SELECT '') AS t
LEFT JOIN LATERAL (
    SELECT seal_no, upto_id, sealed_at, hash FROM audit_seals
    WHERE tenant_name = t.tenant_name ORDER BY seal_no DESC LIMIT 1
) AS s ON true
CROSS JOIN LATERAL (
    SELECT id FROM audit_logs
    WHERE tenant_name = t.tenant_name AND id > coalesce(s.upto_id, 0) ORDER BY id LIMIT 1
) AS a
WHERE s.sealed_at IS NULL OR s.sealed_at <= :before;

--! leaves
SELECT id, hash FROM audit_logs
WHERE tenant_name = :tenant AND id > :after AND id <= :upto
ORDER BY id LIMIT :most;

-- No row: another process has made this seal.
--! seal
INSERT INTO audit_seals (tenant_name, seal_no, upto_id, rows, leaves, sealed_at, hash)
VALUES (:tenant, :seal_no, :upto_id, :rows, :leaves, :sealed_at, :hash)
ON CONFLICT (tenant_name, seal_no) DO NOTHING
RETURNING seal_no;

-- Checking -------------------------------------------------------------------------------------------------------------

-- Whose trails there may be, a deleted tenant's too.
--! trails
SELECT t.tenant_name FROM (SELECT '' AS tenant_name UNION ALL SELECT tenant_name FROM tenants) AS t ORDER BY 1;

--! newest_seal
SELECT seal_no, sealed_at, hash FROM audit_seals WHERE tenant_name = :tenant ORDER BY seal_no DESC LIMIT 1;

-- The rows chain by chain; the text of `changes` to the last blank, because it is hashed.
--! chain_page : ChainRow(from_status?, to_status?, changes?, comment?, request_id?)
SELECT tenant_name, id, at, actor, action, entity, entity_id, entity_seq, from_status, to_status,
       changes::text AS changes, comment, outcome, request_id, hash
FROM audit_logs
WHERE tenant_name = :tenant AND (entity, entity_id, entity_seq) > (:entity, :entity_id, :entity_seq)
ORDER BY entity, entity_id, entity_seq LIMIT :most;

-- The rows in the order in which seals hold them.
--! sealed_page
SELECT id, entity, entity_id, hash FROM audit_logs
WHERE tenant_name = :tenant AND id > :after
ORDER BY id LIMIT :most;

-- At least one seal, more as long as their leaves are few.
--! seals_page
SELECT seal_no, upto_id, rows, leaves, sealed_at, hash
FROM (
    SELECT s.*, sum(s.rows) OVER (ORDER BY s.seal_no) - s.rows AS before
    FROM (
        SELECT seal_no, upto_id, rows, leaves, sealed_at, hash FROM audit_seals
        WHERE tenant_name = :tenant AND seal_no > :after AND seal_no <= :upto
        ORDER BY seal_no LIMIT 256
    ) AS s
) AS page
WHERE before < 20000
ORDER BY seal_no;
