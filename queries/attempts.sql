-- Failed logins. An attempt is counted as a failed one before its password is looked at, and is let go if it was right:
-- so however many come at once, no more are looked at than may fail.

-- What the password is held against, and until when its address is refused, if it is.
--! knock : Knock(password_hash?, refused_until?)
SELECT (SELECT password_hash FROM users
        WHERE username = :username AND is_active AND deleted_at IS NULL) AS password_hash,
       (SELECT max(starts_over_at) FROM address_failures
        WHERE starts_over_at > :at AND (address = :address AND failures >= :address_most
                                        OR address = :address || ' locked' AND failures >= :locked_most)) AS refused_until;

-- One more than may fail means: locked. Each count stops there and waits for its time to be over; an account's lock has a
-- time of its own, and its window begins anew after that. The account does not count what finds the pair locked, and
-- neither does the address, so that who is locked out does not take others at the same address along; but each costs a
-- hash, so the address has another, larger count of these under '<address> locked'. An address from which the
-- account has logged in lately is not under the account's lock and does not add to it, or whoever has many addresses
-- could lock out whom they like. Rows are taken in this order by everybody, so that nobody waits in a circle.
--! count_attempt (network?) : Counts(account?)
WITH known AS (
    SELECT EXISTS (
        SELECT 1 FROM sessions
        WHERE username = :username AND address >= (:network::text)::inet
          AND address <= set_masklen(broadcast((:network::text)::inet),
                                     CASE family((:network::text)::inet) WHEN 4 THEN 32 ELSE 128 END)
    ) AS is_known
), pair AS (
    INSERT INTO login_failures AS f (username, address, failures, starts_over_at)
    VALUES (:username, :address, 1, :pair_until)
    ON CONFLICT (username, address) DO UPDATE SET
        failures = CASE WHEN f.starts_over_at <= :at THEN 1 ELSE least(f.failures, :pair_most) + 1 END,
        starts_over_at = CASE WHEN f.starts_over_at > :at AND f.failures >= :pair_most THEN f.starts_over_at
                              ELSE :pair_until END
    RETURNING f.failures
), account AS (
    INSERT INTO login_failures AS f (username, address, failures, starts_over_at)
    SELECT :username, '', 1, :account_until FROM pair, known WHERE pair.failures <= :pair_most AND NOT is_known
    ON CONFLICT (username, address) DO UPDATE SET
        failures = CASE WHEN f.locked_until > :at THEN :account_most + 1
                        WHEN f.locked_until IS NOT NULL OR f.starts_over_at <= :at THEN 1
                        ELSE least(f.failures, :account_most) + 1 END,
        starts_over_at = CASE WHEN f.locked_until > :at THEN f.starts_over_at
                              WHEN f.locked_until IS NOT NULL OR f.starts_over_at <= :at THEN :account_until
                              ELSE f.starts_over_at END,
        locked_until = CASE WHEN f.locked_until > :at THEN f.locked_until
                            WHEN f.locked_until IS NULL AND f.starts_over_at > :at AND f.failures + 1 = :account_most
                            THEN :account_locked_until::timestamptz END
    RETURNING f.failures
), locked AS (
    SELECT pair.failures > :pair_most OR NOT is_known AND coalesce(account.failures > :account_most, true) AS it
    FROM pair CROSS JOIN known LEFT JOIN account ON true
), address AS (
    INSERT INTO address_failures AS f (address, failures, starts_over_at)
    SELECT CASE WHEN locked.it THEN :address || ' locked' ELSE :address END, 1, :address_until FROM locked
    ON CONFLICT (address) DO UPDATE SET
        failures = CASE WHEN f.starts_over_at <= :at THEN 1 ELSE least(f.failures, :locked_most) + 1 END,
        starts_over_at = CASE WHEN f.starts_over_at <= :at THEN :address_until ELSE f.starts_over_at END
    RETURNING f.failures, f.starts_over_at
)
SELECT pair.failures AS pair, account.failures AS account, locked.it AS locked, address.failures AS address,
       address.starts_over_at AS refused_until
FROM pair CROSS JOIN locked CROSS JOIN address LEFT JOIN account ON true;

-- The right password: what failed before from the same address is forgotten (NIST SP 800-63B-4, 3.2.2).
--! forget_pair
DELETE FROM login_failures WHERE username = :username AND address = :address
RETURNING failures;

-- It was among those that were counted until the account was locked: that was one too early. What came after is not
-- counted.
--! uncount_account
UPDATE login_failures SET failures = least(failures, :most) - 1, locked_until = NULL
WHERE username = :username AND address = '' AND failures > 0
RETURNING failures;

--! uncount_address
UPDATE address_failures SET failures = failures - 1
WHERE address = :address AND failures > 0
RETURNING failures;

-- All of an account's: what came from single addresses first, as above.
--! forget_pairs
WITH gone AS (DELETE FROM login_failures WHERE username = :username AND address <> '' RETURNING 1)
SELECT count(*) FROM gone;

--! forget_account
WITH gone AS (DELETE FROM login_failures WHERE username = :username AND address = '' RETURNING 1)
SELECT count(*) FROM gone;
