-- The first super admin, and those that the command line creates: there is nobody yet who could ask through the API.

--! super_admins
SELECT count(*) FROM users WHERE is_super_admin AND is_active AND deleted_at IS NULL;

--! found
INSERT INTO users (username, password_hash, full_name, is_super_admin)
VALUES (:username, :password_hash, :full_name, true)
ON CONFLICT (username) DO NOTHING
RETURNING username;

--! one_at_a_time
SELECT true AS locked FROM pg_advisory_xact_lock(hashtextextended('proffer: the first super admin', 0));
