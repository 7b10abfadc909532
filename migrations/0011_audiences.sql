-- Audiences: the counts of every step from all customers to those who are contacted, and one message for each address.

-- The counts of the latest build, as its job's result shows them.
ALTER TABLE campaigns ADD COLUMN audience_counts jsonb;

-- While a build runs: the addresses that more than one customer has, or that the campaign has written to already. All
-- others need no look at the customers beside them. Distributed by address_key.
CREATE TABLE shared_addresses (
    campaign_id bigint NOT NULL,
    address_key uuid   NOT NULL,
    PRIMARY KEY (campaign_id, address_key)
);

-- Addresses that were handed out for customers who were handed out again, with another address. Distributed by
-- customer_id.
CREATE TABLE former_addresses (
    campaign_id bigint NOT NULL,
    address_key uuid   NOT NULL,
    customer_id uuid   NOT NULL,
    PRIMARY KEY (campaign_id, address_key, customer_id)
);

-- Reported as queued without ever having been claimed: free to be claimed, as those whose lease is over.
UPDATE campaign_customers SET lease_until = '-infinity' WHERE delivery_status = 1 AND lease_until IS NULL;
