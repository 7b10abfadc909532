-- The secret of the keys by which people are known.

--! secret
SELECT secret FROM installation_secrets WHERE name = 'contact_keys';
