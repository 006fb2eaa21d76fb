//! CloudWatch: its alarms. Nothing of it is changed by a plan.

pub mod alarm;
