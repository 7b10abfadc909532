-- What customers answered to a campaign's offer.

-- The campaign as its reporter may know it: a key's tenant, or the tenant of the path.
--! campaign (key_tenant?) : Campaign()
SELECT tenant_name, offer_id FROM campaigns
WHERE campaign_id = :campaign_id AND deleted_at IS NULL
  AND (:key_tenant::text IS NULL OR tenant_name = :key_tenant);

-- Customers who are there, and those who were erased and of whom the campaign's audience kept the id.
--! known
SELECT customer_id FROM customers WHERE customer_id = ANY (:customer_ids)
UNION
SELECT customer_id FROM campaign_customers WHERE campaign_id = :campaign_id AND customer_id = ANY (:customer_ids);

-- Responses that are not there yet, by their keys. The tenant is the campaign's.
--! record (values[?], currencies[?], channels[?])
WITH recorded AS (
    INSERT INTO responses (campaign_id, key, tenant_name, customer_id, offer_id, response, at, value, currency, channel,
                           recorded_at)
    SELECT :campaign_id, i.key, :tenant, i.customer_id, :offer_id, i.response, i.at, i.value::numeric, i.currency,
           i.channel, :now
    FROM unnest(:keys::uuid[], :customer_ids::uuid[], :responses::response_kind[], :ats::timestamptz[],
                :values::text[], :currencies::text[], :channels::text[])
         AS i (key, customer_id, response, at, value, currency, channel)
    ORDER BY i.key
    ON CONFLICT (campaign_id, key) DO NOTHING
    RETURNING 1
)
SELECT count(*) FROM recorded;
