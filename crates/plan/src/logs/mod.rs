//! CloudWatch Logs: its metric filters. Nothing of it is changed by a plan.

pub mod metric_filter;
