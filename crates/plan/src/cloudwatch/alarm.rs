//! An alarm on metrics.

/// A metric, by what tells it from others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Metric {
    /// `CISBenchmark`, `AWS/S3`.
    pub namespace: String,
    /// Its name.
    pub name: String,
}

/// An alarm on metrics.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Alarm {
    /// Its name.
    pub name: String,
    /// Its ARN, with the Region.
    pub arn: String,
    /// The metrics that it looks at: one, or those that it computes with.
    pub metrics: Vec<Metric>,
    /// Whether its actions are on.
    pub enabled: bool,
    /// The ARNs of what it does when it goes off: mostly topics.
    pub actions: Vec<String>,
}
