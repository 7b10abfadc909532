--: Campaign(description?, audience_size?, audience_control?, audience_built_at?, audience_counts?)

--! create (description?) : Campaign
INSERT INTO campaigns (tenant_name, offer_id, name, description, selection_criteria, control_percent,
                       start_date, end_date, starts_at, ends_at, created_by, updated_by)
VALUES (:tenant, :offer_id, :name, :description, :selection_criteria, :control_percent,
        :start_date, :end_date, :starts_at, :ends_at, :actor, :actor)
RETURNING campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
          end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at,
          audience_counts, created_by, created_at, updated_at, version;

--! get : Campaign
SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
       end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at,
       audience_counts, created_by, created_at, updated_at, version
FROM campaigns WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

--! list (status?, offer_id?) : Campaign
SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
       end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at,
       audience_counts, created_by, created_at, updated_at, version
FROM campaigns
WHERE tenant_name = :tenant AND campaign_id < :before AND deleted_at IS NULL
  AND (:status::campaign_status IS NULL OR status = :status)
  AND (:offer_id::bigint IS NULL OR offer_id = :offer_id)
ORDER BY campaign_id DESC LIMIT :most;

--! offer_of
SELECT offer_id FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

-- An offer cannot be retired between our look and our commit. Always before the campaign's own lock.
--! hold_offer
SELECT status FROM offers
WHERE tenant_name = :tenant AND offer_id = :offer_id AND deleted_at IS NULL
FOR SHARE;

-- The criteria as the table would give them back: what they are compared with.
--! as_stored
SELECT :criteria::jsonb AS criteria;

-- What a change looks at first; the row stays locked until the change is committed.
--! lock : LockedCampaign(description?, audience_built_at?)
SELECT campaign_id, offer_id, name, description, selection_criteria, control_percent, start_date, end_date, starts_at,
       ends_at, status, audience_state, audience_built_at, version
FROM campaigns WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
FOR UPDATE;

--! change (description?) : Campaign
UPDATE campaigns
SET offer_id = :offer_id, name = :name, description = :description, selection_criteria = :selection_criteria,
    control_percent = :control_percent, start_date = :start_date, end_date = :end_date, starts_at = :starts_at,
    ends_at = :ends_at, status = :status, updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
RETURNING campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
          end_date, starts_at, ends_at, status, audience_state, audience_size, audience_control, audience_built_at,
          audience_counts, created_by, created_at, updated_at, version;

-- Criteria may name people: nobody finds them here any more, so they go.
--! remove
UPDATE campaigns SET deleted_at = now(), selection_criteria = '{}', updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
RETURNING version;

-- By itself: started, ended, or put back for want of its offer.
--! turn
UPDATE campaigns SET status = :to_status, updated_by = :actor, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL AND status = ANY (:from_status)
RETURNING version;

--! due_to_start : Due()
SELECT tenant_name, campaign_id FROM campaigns
WHERE status = 'scheduled' AND deleted_at IS NULL AND starts_at <= :now
ORDER BY starts_at LIMIT :most;

--! due_to_end : Due()
SELECT tenant_name, campaign_id FROM campaigns
WHERE status IN ('active', 'paused') AND deleted_at IS NULL AND ends_at <= :now
ORDER BY ends_at LIMIT :most;

-- What a campaign's states depend on besides the campaign, with the campaign as it is. The offer is its own, or the one that
-- it is about to have. An offer is succeeded if an approved version took its place; where that is not written down, by a
-- newer version that was approved, by way of others that were never approved too. Deleting that version, or one in between,
-- gives the place back to nobody.
--! standing (offer_id?) : Standing(offer_status?)
WITH RECURSIVE asked AS (
    SELECT tenant_name, campaign_id, coalesce(:offer_id, offer_id) AS offer_id, status, starts_at, ends_at
    FROM campaigns WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
), newer AS (
    SELECT o.offer_id, o.status FROM asked a JOIN offers o ON o.tenant_name = :tenant AND o.revises = a.offer_id
    UNION ALL
    SELECT o.offer_id, o.status FROM newer n JOIN offers o ON o.tenant_name = :tenant AND o.revises = n.offer_id
)
SELECT a.status, a.starts_at, a.ends_at, t.archived_at IS NOT NULL AS archived,
       CASE WHEN o.deleted_at IS NULL THEN o.status END AS offer_status,
       CASE WHEN o.status = 'approved' THEN false
            WHEN o.replaced_by IS NOT NULL THEN true
            ELSE EXISTS (SELECT FROM newer WHERE status IN ('approved', 'retired')) END AS succeeded
FROM asked a
JOIN tenants t ON t.tenant_name = a.tenant_name
LEFT JOIN offers o ON o.tenant_name = :tenant AND o.offer_id = a.offer_id;

-- Of a tenant that is put away: what is planned or runs, in the order in which others lock it.
--! running
SELECT campaign_id, offer_id, status FROM campaigns
WHERE tenant_name = :tenant AND deleted_at IS NULL AND status IN ('scheduled', 'active', 'paused')
ORDER BY campaign_id FOR UPDATE;
