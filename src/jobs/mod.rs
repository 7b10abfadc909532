//! Background work: a durable queue in the database, its runner and the scheduler.
