-- Webhooks, and what is on its way to them. Secrets are sealed by the program before they come here.

--: Webhook(description?, disabled_reason?)
--: Delivery(next_attempt_at?, last_status?, last_error?, last_response?, finished_at?)

-- No row where the tenant has as many as it may have.
--! create (description?, disabled_reason?) : Webhook
INSERT INTO webhooks (tenant_name, url, description, events, enabled, disabled_reason, secret, created_by)
SELECT :tenant, :url, :description, :events, :enabled, :disabled_reason, :secret, :actor
WHERE (SELECT count(*) FROM webhooks WHERE tenant_name = :tenant) < :most
RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at,
          updated_at, version;

--! get : Webhook
SELECT webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at,
       updated_at, version
FROM webhooks WHERE tenant_name = :tenant AND webhook_id = :webhook_id;

--! list : Webhook
SELECT webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at,
       updated_at, version
FROM webhooks WHERE tenant_name = :tenant AND webhook_id > :after
ORDER BY webhook_id LIMIT :most;

-- What a change looks at first; the row stays locked until the change is committed.
--! lock : LockedWebhook(description?, disabled_reason?)
SELECT url, description, events, enabled, disabled_reason, secret, previous_secrets, previous_until, version
FROM webhooks WHERE tenant_name = :tenant AND webhook_id = :webhook_id
FOR UPDATE;

-- `afresh`: what failed so far counts no more.
--! change (description?, disabled_reason?) : Webhook
UPDATE webhooks
SET url = :url, description = :description, events = :events, enabled = :enabled, disabled_reason = :disabled_reason,
    failures = CASE WHEN :afresh THEN 0 ELSE failures END,
    failing_since = CASE WHEN :afresh THEN NULL ELSE failing_since END,
    updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND webhook_id = :webhook_id
RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at,
          updated_at, version;

--! rotate : Webhook
UPDATE webhooks
SET secret = :secret, previous_secrets = :previous_secrets, previous_until = :previous_until, updated_at = now(),
    version = version + 1
WHERE tenant_name = :tenant AND webhook_id = :webhook_id
RETURNING webhook_id, tenant_name, url, description, events, enabled, disabled_reason, created_by, created_at,
          updated_at, version;

--! remove
DELETE FROM webhooks WHERE tenant_name = :tenant AND webhook_id = :webhook_id
RETURNING webhook_id;

--! remove_deliveries
WITH gone AS (
    DELETE FROM webhook_deliveries WHERE tenant_name = :tenant AND webhook_id = :webhook_id RETURNING 1
)
SELECT count(*) FROM gone;

--! remove_all
DELETE FROM webhooks WHERE tenant_name = :tenant
RETURNING webhook_id;

--! remove_all_deliveries
WITH gone AS (DELETE FROM webhook_deliveries WHERE tenant_name = :tenant RETURNING 1)
SELECT count(*) FROM gone;

-- The outbox: in the transaction of the change that the event tells of -------------------------------------------------

--! publish
INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at)
SELECT w.tenant_name, w.webhook_id, :event_id, :event, :payload, :at, :at
FROM webhooks w
WHERE w.tenant_name = :tenant AND w.enabled AND :event = ANY (w.events)
RETURNING delivery_id;

--! publish_many
WITH event AS (
    SELECT * FROM unnest(:tenants::text[], :events::text[], :event_ids::uuid[], :payloads::text[])
           AS i (tenant, event, event_id, payload)
), written AS (
    INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at)
    SELECT w.tenant_name, w.webhook_id, event.event_id, event.event, event.payload, :at, :at
    FROM event JOIN webhooks w ON w.tenant_name = event.tenant AND w.enabled AND event.event = ANY (w.events)
    RETURNING 1
)
SELECT count(*) FROM written;

-- Of these tenants those who want to hear of one of these events: others need not be told of thousands.
--! listening
SELECT DISTINCT tenant_name FROM webhooks
WHERE tenant_name = ANY (:tenants) AND enabled AND events && :events;

-- The log ---------------------------------------------------------------------------------------------------------------

--! deliveries (state?, event?) : Delivery
SELECT delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error,
       last_response, created_at, finished_at
FROM webhook_deliveries
WHERE tenant_name = :tenant AND webhook_id = :webhook_id AND delivery_id < :before
  AND (:state::webhook_state IS NULL OR state = :state)
  AND (:event::text IS NULL OR event = :event)
ORDER BY delivery_id DESC LIMIT :most;

