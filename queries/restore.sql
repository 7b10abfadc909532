-- What a database that was restored from a backup must not do by itself.

-- Campaigns that would go on as if nothing had happened since: active ones pause, scheduled ones are drafts again.
--! stop_campaigns : Stopped()
WITH running AS MATERIALIZED (
    SELECT campaign_id, status FROM campaigns
    WHERE status IN ('active', 'scheduled') AND deleted_at IS NULL
    ORDER BY campaign_id FOR UPDATE
)
UPDATE campaigns c
SET status = CASE WHEN running.status = 'active' THEN 'paused' ELSE 'draft' END::campaign_status,
    updated_by = :actor, updated_at = now(), version = version + 1
FROM running WHERE c.campaign_id = running.campaign_id
RETURNING c.campaign_id, c.tenant_name, running.status AS before, c.status AS after;
