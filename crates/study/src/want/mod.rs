//! What a task or a goal wants of an account.

mod thing;
mod world;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use world::{Held, NoAnswer, World};

pub use crate::question::Is;

/// What is wanted of the state of an account. Any way that leads there is right.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "want", rename_all = "lowercase")]
pub enum Want {
    /// A request comes out so.
    Decision(Request),
    /// There is such a thing, and it can be used.
    Exists(Thing),
    /// There is no such thing.
    Absent(Thing),
    /// A check of the checklist passes.
    Check(Checked),
    /// A link of the workload's chain stands so.
    Link(Linked),
    /// Every link of the workload's chain holds, or is only weak.
    Runs(Nothing),
}

/// A request, and what must come of it. One of `role`, `service` and `principal` says who asks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// A role of the account, by name or ARN: with its policies and its boundary.
    pub role: Option<String>,
    /// A service, `sagemaker.amazonaws.com`: the policy of the resource alone decides.
    pub service: Option<String>,
    /// The ARN of anybody else, or `*`. What their own policies say is not known: they are taken to allow all.
    pub principal: Option<String>,
    /// `s3:GetObject`.
    pub action: String,
    /// An ARN, or `*`; what the account tells by `key:alias/NAME`, `secret:NAME`, `role:NAME`.
    pub resource: String,
    /// What must come of it.
    pub is: Is,
    /// Context keys. `endpoint:s3` as a value is the id of that endpoint.
    #[serde(default)]
    pub context: BTreeMap<String, Values>,
    /// The endpoint on the way, by id or service (`s3`): its policy counts too, and requests tell its id and its VPC.
    pub endpoint: Option<String>,
}

/// The values of a context key.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Values {
    One(String),
    Many(Vec<String>),
}

/// Things of an account.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Thing {
    /// Their kind.
    pub kind: ThingKind,
    /// Their name; `*` stands for anything. Of a grant that of its key, `alias/churn`, and of who may: `alias/churn churn-*`.
    pub name: String,
}

/// A kind of things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum ThingKind {
    /// A role, by name.
    Role,
    /// A managed policy of the account by name, or an inline policy by `ROLE/NAME`.
    Policy,
    /// A key by alias or id; it is enabled.
    Key,
    /// An alias, `alias/churn`.
    Alias,
    /// A grant, by `KEY GRANTEE`: the key's alias or id, and the name of the role, or the ARN, that may.
    Grant,
    /// A secret by name; it is not to be deleted.
    Secret,
    /// A bucket by name.
    Bucket,
    /// An endpoint by service (`s3`, `sagemaker.api`) or id.
    Endpoint,
    /// A trail by name.
    Trail,
}

/// A check of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checked {
    /// `LP-09`.
    pub check: String,
    /// The name or ARN of what it is about; `*` stands for anything. There must be such a finding, and each must have passed.
    pub resource: String,
}

/// A link of the workload's chain.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Linked {
    /// Its id: `trust`, `reads`, `reaches:s3`.
    pub link: String,
    /// How it must stand.
    pub state: Standing,
}

/// How a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It holds, without a weakness.
    Holds,
    /// It holds or is weak.
    Passes,
    /// It is weak.
    Weak,
    /// It is broken.
    Broken,
}

/// Nothing more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Nothing {}
