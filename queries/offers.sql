--: Offer(comments?, revises?, submitted_by?, decided_by?, decided_at?)

--! create (comments?, revises?) : Offer
INSERT INTO offers (tenant_name, data, comments, revises, makers, created_by, updated_by)
VALUES (:tenant, :data, :comments, :revises, :makers, :actor, :actor)
RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version,
          revises, submitted_by, decided_by, decided_at;

--! get : Offer
SELECT offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version,
       revises, submitted_by, decided_by, decided_at
FROM offers WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL;

--! list (status?, created_by?) : Offer
SELECT offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version,
       revises, submitted_by, decided_by, decided_at
FROM offers
WHERE tenant_name = :tenant AND offer_id < :before AND deleted_at IS NULL
  AND (:status::offer_status IS NULL OR status = :status)
  AND (:created_by::text IS NULL OR created_by = :created_by)
ORDER BY offer_id DESC LIMIT :most;

-- What a change looks at first; the row stays locked until the change is committed. Whether anybody listens comes along:
-- then a step that is told to nobody costs no statement more.
--! lock : LockedOffer(comments?, revises?)
SELECT o.status, o.version, o.data, o.comments, o.makers, o.revises, t.four_eyes OR o.submitted_four_eyes AS four_eyes,
       t.four_eyes AS four_eyes_now,
       EXISTS (SELECT 1 FROM webhooks w WHERE w.tenant_name = o.tenant_name AND w.enabled) AS listened
FROM offers o JOIN tenants t ON t.tenant_name = o.tenant_name
WHERE o.tenant_name = :tenant AND o.offer_id = :offer_id AND o.deleted_at IS NULL
FOR UPDATE OF o;

--! edit (data?, comments?) : Offer
UPDATE offers
SET data = coalesce(:data, data), comments = :comments, status = :to_status, makers = :makers,
    updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL AND status = ANY (:from_status)
RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version,
          revises, submitted_by, decided_by, decided_at;

-- submit, withdraw, reopen, approve, reject, retire: the guard is the lifecycle's list of states.
--! step (comments?, submitted_by?, decided_by?, decided_at?, four_eyes?, replaced_by?) : Offer
UPDATE offers
SET status = :to_status, comments = coalesce(:comments, comments), makers = :makers,
    submitted_by = coalesce(:submitted_by, submitted_by),
    decided_by = coalesce(:decided_by, decided_by), decided_at = coalesce(:decided_at, decided_at),
    submitted_four_eyes = coalesce(:four_eyes, submitted_four_eyes), replaced_by = coalesce(:replaced_by, replaced_by),
    updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL AND status = ANY (:from_status)
RETURNING offer_id, tenant_name, status, data, comments, created_by, created_at, updated_by, updated_at, version,
          revises, submitted_by, decided_by, decided_at;

--! remove
UPDATE offers SET deleted_at = now(), updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL
RETURNING version;

--! running_campaigns
SELECT count(*) FROM campaigns
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL
  AND status IN ('scheduled', 'active', 'paused');

--! pause_campaigns
UPDATE campaigns SET status = 'paused', updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL AND status = 'active'
RETURNING campaign_id;

--! say
INSERT INTO offer_comments (tenant_name, offer_id, author, action, comment_text)
VALUES (:tenant, :offer_id, :author, :action, :comment_text)
RETURNING comment_id, author, action, comment_text, created_at;

--! set_remark
UPDATE offers SET comments = :comment_text
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL
RETURNING offer_id;

--! comments
SELECT comment_id, author, action, comment_text, created_at
FROM offer_comments
WHERE tenant_name = :tenant AND offer_id = :offer_id AND comment_id > :after
ORDER BY comment_id LIMIT :most;

--! config : Config(schema?)
SELECT schema, version FROM offer_configs WHERE tenant_name = :tenant;

--! lock_config : Config(schema?)
SELECT schema, version FROM offer_configs WHERE tenant_name = :tenant FOR UPDATE;

--! set_config (schema?) : Config(schema?)
UPDATE offer_configs SET schema = :schema, updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant
RETURNING schema, version;

-- The offer that a row of versions began with, a deleted one too: the approvals of all its versions follow one another.
--! lock_first
WITH RECURSIVE older AS (
    SELECT offer_id, revises FROM offers WHERE tenant_name = :tenant AND offer_id = :offer_id
    UNION ALL
    SELECT o.offer_id, o.revises FROM older n JOIN offers o ON o.tenant_name = :tenant AND o.offer_id = n.revises
)
SELECT offer_id FROM offers
WHERE tenant_name = :tenant AND offer_id = (SELECT offer_id FROM older WHERE revises IS NULL)
FOR UPDATE;

-- The versions of one offer, from the first on, that are approved now.
--! approved_versions
WITH RECURSIVE version AS (
    SELECT offer_id FROM offers WHERE tenant_name = :tenant AND offer_id = :first
    UNION ALL
    SELECT o.offer_id FROM version v JOIN offers o ON o.tenant_name = :tenant AND o.revises = v.offer_id
)
SELECT o.offer_id FROM version v JOIN offers o ON o.tenant_name = :tenant AND o.offer_id = v.offer_id
WHERE o.status = 'approved' AND o.deleted_at IS NULL
ORDER BY o.offer_id;

-- Whether this is one of the offer's makers; nothing for an offer that never was.
--! made_by
SELECT created_by = :actor OR :actor = ANY (makers) AS made FROM offers
WHERE tenant_name = :tenant AND offer_id = :offer_id;
