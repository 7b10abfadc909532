-- An account's lock has an end of its own: the window in which its failures are counted goes on as it was.
ALTER TABLE login_failures ADD COLUMN locked_until timestamptz;   -- of an account from anywhere; null: not locked so far
