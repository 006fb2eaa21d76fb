//! SageMaker: jobs, notebook instances, models, endpoint configurations and domains as far as their security hangs on
//! them, and the plans that change what can be changed.

pub mod call;
mod plans;
pub mod resource;
