//! CloudWatch: reading alarms.

mod read;
