-- What waits for one person, over all their tenants, the oldest first.

--: Work(title?)

-- Offers that this person may decide: in a four-eyes tenant not those that they made.
--! to_approve : Work
SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at,
       coalesce(o.submitted_by, o.updated_by) AS by, o.version
FROM offers o
JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL
WHERE o.status = 'submitted' AND o.deleted_at IS NULL
  AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m
                        WHERE m.username = :username AND m.role IN ('admin', 'approver'))
  AND NOT (t.four_eyes AND :username = ANY (o.makers))
ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT :most;

-- Offers of this person's that a checker has sent back.
--! sent_back : Work
SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at,
       coalesce(o.decided_by, o.updated_by) AS by, o.version
FROM offers o
JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL
WHERE o.status = 'rejected' AND o.deleted_at IS NULL AND :username = ANY (o.makers)
  AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m
                        WHERE m.username = :username AND m.role IN ('admin', 'create'))
ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT :most;

-- Offers that this person began.
--! offer_drafts : Work
SELECT o.tenant_name, o.offer_id AS id, coalesce(o.data ->> 'name', o.data ->> 'title') AS title, o.updated_at AS at,
       o.updated_by AS by, o.version
FROM offers o
JOIN tenants t ON t.tenant_name = o.tenant_name AND t.deleted_at IS NULL
WHERE o.status = 'draft' AND o.deleted_at IS NULL AND o.created_by = :username
  AND o.tenant_name IN (SELECT m.tenant_name FROM group_members m
                        WHERE m.username = :username AND m.role IN ('admin', 'create'))
ORDER BY o.updated_at, o.tenant_name, o.offer_id LIMIT :most;

-- Campaigns that this person began.
--! campaign_drafts : Work
SELECT c.tenant_name, c.campaign_id AS id, c.name AS title, c.updated_at AS at, c.updated_by AS by, c.version
FROM campaigns c
JOIN tenants t ON t.tenant_name = c.tenant_name AND t.deleted_at IS NULL
WHERE c.status = 'draft' AND c.deleted_at IS NULL AND c.created_by = :username
  AND c.tenant_name IN (SELECT m.tenant_name FROM group_members m
                        WHERE m.username = :username AND m.role IN ('admin', 'create'))
ORDER BY c.updated_at, c.campaign_id LIMIT :most;

-- Jobs that failed since a moment, in the tenants that this person administers. A job has no versions.
--! failed_jobs : Work
SELECT j.tenant_name, j.job_id AS id, j.error AS title, coalesce(j.finished_at, j.created_at) AS at, j.created_by AS by,
       1::bigint AS version
FROM jobs j
JOIN tenants t ON t.tenant_name = j.tenant_name AND t.deleted_at IS NULL
WHERE j.status = 'failed' AND j.finished_at >= :since
  AND j.tenant_name IN (SELECT m.tenant_name FROM group_members m WHERE m.username = :username AND m.role = 'admin')
ORDER BY j.finished_at, j.job_id LIMIT :most;

-- Campaigns that start by themselves before a moment.
--! starting_soon : Work
SELECT c.tenant_name, c.campaign_id AS id, c.name AS title, c.starts_at AS at, c.updated_by AS by, c.version
FROM campaigns c
JOIN tenants t ON t.tenant_name = c.tenant_name AND t.deleted_at IS NULL
WHERE c.status = 'scheduled' AND c.deleted_at IS NULL AND c.starts_at <= :until
  AND c.tenant_name IN (SELECT m.tenant_name FROM group_members m
                        WHERE m.username = :username AND m.role IN ('admin', 'create'))
ORDER BY c.starts_at, c.campaign_id LIMIT :most;

--: Person()

-- Who has a role in a tenant.
--! people (role?) : Person
SELECT m.username, u.full_name, array_agg(m.role ORDER BY m.role) AS roles
FROM group_members m JOIN users u ON u.username = m.username
WHERE m.tenant_name = :tenant AND m.username > :after AND u.deleted_at IS NULL AND u.is_active
GROUP BY m.username, u.full_name
HAVING :role::role IS NULL OR bool_or(m.role = :role)
ORDER BY m.username LIMIT :most;
