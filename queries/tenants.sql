--: Tenant(description?, archived_at?)

-- A deleted tenant's row stays: its name is not given out again.
--! create (description?) : Tenant
INSERT INTO tenants (tenant_name, description, four_eyes, time_zone)
VALUES (:tenant, :description, :four_eyes, :time_zone)
ON CONFLICT (tenant_name) DO NOTHING
RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version;

--! create_groups
INSERT INTO groups (tenant_name, role, name)
SELECT :tenant, role, :tenant || '_' || role::text FROM unnest(enum_range(NULL::role)) AS role
RETURNING name;

--! create_offer_config
INSERT INTO offer_configs (tenant_name, updated_by) VALUES (:tenant, :actor)
RETURNING version;

--! get : Tenant
SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version
FROM tenants WHERE tenant_name = :tenant AND deleted_at IS NULL;

--! list : Tenant
SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version
FROM tenants WHERE tenant_name > :after AND deleted_at IS NULL AND (:archived OR archived_at IS NULL)
ORDER BY tenant_name LIMIT :most;

--! lock : Tenant
SELECT tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version
FROM tenants WHERE tenant_name = :tenant AND deleted_at IS NULL
FOR UPDATE;

-- For what is about to be put into the tenant: it cannot be deleted meanwhile.
--! hold
SELECT time_zone FROM tenants WHERE tenant_name = :tenant AND deleted_at IS NULL
FOR KEY SHARE;

--! update (description?) : Tenant
UPDATE tenants SET description = :description, four_eyes = :four_eyes, time_zone = :time_zone,
    updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND deleted_at IS NULL
RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version;

--! archive (archived_at?) : Tenant
UPDATE tenants SET archived_at = :archived_at, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND deleted_at IS NULL
RETURNING tenant_name, description, four_eyes, time_zone, archived_at, created_at, updated_at, version;

-- Who has, or had, this name.
--! named
SELECT deleted_at IS NOT NULL AS deleted FROM tenants WHERE tenant_name = :tenant;

--! is_empty
SELECT NOT EXISTS (SELECT FROM offers WHERE tenant_name = :tenant AND deleted_at IS NULL)
   AND NOT EXISTS (SELECT FROM campaigns WHERE tenant_name = :tenant AND deleted_at IS NULL) AS empty;

--! remove
UPDATE tenants SET deleted_at = now(), updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND deleted_at IS NULL
RETURNING version;

--! revoke_keys
UPDATE api_keys SET revoked_at = now()
WHERE tenant_name = :tenant AND revoked_at IS NULL
RETURNING id;

--! groups : Group()
SELECT g.name, g.role,
       ARRAY(SELECT m.username FROM group_members m
             WHERE m.tenant_name = g.tenant_name AND m.role = g.role ORDER BY m.username) AS members
FROM groups g
JOIN tenants t ON t.tenant_name = g.tenant_name AND t.deleted_at IS NULL
WHERE g.tenant_name = :tenant
ORDER BY g.role;
