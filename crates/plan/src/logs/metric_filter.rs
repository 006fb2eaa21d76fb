//! What makes metrics of logged events.

use crate::cloudwatch::alarm::Metric;

/// A filter of a log group that makes metrics of the events that fit it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetricFilter {
    /// Its name.
    pub name: String,
    /// The Region of its log group.
    pub region: String,
    /// The name of its log group.
    pub group: String,
    /// Which events fit.
    pub pattern: String,
    /// The metrics that it makes.
    pub metrics: Vec<Metric>,
}
