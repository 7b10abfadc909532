-- Opt-outs. They belong to people, not to rows: one entry for each key of a person, and a customer is opted out if any
-- entry has one of the customer's keys (src/customers/opt_outs/).

-- People ---------------------------------------------------------------------------------------------------------------

-- What people are or were known by. `other_keys` are those of former addresses, and of an earlier row that was erased.
--! known_by : KnownPerson(external_id?, email?, phone?)
SELECT i.customer_id, c.external_id, c.email, c.phone,
       ARRAY(SELECT key FROM former_keys WHERE customer_id = i.customer_id
             UNION SELECT key FROM erased_keys WHERE customer_id = i.customer_id) AS other_keys
FROM unnest(:customer_ids::uuid[]) AS i (customer_id)
LEFT JOIN customers c ON c.customer_id = i.customer_id
ORDER BY i.customer_id;

-- Held until the transaction ends: nobody opts in or out meanwhile.
--! hold
SELECT customer_id FROM customers WHERE customer_id = ANY (:customer_ids)
ORDER BY customer_id FOR NO KEY UPDATE;

-- People of whom something is known: customers, and those who were erased.
--! standing : Standing(opted_in_at?)
SELECT i.customer_id, coalesce(c.opted_out, EXISTS (SELECT FROM opt_outs WHERE person = i.customer_id)) AS opted_out,
       c.opted_in_at
FROM unnest(:customer_ids::uuid[]) AS i (customer_id)
LEFT JOIN customers c ON c.customer_id = i.customer_id
WHERE c.customer_id IS NOT NULL OR EXISTS (SELECT FROM opt_outs WHERE person = i.customer_id)
   OR EXISTS (SELECT FROM erased_keys WHERE customer_id = i.customer_id);

--! former_keys
SELECT key FROM former_keys WHERE customer_id = :customer_id;

--! remember_former_keys
INSERT INTO former_keys (customer_id, key)
SELECT :customer_id, key FROM unnest(:keys::uuid[]) AS i (key)
ON CONFLICT DO NOTHING
RETURNING key;

--! forget_former_keys
DELETE FROM former_keys WHERE customer_id = :customer_id RETURNING key;

-- For 90 days.
--! remember_erased_keys
INSERT INTO erased_keys (customer_id, key, erased_at)
SELECT :customer_id, key, :at FROM unnest(:keys::uuid[]) AS i (key)
ON CONFLICT (customer_id, key) DO UPDATE SET erased_at = excluded.erased_at
RETURNING key;

-- Entries --------------------------------------------------------------------------------------------------------------

--! any
SELECT EXISTS (SELECT FROM opt_outs) AS any_opt_out;

-- An entry that is there keeps its time.
--! keep
INSERT INTO opt_outs (key, person, at)
SELECT key, person, at FROM unnest(:keys::uuid[], :people::uuid[], :ats::timestamptz[]) AS i (key, person, at)
ORDER BY key, person, at
ON CONFLICT DO NOTHING
RETURNING person;

-- New keys of people who have entries of their own.
--! extend
INSERT INTO opt_outs (key, person, at)
SELECT i.key, i.person, min(o.at)
FROM unnest(:keys::uuid[], :people::uuid[]) AS i (key, person) JOIN opt_outs o ON o.person = i.person
GROUP BY i.key, i.person
ORDER BY i.key, i.person
ON CONFLICT DO NOTHING
RETURNING key;

-- Asked after the rows are in: an opt-out that these rows waited for is seen only then.
--! kept
SELECT DISTINCT key FROM opt_outs WHERE key = ANY (:keys);

-- A person's own entries, and everybody's under these keys.
--! take_back
DELETE FROM opt_outs WHERE person = :person OR key = ANY (:keys) RETURNING key;

--! entries : EntryOf()
SELECT key, person = :person AS own, at FROM opt_outs WHERE person = :person OR key = ANY (:keys)
ORDER BY at, key;

-- Customers ------------------------------------------------------------------------------------------------------------

-- Everybody who is known by one of these keys and may still be contacted, opted out.
--! spread
WITH known AS MATERIALIZED (
    SELECT customer_id FROM customers WHERE customer_id = ANY (:keys)
    UNION SELECT customer_id FROM customers WHERE email_key = ANY (:keys)
    UNION SELECT customer_id FROM customers WHERE phone_key = ANY (:keys)
    UNION SELECT customer_id FROM former_keys WHERE key = ANY (:keys)
), held AS MATERIALIZED (
    SELECT customer_id FROM customers
    WHERE customer_id = ANY (ARRAY(SELECT customer_id FROM known)) AND NOT opted_out
    ORDER BY customer_id FOR NO KEY UPDATE
)
UPDATE customers c SET opted_out = true, updated_at = :now, version = version + 1
FROM held WHERE c.customer_id = held.customer_id AND NOT c.opted_out
RETURNING c.customer_id;

-- Everybody else who is known by one of these keys and opted out.
--! opted_out_under : OptedOut(external_id?, email?, phone?)
WITH known AS MATERIALIZED (
    SELECT customer_id FROM customers WHERE customer_id = ANY (:keys)
    UNION SELECT customer_id FROM customers WHERE email_key = ANY (:keys)
    UNION SELECT customer_id FROM customers WHERE phone_key = ANY (:keys)
    UNION SELECT customer_id FROM former_keys WHERE key = ANY (:keys)
)
SELECT c.customer_id, c.external_id, c.email, c.phone,
       ARRAY(SELECT key FROM former_keys WHERE customer_id = c.customer_id) AS former_keys
FROM customers c
WHERE c.customer_id = ANY (ARRAY(SELECT customer_id FROM known)) AND c.opted_out AND c.customer_id <> :customer_id
ORDER BY c.customer_id FOR NO KEY UPDATE OF c;

-- `step` is 0 for rows whose version this transaction has raised already.
--! flag
UPDATE customers SET opted_out = true, updated_at = :now, version = version + :step
WHERE customer_id = ANY (:customer_ids) AND NOT opted_out
RETURNING customer_id;

--! unflag
UPDATE customers SET opted_out = false, updated_at = :now, version = version + 1
WHERE customer_id = ANY (:customer_ids) AND opted_out
RETURNING customer_id;

--! note_opt_in
UPDATE customers SET opted_in_at = :now WHERE customer_id = :customer_id RETURNING customer_id;

--! opted_in_at
SELECT opted_in_at FROM customers WHERE customer_id = :customer_id AND opted_in_at IS NOT NULL;

-- Addresses without keys -----------------------------------------------------------------------------------------------

-- What the release before wrote beside this one; found by an index that is empty otherwise.
--! without_keys : WithoutKeys(external_id?, email?, phone?)
SELECT customer_id, external_id, email, phone, opted_out FROM customers
WHERE (email IS NOT NULL AND email_key IS NULL) OR (phone IS NOT NULL AND phone_key IS NULL)
ORDER BY customer_id LIMIT :most FOR NO KEY UPDATE;

--! set_keys (email_keys[?], phone_keys[?])
UPDATE customers c SET email_key = i.email_key, phone_key = i.phone_key
FROM unnest(:customer_ids::uuid[], :email_keys::uuid[], :phone_keys::uuid[]) AS i (customer_id, email_key, phone_key)
WHERE c.customer_id = i.customer_id
RETURNING c.customer_id;
