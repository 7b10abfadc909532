//! Suppressions: `/sa/suppressions` and `/tenants/{tenant_name}/suppressions`.

mod lists;