-- To this webhook alone, whatever it listens to.
--! send : Delivery
INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at)
VALUES (:tenant, :webhook_id, :event_id, :event, :payload, :at, :at)
RETURNING delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error,
          last_response, created_at, finished_at;

-- The same event once more, under the same id.
--! replay : Delivery
INSERT INTO webhook_deliveries (tenant_name, webhook_id, event_id, event, payload, next_attempt_at, created_at)
SELECT tenant_name, webhook_id, event_id, event, payload, :at, :at
FROM webhook_deliveries
WHERE tenant_name = :tenant AND webhook_id = :webhook_id AND delivery_id = :delivery_id
RETURNING delivery_id, webhook_id, event_id, event, state, attempts, next_attempt_at, last_status, last_error,
          last_response, created_at, finished_at;

-- The dispatcher's statements -------------------------------------------------------------------------------------------

-- One look into the index for each webhook, however much waits there.
--! due : Due()
SELECT w.tenant_name, w.webhook_id FROM webhooks w
WHERE w.enabled AND EXISTS (
    SELECT 1 FROM webhook_deliveries d
    WHERE d.tenant_name = w.tenant_name AND d.webhook_id = w.webhook_id AND d.state = 'pending'
      AND d.next_attempt_at <= :now
);

-- A webhook's deliveries lie on one node, and so does what is locked here.
--! claim : ClaimedDelivery()
UPDATE webhook_deliveries d
SET attempts = d.attempts + 1, next_attempt_at = :until
FROM webhooks w
WHERE d.tenant_name = :tenant AND w.tenant_name = :tenant AND w.webhook_id = d.webhook_id AND w.enabled
  AND d.delivery_id = ANY (ARRAY(
      SELECT delivery_id FROM webhook_deliveries
      WHERE tenant_name = :tenant AND webhook_id = :webhook_id AND state = 'pending' AND next_attempt_at <= :now
      ORDER BY next_attempt_at LIMIT :most
      FOR UPDATE SKIP LOCKED
  ))
RETURNING d.delivery_id, d.event_id, d.payload, d.attempts, w.url, w.secret, w.previous_secrets, w.previous_until;

--! delivered
WITH told AS (
    UPDATE webhook_deliveries
    SET state = 'delivered', next_attempt_at = NULL, last_status = :last_status, last_error = NULL,
        last_response = NULL, finished_at = :now
    WHERE tenant_name = :tenant AND delivery_id = :delivery_id AND attempts = :attempt AND state = 'pending'
    RETURNING webhook_id
), healed AS (
    UPDATE webhooks SET failures = 0, failing_since = NULL
    WHERE tenant_name = :tenant AND webhook_id IN (SELECT webhook_id FROM told) AND failures > 0
)
SELECT count(*) FROM told;

-- Tried again at `next_attempt_at`, or given up.
--! missed (next_attempt_at?, last_status?, last_response?)
UPDATE webhook_deliveries
SET state = CASE WHEN :next_attempt_at::timestamptz IS NULL THEN 'failed'::webhook_state ELSE 'pending' END,
    next_attempt_at = :next_attempt_at, last_status = :last_status, last_error = :last_error,
    last_response = :last_response,
    finished_at = CASE WHEN :next_attempt_at::timestamptz IS NULL THEN :now::timestamptz END
WHERE tenant_name = :tenant AND delivery_id = :delivery_id AND attempts = :attempt AND state = 'pending'
RETURNING delivery_id;

--! failing : Failing(failing_since?)
UPDATE webhooks SET failures = failures + 1, failing_since = coalesce(failing_since, :now)
WHERE tenant_name = :tenant AND webhook_id = :webhook_id
RETURNING failures, failing_since;

--! disable
UPDATE webhooks SET enabled = false, disabled_reason = :disabled_reason, updated_at = now(), version = version + 1
WHERE tenant_name = :tenant AND webhook_id = :webhook_id AND enabled
RETURNING version;

-- Sealed under another key than the present one.
--! sealed_before : Sealed()
SELECT tenant_name, webhook_id, secret, previous_secrets FROM webhooks
WHERE (tenant_name, webhook_id) > (:after_tenant, :after_id) AND substr(secret, 1, 4) <> :key_id
ORDER BY tenant_name, webhook_id LIMIT :most;

--! reseal
UPDATE webhooks SET secret = :secret, previous_secrets = :previous_secrets
WHERE tenant_name = :tenant AND webhook_id = :webhook_id AND secret = :before
RETURNING webhook_id;
