-- What nobody will ask for again.

--! forget_sessions
WITH old AS (DELETE FROM sessions WHERE expires_at < now() - interval '7 days' RETURNING 1)
SELECT count(*) FROM old;

--! forget_login_failures
WITH old AS (
    DELETE FROM login_failures
    WHERE starts_over_at <= :at AND (locked_until IS NULL OR locked_until <= :at)
    RETURNING 1
)
SELECT count(*) FROM old;

--! forget_address_failures
WITH old AS (DELETE FROM address_failures WHERE starts_over_at <= :at RETURNING 1)
SELECT count(*) FROM old;

-- Uploads whose job is over, or never came to be.
--! forget_chunks
WITH old AS (
    DELETE FROM import_chunks c
    WHERE c.created_at < now() - interval '24 hours'
      AND NOT EXISTS (
          SELECT 1 FROM jobs j
          WHERE j.kind = 'import' AND j.subject = c.upload_id::text AND j.status IN ('queued', 'running')
      )
    RETURNING 1
)
SELECT count(*) FROM old;

-- Rejected lines and samples of imports.
--! forget_import_reports
WITH old AS (DELETE FROM import_reports WHERE created_at < now() - interval '7 days' RETURNING 1)
SELECT count(*) FROM old;

-- Opt-outs come within days of the message; a bank may take a while to report them.
--! forget_erased_keys
WITH old AS (DELETE FROM erased_keys WHERE erased_at < now() - interval '90 days' RETURNING 1)
SELECT count(*) FROM old;

-- The same of the release before, which may have gone on for a while beside this one.
--! forget_erasures
WITH old AS (DELETE FROM erasures WHERE erased_at < now() - interval '90 days' RETURNING 1)
SELECT count(*) FROM old;

-- The log of webhooks, and what nobody took in all that time.
--! forget_webhook_deliveries
WITH old AS (DELETE FROM webhook_deliveries WHERE created_at < :since RETURNING 1)
SELECT count(*) FROM old;
