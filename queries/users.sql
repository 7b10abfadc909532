--: User()

-- A deleted user's row stays: the name is not given out again.
--! create : User
INSERT INTO users (username, password_hash, full_name, is_super_admin, must_change_password)
VALUES (:username, :hash, :full_name, :is_super_admin, :must_change_password)
ON CONFLICT (username) DO NOTHING
RETURNING username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version;

--! get : User
SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version
FROM users WHERE username = :username AND deleted_at IS NULL;

--! list : User
SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version
FROM users WHERE username > :after AND deleted_at IS NULL
ORDER BY username LIMIT :most;

--! lock : User
SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version
FROM users WHERE username = :username AND deleted_at IS NULL
FOR UPDATE;

-- The user and every active super admin, locked in one order: two who remove each other at once cannot both win.
--! lock_with_super_admins : User
SELECT username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version
FROM users
WHERE deleted_at IS NULL AND (username = :username OR (is_super_admin AND is_active))
ORDER BY username
FOR UPDATE;

--! update : User
UPDATE users
SET full_name = :full_name, is_super_admin = :is_super_admin, is_active = :is_active,
    updated_at = now(), version = version + 1
WHERE username = :username AND deleted_at IS NULL
RETURNING username, full_name, is_super_admin, is_active, must_change_password, created_at, updated_at, version;

--! remove
UPDATE users
SET deleted_at = now(), is_active = false, is_super_admin = false, password_hash = '',
    updated_at = now(), version = version + 1
WHERE username = :username AND deleted_at IS NULL
RETURNING version;

-- Who has, or had, this name.
--! named
SELECT deleted_at IS NOT NULL AS deleted FROM users WHERE username = :username;

-- The keys that this user made and that still work.
--! live_keys
SELECT id FROM api_keys
WHERE created_by = :username AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
ORDER BY id;

--! revoke_live_keys
UPDATE api_keys SET revoked_at = now()
WHERE created_by = :username AND revoked_at IS NULL
RETURNING id;

-- Roles: who is in which group of which tenant ---------------------------------------------------------------------------

--: Membership()

--! give_roles
INSERT INTO group_members (username, tenant_name, role)
SELECT :username, :tenant, role FROM unnest(:roles::role[]) AS role
ON CONFLICT (username, tenant_name, role) DO NOTHING
RETURNING role;

--! take_role
DELETE FROM group_members
WHERE username = :username AND tenant_name = :tenant AND role = :role
RETURNING role;

--! take_all_of_user : Membership
WITH gone AS (
    DELETE FROM group_members WHERE username = :username RETURNING username, tenant_name, role
)
SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles
FROM gone GROUP BY username, tenant_name ORDER BY username, tenant_name;

--! take_all_in_tenant : Membership
WITH gone AS (
    DELETE FROM group_members WHERE tenant_name = :tenant RETURNING username, tenant_name, role
)
SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles
FROM gone GROUP BY username, tenant_name ORDER BY username, tenant_name;

--! roles_of
SELECT ARRAY(SELECT role FROM group_members
             WHERE username = :username AND tenant_name = :tenant ORDER BY role) AS roles;

-- Three lists and not one with optional filters: each walks the index that has its order, from its cursor on.
--! list_roles : Membership
SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles
FROM group_members
WHERE (username, tenant_name) > (:after_username, :after_tenant)
GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT :most;

--! list_roles_of_user (tenant?) : Membership
SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles
FROM group_members
WHERE username = :username AND tenant_name > :after_tenant
  AND (:tenant::text IS NULL OR tenant_name = :tenant)
GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT :most;

--! list_roles_in_tenant : Membership
SELECT username, tenant_name, array_agg(role ORDER BY role) AS roles
FROM group_members
WHERE tenant_name = :tenant AND username > :after_username
GROUP BY username, tenant_name ORDER BY username, tenant_name LIMIT :most;
