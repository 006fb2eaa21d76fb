//! CloudWatch Logs: reading metric filters.

mod read;
