//! Tenants: lines of business that never see one another's data.
