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

--: AuditRow(from_status?, to_status?, changes?, comment?, request_id?)

--! list (actor?, entity?, entity_id?, action?) : AuditRow
SELECT id, at, actor, action, entity, entity_id, from_status, to_status, changes, comment, outcome, request_id
FROM audit_logs
WHERE tenant_name = :tenant AND id < :before
  AND (:actor::text IS NULL OR actor = :actor)
  AND (:entity::text IS NULL OR entity = :entity)
  AND (:entity_id::text IS NULL OR entity_id = :entity_id)
  AND (:action::text IS NULL OR action = :action)
ORDER BY id DESC LIMIT :most;

--! list_of_entity : AuditRow
SELECT id, at, actor, action, entity, entity_id, from_status, to_status, changes, comment, outcome, request_id
FROM audit_logs
WHERE tenant_name = :tenant AND entity = :entity AND entity_id = :entity_id AND id < :before
ORDER BY id DESC LIMIT :most;
