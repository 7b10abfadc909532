-- Picking a campaign's customers; the insertion itself is compiled from the criteria by campaigns/build.rs. Claims see by
-- audience_built_at that customers were added.

--! status_of
SELECT status FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

--! plan : Plan()
SELECT selection_criteria, control_percent FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

--! building
UPDATE campaigns SET audience_state = 'building'
WHERE tenant_name = :tenant AND campaign_id = :campaign_id
RETURNING campaign_id;

-- A build that was called off leaves what was there before; one that failed says so.
--! gave_up
UPDATE campaigns
SET audience_state = CASE WHEN :failed THEN 'failed'::audience_state
                          WHEN audience_built_at IS NULL THEN 'none' ELSE 'built' END
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND audience_state = 'building'
RETURNING campaign_id;

--! built : Built()
UPDATE campaigns
SET audience_state = 'built', audience_size = :size, audience_control = :control, audience_built_at = now()
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
RETURNING campaign_id, offer_id, status, version;

--! forget
UPDATE campaigns
SET audience_state = 'none', audience_size = NULL, audience_control = NULL, audience_built_at = NULL
WHERE tenant_name = :tenant AND campaign_id = :campaign_id
RETURNING campaign_id;

-- How many of them were handed over is counted as they go: a report that was waited for counts too.
--! drop_customers
WITH gone AS (DELETE FROM campaign_customers WHERE campaign_id = :campaign_id RETURNING delivery_status)
SELECT count(*) AS past_pending FROM gone WHERE delivery_status > 0;

--! size : Size()
SELECT count(*) AS size, count(*) FILTER (WHERE control) AS control
FROM campaign_customers WHERE campaign_id = :campaign_id;

--! any_past_pending
SELECT EXISTS (
    SELECT 1 FROM campaign_customers WHERE campaign_id = :campaign_id AND delivery_status > 0
) AS any_past_pending;

-- The planner's own estimate, or a count where it has none yet.
--! estimate
SELECT CASE WHEN reltuples > 0 THEN reltuples::bigint ELSE (SELECT count(*) FROM customers) END AS estimate
FROM pg_class WHERE oid = 'customers'::regclass;

-- The last key of a batch.
--! edge
SELECT customer_id FROM customers
WHERE customer_id > :after
ORDER BY customer_id OFFSET :skip LIMIT 1;

--! count_after
SELECT count(*) FROM customers WHERE customer_id > :after;

-- Whether some of a batch's customers were picked by an earlier run.
--! any_between
SELECT EXISTS (
    SELECT 1 FROM campaign_customers
    WHERE campaign_id = :campaign_id AND customer_id > :after AND customer_id <= :upto
) AS any_between;
