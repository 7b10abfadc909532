--: ApiKey(tenant_name?, expires_at?, certificate_fingerprint?)

--! create (tenant?, expires_at?, certificate_fingerprint?) : ApiKey
INSERT INTO api_keys (name, scopes, tenant_name, secret_hash, created_by, expires_at, certificate_fingerprint)
VALUES (:name, :scopes, :tenant, :hash, :actor, :expires_at, :certificate_fingerprint)
RETURNING id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint;

--! list : ApiKey
SELECT id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint
FROM api_keys WHERE id > :after AND revoked_at IS NULL
ORDER BY id LIMIT :most;

--! revoke : ApiKey
UPDATE api_keys SET revoked_at = now()
WHERE id = :id AND revoked_at IS NULL
RETURNING id, name, scopes, tenant_name, expires_at, created_by, created_at, certificate_fingerprint;
