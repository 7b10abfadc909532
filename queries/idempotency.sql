-- The lock only makes a second request fail at once instead of waiting; the primary key is what keeps it out.

--! hold
SELECT pg_try_advisory_xact_lock(hashtextextended(:caller || ' ' || :route || ' ' || :key, 0)) AS held;

--! recall : First(location?, etag?, body?)
SELECT fingerprint, status, location, etag, body
FROM idempotency_keys
WHERE caller = :caller AND route = :route AND key = :key AND created_at > now() - interval '24 hours';

--! keep (location?, etag?, body?)
INSERT INTO idempotency_keys (caller, route, key, fingerprint, status, location, etag, body, created_at)
VALUES (:caller, :route, :key, :fingerprint, :status, :location, :etag, :body, :at)
ON CONFLICT (caller, route, key) DO UPDATE
    SET fingerprint = excluded.fingerprint, status = excluded.status, location = excluded.location,
        etag = excluded.etag, body = excluded.body, created_at = excluded.created_at
    WHERE idempotency_keys.created_at <= excluded.created_at - interval '24 hours'
RETURNING status;

--! forget_old
WITH old AS (
    DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours' RETURNING 1
)
SELECT count(*) FROM old;
