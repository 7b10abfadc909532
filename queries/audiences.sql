-- The customers of a campaign, as people look at them. Erased ones keep id and status only.

--! exists
SELECT true AS found FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL;

-- Held against claims too, which number the same campaign's audit rows.
--! hold
SELECT campaign_id FROM campaigns
WHERE tenant_name = :tenant AND campaign_id = :campaign_id AND deleted_at IS NULL
FOR NO KEY UPDATE;

--: Member(external_id?, full_name?, email?, phone?, segment?, reason?, sent_at?)

--! list : Member
SELECT a.customer_id, c.external_id, c.full_name, c.email, c.phone, c.segment, a.delivery_status, a.control, a.reason,
       a.sent_at, a.updated_at
FROM campaigns k
JOIN campaign_customers a ON a.campaign_id = k.campaign_id
LEFT JOIN customers c ON c.customer_id = a.customer_id
WHERE k.tenant_name = :tenant AND k.campaign_id = :campaign_id AND k.deleted_at IS NULL AND a.customer_id > :after
ORDER BY a.customer_id LIMIT :most;

--! list_by_status : Member
SELECT a.customer_id, c.external_id, c.full_name, c.email, c.phone, c.segment, a.delivery_status, a.control, a.reason,
       a.sent_at, a.updated_at
FROM campaigns k
JOIN campaign_customers a ON a.campaign_id = k.campaign_id
LEFT JOIN customers c ON c.customer_id = a.customer_id
WHERE k.tenant_name = :tenant AND k.campaign_id = :campaign_id AND k.deleted_at IS NULL AND a.customer_id > :after
  AND a.delivery_status = :delivery_status
ORDER BY a.customer_id LIMIT :most;

-- One pass; 2 × 10 × the few sets that occur.
--! funnel
SELECT a.control, a.delivery_status, a.seen, count(*) AS customers
FROM campaigns k JOIN campaign_customers a ON a.campaign_id = k.campaign_id
WHERE k.tenant_name = :tenant AND k.campaign_id = :campaign_id AND k.deleted_at IS NULL
GROUP BY a.control, a.delivery_status, a.seen;
