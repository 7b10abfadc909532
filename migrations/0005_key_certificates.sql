-- An API key may be bound to the TLS client certificate of the system that uses it.
ALTER TABLE api_keys ADD COLUMN certificate_fingerprint bytea;   -- SHA-256 of the certificate; null: not bound
