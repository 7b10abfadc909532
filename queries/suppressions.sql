-- Addresses and people that are not contacted: for all tenants (tenant_name '') or for one. An entry that has expired
-- stands in lists until it is removed, and is replaced when the same is suppressed again.

--: Suppression(expires_at?)

--! get : Suppression
SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at
FROM suppression_entries WHERE tenant_name = :tenant AND id = :id;

-- No row if an entry that has not expired is there already.
--! add (comment?, expires_at?) : Suppression
INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at)
VALUES (:tenant, :kind, :key, :reason, :comment, :expires_at, :actor, :at)
ON CONFLICT (key, tenant_name, reason) DO UPDATE
    SET kind = excluded.kind, comment = excluded.comment, expires_at = excluded.expires_at,
        created_by = excluded.created_by, created_at = excluded.created_at
    WHERE suppression_entries.expires_at <= excluded.created_at
RETURNING id, tenant_name, kind, reason, created_by, created_at, expires_at;

--! same : Suppression
SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at
FROM suppression_entries WHERE tenant_name = :tenant AND key = :key AND reason = :reason;

-- Many at once, of one kind of list: those that are there already stay as they are.
--! add_many (expires_at[?], comments[?])
WITH added AS (
    INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at)
    SELECT DISTINCT ON (i.key, i.reason) :tenant, i.kind, i.key, i.reason, i.comment, i.expires_at, :actor, :at
    FROM unnest(:kinds::contact_kind[], :keys::uuid[], :reasons::suppression_reason[], :comments::text[],
                :expires_at::timestamptz[]) AS i (kind, key, reason, comment, expires_at)
    ORDER BY i.key, i.reason
    ON CONFLICT (key, tenant_name, reason) DO UPDATE
        SET kind = excluded.kind, comment = excluded.comment, expires_at = excluded.expires_at,
            created_by = excluded.created_by, created_at = excluded.created_at
        WHERE suppression_entries.expires_at <= excluded.created_at
    RETURNING 1
)
SELECT count(*) FROM added;

--! list : Suppression
SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at
FROM suppression_entries WHERE tenant_name = :tenant AND id > :after
ORDER BY id LIMIT :most;

--! list_by_reason : Suppression
SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at
FROM suppression_entries WHERE tenant_name = :tenant AND reason = :reason AND id > :after
ORDER BY id LIMIT :most;

-- One for each reason at most.
--! list_by_key (reason?) : Suppression
SELECT id, tenant_name, kind, reason, created_by, created_at, expires_at
FROM suppression_entries
WHERE tenant_name = :tenant AND key = :key AND id > :after
  AND (:reason::suppression_reason IS NULL OR reason = :reason)
ORDER BY id LIMIT :most;

--! remove : Suppression
DELETE FROM suppression_entries WHERE tenant_name = :tenant AND id = :id
RETURNING id, tenant_name, kind, reason, created_by, created_at, expires_at;

-- A customer's id is accepted if somebody has it, or had it not long ago.
--! customer_is_known
SELECT EXISTS (SELECT 1 FROM customers WHERE customer_id = :customer_id)
    OR EXISTS (SELECT 1 FROM erased_keys WHERE customer_id = :customer_id LIMIT 1)
    OR EXISTS (SELECT 1 FROM opt_outs WHERE key = :customer_id LIMIT 1) AS known;

-- Digests that are taken to another copy of this database ----------------------------------------------------------------

--: Entry(comment?, expires_at?)

--! opt_outs_after
SELECT key, person, at FROM opt_outs WHERE (key, person) > (:key, :person)
ORDER BY key, person LIMIT :most;

-- Of every tenant.
--! entries_after : Entry
SELECT id, tenant_name, kind, key, reason, comment, expires_at, created_by, created_at FROM suppression_entries
WHERE id > :after
ORDER BY id LIMIT :most;

-- An entry that is there already stays as it is. Of every tenant.
--! bring_back (comment?, expires_at?)
INSERT INTO suppression_entries (tenant_name, kind, key, reason, comment, expires_at, created_by, created_at)
VALUES (:tenant, :kind, :key, :reason, :comment, :expires_at, :created_by, :created_at)
ON CONFLICT (key, tenant_name, reason) DO NOTHING
RETURNING id;
