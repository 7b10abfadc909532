//! Suppressions: `/sa/suppressions` and `/tenants/{tenant_name}/suppressions`.

mod bounces;
mod lists;
