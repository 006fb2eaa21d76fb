//! What a workload would make, as the account would have it afterwards.

use gatehouse_plan::kms::key::{Key, KeyState, Rotation};
use gatehouse_plan::{InlinePolicy, Role};
use gatehouse_policy::Arn;
use gatehouse_workload::workload::{Found, Workload};

/// The role that a workload would make.
pub(crate) fn made_role(workload: &Workload, found: &Found) -> Role {
    let design = workload.design(found).role;
    Role {
        name: workload.job.role_name.clone(),
        path: "/".to_owned(),
        arn: design.role_arn.to_string(),
        id: String::new(),
        description: workload.job.description.clone(),
        created: String::new(),
        max_session_duration: 3600,
        trust: design.trust.to_string(),
        inline: vec![InlinePolicy { name: design.policy_name.to_owned(), document: design.permissions().to_string() }],
        attached: Vec::new(),
        boundary: None,
        tags: Vec::new(),
        last_used: None,
        instance_profiles: Vec::new(),
    }
}

/// The key that a workload would make.
pub(crate) fn made_key(workload: &Workload, alias: &str, rotation: bool) -> Key {
    let site = &workload.job.site;
    // No key has it: the id of a key is AWS's to give.
    let id = "00000000-0000-0000-0000-000000000000".to_owned();
    Key {
        arn: Arn::new(site.partition, "kms", &site.region, &site.account, &format!("key/{id}")).to_string(),
        id,
        description: String::new(),
        created: String::new(),
        aws_managed: false,
        state: KeyState::Enabled,
        deletion: None,
        usage: "ENCRYPT_DECRYPT".to_owned(),
        spec: "SYMMETRIC_DEFAULT".to_owned(),
        origin: "AWS_KMS".to_owned(),
        multi_region: false,
        aliases: vec![alias.to_owned()],
        policy: Ok(workload.key_policy().to_string()),
        rotation: Ok(Some(Rotation { period: rotation.then_some(365), next: None, history: Vec::new() })),
        grants: Ok(Vec::new()),
        tags: Ok(Vec::new()),
    }
}
