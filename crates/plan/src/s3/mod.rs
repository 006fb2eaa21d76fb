//! S3: buckets with the settings that their security hangs on, and the plans that change them.

pub mod bucket;
pub mod call;
mod plans;
