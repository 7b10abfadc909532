--: UserGrant()

--! user_grant : UserGrant
SELECT u.is_super_admin, u.must_change_password,
       t.tenant_name IS NOT NULL AS tenant_exists, t.archived_at IS NOT NULL AS tenant_archived,
       ARRAY(SELECT m.role FROM group_members m
             WHERE m.username = u.username AND m.tenant_name = t.tenant_name) AS roles
FROM sessions s
JOIN users u ON u.username = s.username
LEFT JOIN tenants t ON t.tenant_name = :tenant AND t.deleted_at IS NULL
WHERE s.session_id = :session AND s.username = :username AND s.ended_at IS NULL AND s.expires_at > now()
  AND u.is_active AND u.deleted_at IS NULL;

--! key_grant : KeyGrant(tenant_name?, certificate_fingerprint?)
SELECT k.id, k.scopes, k.tenant_name, k.certificate_fingerprint
FROM api_keys k
LEFT JOIN tenants t ON t.tenant_name = k.tenant_name
WHERE k.secret_hash = :hash AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
  AND t.deleted_at IS NULL;

-- The user's row is locked: a password that is being changed or a user who is being deactivated is waited for, and who
-- does that finds this session to end.
--! open_session (address?, user_agent?)
INSERT INTO sessions (session_id, username, created_at, expires_at, address, user_agent)
SELECT :session, u.username, :at, :until, :address, :user_agent FROM users u
WHERE u.username = :username AND u.password_hash = :hash AND u.is_active AND u.deleted_at IS NULL
FOR SHARE OF u
RETURNING session_id;

-- The same password hashed at a higher cost: no change of the user, so version and trail stay as they are.
--! renew_hash
UPDATE users SET password_hash = :renewed
WHERE username = :username AND password_hash = :hash AND is_active AND deleted_at IS NULL
RETURNING username;

--! live_sessions : LiveSession(address?, user_agent?)
SELECT session_id, created_at, expires_at, session_id = :own AS current, address, user_agent
FROM sessions
WHERE username = :username AND ended_at IS NULL AND expires_at > :at AND session_id > :after
ORDER BY session_id LIMIT :most;

--! end_own_session
UPDATE sessions SET ended_at = :at
WHERE session_id = :session AND username = :username AND ended_at IS NULL AND expires_at > :at
RETURNING session_id;

--! end_session
UPDATE sessions SET ended_at = now()
WHERE session_id = :session AND ended_at IS NULL
RETURNING username;

--! end_sessions_of
WITH ended AS (
    UPDATE sessions SET ended_at = now()
    WHERE username = :username AND ended_at IS NULL AND session_id <> ALL (:but::uuid[])
    RETURNING session_id
)
SELECT count(*) FROM ended;

--! set_password
UPDATE users
SET password_hash = :hash, must_change_password = :must_change_password, updated_at = now(), version = version + 1
WHERE username = :username AND deleted_at IS NULL
RETURNING version;

--! me : Me()
SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version
FROM users WHERE username = :username;

--! my_tenants : MyTenant()
SELECT m.tenant_name, array_agg(m.role ORDER BY m.role) AS roles
FROM group_members m
JOIN tenants t ON t.tenant_name = m.tenant_name AND t.deleted_at IS NULL
WHERE m.username = :username AND (:archived OR t.archived_at IS NULL)
GROUP BY m.tenant_name ORDER BY m.tenant_name;

--! ping
SELECT 1 AS one;

-- Only while the password is still the one that was verified: two changes at once cannot both win.
--! replace_password
UPDATE users
SET password_hash = :hash, must_change_password = false, updated_at = now(), version = version + 1
WHERE username = :username AND password_hash = :present AND is_active AND deleted_at IS NULL
RETURNING version;
