--: Campaign(description?, audience_size?, audience_control?, audience_built_at?, audience_counts?)

--! create (description?) : Campaign
INSERT INTO campaigns (tenant_name, offer_id, name, description, selection_criteria, control_percent,
                       start_date, end_date, starts_at, ends_at, created_by, updated_by)
VALUES (:tenant, :offer_id, :name, :description, :selection_criteria, :control_percent,
        :start_date, :end_date, :starts_at, :ends_at, :actor, :actor)
RETURNING campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
          end_date, status, audience_state, audience_size, audience_control, audience_built_at,
          audience_counts, created_by, created_at, updated_at, version;

--! get : Campaign
SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
       end_date, status, audience_state, audience_size, audience_control, audience_built_at,
       audience_counts, created_by, created_at, updated_at, version
FROM campaigns WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

--! list (status?, offer_id?) : Campaign
SELECT campaign_id, tenant_name, offer_id, name, description, selection_criteria, control_percent, start_date,
       end_date, status, audience_state, audience_size, audience_control, audience_built_at,
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
          end_date, status, audience_state, audience_size, audience_control, audience_built_at,
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

-- Whether a newer version took an offer's place, by way of others that were never approved too: then its campaigns go
-- on. Deleting that version, or one in between, gives the place back to nobody.
--! succeeded
WITH RECURSIVE newer AS (
    SELECT offer_id, status FROM offers WHERE tenant_name = :tenant AND revises = :offer_id
    UNION ALL
    SELECT o.offer_id, o.status FROM newer n JOIN offers o ON o.tenant_name = :tenant AND o.revises = n.offer_id
)
SELECT EXISTS (SELECT FROM newer WHERE status IN ('approved', 'retired')) AS succeeded;
