-- Background work. A job's row is its own lock: every write of a worker names its attempt, so that one that lost the job
-- writes nothing (the fence). A worker's statements name the bucket; a tenant's name the tenant.

--: Job(total?, error?, result?, started_at?, finished_at?)

-- A (kind, subject) has one open job at most.
--! enqueue : Job
INSERT INTO jobs (bucket, tenant_name, kind, subject, params, created_by)
VALUES (:bucket, :tenant, :kind, :subject, :params, :actor)
ON CONFLICT (bucket, kind, subject) WHERE status IN ('queued', 'running') DO NOTHING
RETURNING job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at;

--! open_of : Job
SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at
FROM jobs
WHERE bucket = :bucket AND tenant_name = :tenant AND kind = :kind AND subject = :subject
  AND status IN ('queued', 'running');

--! get : Job
SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at
FROM jobs WHERE tenant_name = :tenant AND job_id = :job_id;

--! list (status?, kind?) : Job
SELECT job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at
FROM jobs
WHERE tenant_name = :tenant AND job_id < :before
  AND (:status::job_status IS NULL OR status = :status)
  AND (:kind::text IS NULL OR kind = :kind)
ORDER BY job_id DESC LIMIT :most;

--! lock : Locked()
SELECT bucket, job_id, tenant_name, kind, subject, status
FROM jobs WHERE tenant_name = :tenant AND job_id = :job_id
FOR UPDATE;

--! lock_open_of : Locked()
SELECT bucket, job_id, tenant_name, kind, subject, status
FROM jobs
WHERE bucket = :bucket AND tenant_name = :tenant AND kind = :kind AND subject = :subject
  AND status IN ('queued', 'running')
FOR UPDATE;

-- A worker that is at it finds out by the fence, and its batch in flight is undone.
--! cancel : Job
UPDATE jobs SET status = 'cancelled', lease_until = NULL, finished_at = now()
WHERE tenant_name = :tenant AND bucket = :bucket AND job_id = :job_id AND status IN ('queued', 'running')
RETURNING job_id, tenant_name, kind, status, done, total, error, result, created_by, created_at, started_at, finished_at;

-- A queued job need not wait any longer.
--! hurry
UPDATE jobs SET lease_until = NULL
WHERE bucket = :bucket AND tenant_name = :tenant AND kind = :kind AND subject = :subject AND status = 'queued'
RETURNING job_id;

--! set_params
UPDATE jobs SET params = params || :params
WHERE bucket = :bucket AND tenant_name = :tenant AND kind = :kind AND subject = :subject
  AND status IN ('queued', 'running')
RETURNING job_id;

-- The workers' statements ----------------------------------------------------------------------------------------------

--! open_buckets
SELECT DISTINCT bucket FROM jobs
WHERE status IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < :now) AND kind = ANY (:kinds);

--! claim (job_id?) : Claimed(total?, watermark?)
UPDATE jobs
SET status = 'running', attempt = attempt + 1, tries = tries + 1, lease_until = :until,
    started_at = coalesce(started_at, now())
WHERE (bucket, job_id) = (
    SELECT bucket, job_id FROM jobs
    WHERE bucket = :bucket AND status IN ('queued', 'running') AND (lease_until IS NULL OR lease_until < :now)
      AND kind = ANY (:kinds) AND (:job_id::bigint IS NULL OR job_id = :job_id)
    ORDER BY job_id LIMIT 1
    FOR UPDATE SKIP LOCKED
)
RETURNING bucket, job_id, tenant_name, kind, subject, params, watermark, done, total, attempt, tries, created_by;

--! renew
UPDATE jobs SET lease_until = :until
WHERE bucket = :bucket AND job_id = :job_id AND attempt = :attempt AND status = 'running'
RETURNING job_id;

--! progress (total?, watermark?)
UPDATE jobs SET done = :done, total = :total, watermark = :watermark, lease_until = :until, tries = 0
WHERE bucket = :bucket AND job_id = :job_id AND attempt = :attempt AND status = 'running'
RETURNING job_id;

--! succeed
UPDATE jobs SET status = 'succeeded', done = :done, total = :done, result = :result, lease_until = NULL,
                finished_at = now()
WHERE bucket = :bucket AND job_id = :job_id AND attempt = :attempt AND status = 'running'
RETURNING job_id;

--! fail (result?)
UPDATE jobs SET status = 'failed', error = :error, result = :result, lease_until = NULL, finished_at = now()
WHERE bucket = :bucket AND job_id = :job_id AND attempt = :attempt AND status = 'running'
RETURNING job_id;

-- Back to the queue, not to be taken before `not_before`. A worker that leaves in good order has not tried in vain.
--! release (not_before?)
UPDATE jobs SET status = 'queued', lease_until = :not_before, tries = CASE WHEN :in_vain THEN tries ELSE 0 END
WHERE bucket = :bucket AND job_id = :job_id AND attempt = :attempt AND status = 'running'
RETURNING job_id;

--! place
SELECT bucket FROM jobs WHERE tenant_name = :tenant AND job_id = :job_id;
