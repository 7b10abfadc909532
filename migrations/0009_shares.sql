-- What one caller may take of the rest.

-- Staged rows compress to a fraction of themselves. A server that was built without lz4 keeps them as they are.
DO $$
BEGIN
    ALTER TABLE import_chunks ALTER COLUMN packed SET COMPRESSION lz4;
    ALTER TABLE import_chunks ALTER COLUMN packed SET STORAGE EXTENDED;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
    NULL;
END $$;

-- Whether an account has logged in from an address lately: then its lock is not for that address.
CREATE INDEX sessions_by_address ON sessions (username, address);

-- A tenant's campaigns in one status.
CREATE INDEX campaigns_by_status ON campaigns (tenant_name, status, campaign_id) WHERE deleted_at IS NULL;
