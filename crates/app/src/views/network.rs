use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Notice, PlanView, TagView};

/// The network of an account in its Region.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NetworkView {
    /// The Region.
    pub region: String,
    /// VPCs, those that people made first.
    pub vpcs: Vec<VpcView>,
    /// Subnets, by zone.
    pub subnets: Vec<SubnetView>,
    /// Route tables.
    pub route_tables: Vec<RouteTableView>,
    /// Security groups.
    pub groups: Vec<GroupView>,
    /// Endpoints, by service.
    pub endpoints: Vec<EndpointView>,
    /// What endpoints can be made for.
    pub services: Vec<EndpointServiceView>,
    /// What could not be read, and which permission is missing.
    pub notices: Vec<Notice>,
    /// What interface endpoints cost.
    pub price: EndpointPriceView,
    /// When it was read, RFC 3339.
    pub read_at: String,
}

/// A VPC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct VpcView {
    /// `vpc-...`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its address blocks.
    pub cidrs: Vec<String>,
    /// It is the Region's default one.
    pub is_default: bool,
    /// Names are resolved there; none where that could not be read.
    pub dns_support: Option<bool>,
    /// What is there has names.
    pub dns_hostnames: Option<bool>,
    /// The zones of its subnets.
    pub zones: Vec<String>,
}

/// A subnet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct SubnetView {
    /// `subnet-...`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// Its Availability Zone.
    pub zone: String,
    /// Its addresses.
    pub cidr: String,
    /// How many of them are free.
    pub free_addresses: i32,
    /// It has a route to an internet gateway.
    pub is_public: bool,
    /// The route table that holds for it.
    pub route_table: Option<String>,
}

/// A route table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RouteTableView {
    /// `rtb-...`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// It holds for the subnets that no table names.
    pub main: bool,
    /// The subnets for which it holds.
    pub subnets: Vec<String>,
    /// Its routes.
    pub routes: Vec<RouteView>,
}

/// A route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RouteView {
    /// An address block, or a service's prefix list by its name.
    pub destination: String,
    /// Where it leads.
    pub target: String,
    /// The target is there.
    pub active: bool,
}

/// A security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct GroupView {
    /// `sg-...`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Its VPC.
    pub vpc: String,
    /// What may come in, a few words a rule.
    pub ingress: Vec<RuleView>,
    /// What may go out.
    pub egress: Vec<RuleView>,
    /// How many network interfaces have it; none where that could not be read.
    pub interface_count: Option<usize>,
}

/// A rule of a security group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct RuleView {
    /// The rule in a few words.
    pub words: String,
    /// What its author wrote.
    pub description: Option<String>,
}

/// The kind of an endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum EndpointKindView {
    /// A target in route tables.
    Gateway,
    /// Network interfaces in subnets.
    Interface,
    /// Another one, shown only.
    Other,
}

/// A VPC endpoint.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointView {
    /// `vpce-...`.
    pub id: String,
    /// Its tag `Name`.
    pub name: Option<String>,
    /// Its VPC.
    pub vpc: String,
    /// The service's whole name.
    pub service: String,
    /// Its kind.
    pub kind: EndpointKindView,
    /// `available`, `pending`, ...
    pub state: String,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Its route tables.
    pub route_tables: Vec<String>,
    /// What it lets through.
    pub policy: Option<String>,
    /// The service takes a policy.
    pub policy_supported: bool,
    /// The service's own names mean it.
    pub private_dns: bool,
    /// The names that mean it.
    pub dns_names: Vec<String>,
    /// Another AWS service keeps it: it is not changed here.
    pub requester_managed: bool,
    /// RFC 3339.
    pub created: String,
    /// Its tags.
    pub tags: Vec<TagView>,
    /// US dollars a month, without what goes through it.
    pub monthly_cost: f64,
}

/// A service that endpoints can be made for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointServiceView {
    /// Its whole name.
    pub name: String,
    /// The kind of the endpoints.
    pub kind: EndpointKindView,
    /// The zones that it has.
    pub zones: Vec<String>,
    /// Its endpoints can have private DNS.
    pub private_dns: bool,
    /// Its endpoints can have a policy.
    pub policy_supported: bool,
}

