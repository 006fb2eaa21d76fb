//! A rule of EventBridge.

/// A rule of the default bus, where the events of AWS's services arrive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: String,
    /// Its ARN, with the Region.
    pub arn: String,
    /// Which events it takes; none of a rule that only a clock sets off.
    pub pattern: Option<String>,
    /// Whether it is on.
    pub enabled: bool,
    /// The ARNs of its targets; none where they were not read.
    pub targets: Option<Vec<String>>,
}
