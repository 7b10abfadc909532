-- Tenants have a time zone and can be archived; a submission keeps whether it needs a second person; an offer knows which
-- one took its place.
ALTER TABLE tenants
    ADD COLUMN time_zone   text        NOT NULL DEFAULT 'UTC',   -- IANA: whose days plain dates are
    ADD COLUMN archived_at timestamptz;

ALTER TABLE offers
    ADD COLUMN submitted_four_eyes boolean NOT NULL DEFAULT false,   -- whether four_eyes held when it was submitted
    ADD COLUMN replaced_by         bigint;                           -- the approved version that retired this one
CREATE INDEX offers_by_revised ON offers (tenant_name, revises) WHERE revises IS NOT NULL;

-- The keys that somebody made and that still work, asked for when that user goes.
CREATE INDEX api_keys_by_maker ON api_keys (created_by) WHERE revoked_at IS NULL;
