//! What a flow log is.

/// A flow log: a record of the traffic of a VPC, a subnet or a network interface.
///
/// Source: <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html>
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowLog {
    /// `fl-...`.
    pub id: String,
    /// The VPC, subnet or network interface whose traffic it logs.
    pub of: String,
    /// Whether it logs now.
    pub active: bool,
    /// `ALL`, `ACCEPT` or `REJECT`.
    pub traffic: String,
    /// The ARN of the bucket, with a prefix, where it logs into S3.
    pub bucket: Option<String>,
}