/// What interface endpoints cost, in US dollars.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointPriceView {
    /// For each hour in each zone.
    pub hour: f64,
    /// For each gigabyte.
    pub gigabyte: f64,
    /// The day on which it was read.
    pub date: String,
    /// Where it stands.
    pub source: String,
    /// It is that of another Region.
    pub estimate: bool,
}

/// The kind of a workload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
#[allow(missing_docs, reason = "they are SageMaker's words")]
pub enum WorkloadKindView {
    Training,
    Processing,
    Hosting,
    Notebook,
    Studio,
}

/// Where a workload runs, and what its code calls.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct PlacementInput {
    /// Its kind.
    pub kind: WorkloadKindView,
    /// Its VPC.
    pub vpc: String,
    /// Its subnets.
    pub subnets: Vec<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// What its code calls beyond what its kind always calls: `kms`.
    pub uses: Vec<String>,
}

/// What a workload needs of the network.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NetworkNeedsView {
    /// Service by service.
    pub needs: Vec<NetworkNeedView>,
    /// How many of the wanted ones are not within reach.
    pub unmet: usize,
    /// There is something that a plan can mend.
    pub can_fix: bool,
    /// US dollars a month that mending adds, without what goes through it.
    pub added_cost: f64,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

/// A service that a workload calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NetworkNeedView {
    /// The service's whole name.
    pub service: String,
    /// The part of it by which it is chosen: `kms`.
    pub short: String,
    /// What the workload does with it.
    pub purpose: String,
    /// Its kind always calls it.
    pub always: bool,
    /// It is called.
    pub wanted: bool,
    /// How it stands.
    pub state: NetworkNeedState,
    /// The kind of endpoint that there is or shall be.
    pub kind: EndpointKindView,
    /// The endpoint that serves it, or comes nearest.
    pub endpoint: Option<String>,
    /// What stands in the way, or weakens it.
    pub faults: Vec<NetworkFaultView>,
    /// A plan can mend it.
    pub can_fix: bool,
}

/// How it stands with a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub enum NetworkNeedState {
    /// It is reached through an endpoint.
    Met,
    /// It is reached over the internet.
    ByInternet,
    /// There is no endpoint.
    Missing,
    /// There is one that cannot be used.
    Unusable,
    /// The Region has none.
    NotOffered,
    /// It could not be read.
    Unknown,
}

/// What stands in the way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct NetworkFaultView {
    /// Stable.
    pub code: String,
    /// The id of what is to be changed.
    pub place: String,
    /// The workload does not get through.
    pub blocks: bool,
    /// In words.
    pub message: String,
}

/// An endpoint as a person wants it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointInput {
    /// Its name, possibly empty.
    pub name: String,
    /// Its VPC.
    pub vpc: String,
    /// The service's whole name.
    pub service: String,
    /// Its kind.
    pub kind: EndpointKindView,
    /// Of an interface endpoint.
    pub subnets: Vec<String>,
    /// Of an interface endpoint.
    pub groups: Vec<String>,
    /// Of a gateway endpoint.
    pub route_tables: Vec<String>,
    /// The service's own names shall mean it.
    pub private_dns: bool,
    /// Its policy; empty for one that lets everything through.
    pub policy: String,
}

/// An endpoint as it shall be; what is not said stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointChangeInput {
    /// All its subnets.
    pub subnets: Option<Vec<String>>,
    /// All its security groups.
    pub groups: Option<Vec<String>>,
    /// All its route tables.
    pub route_tables: Option<Vec<String>>,
    /// Private DNS.
    pub private_dns: Option<bool>,
}

/// The deletion of an endpoint, and what it cuts off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct EndpointDeletionView {
    /// What will be done.
    pub plan: PlanView,
    /// The subnets from which the service is no longer reached.
    pub cut_off: Vec<CutOffView>,
}

/// A subnet from which a service is no longer reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(export)]
pub struct CutOffView {
    /// The subnet, by name and id.
    pub subnet: String,
    /// Security groups with which it was reached, by name and id.
    pub groups: Vec<String>,
    /// Workloads that always call the service.
    pub always: Vec<String>,
    /// Workloads whose code may call it.
    pub maybe: Vec<String>,
}
