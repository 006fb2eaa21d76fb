//! From what is there to what a workload wants: one plan over all services, in an order in which each step finds what
//! it needs.

use gatehouse_plan::ec2::network::Service;
use gatehouse_plan::ec2::plans::WantedChange;
use gatehouse_plan::kms::Place;
use gatehouse_plan::kms::key::{Key, KeyState, WantedKey};
use gatehouse_plan::{Plan, WantedSecret, reference};
use gatehouse_policy::compose::{Document, Principal, Statement};

use super::wish::unknown;
use super::{Found, KeyPart, SecretPart, Seen, Workload, WorkloadDesign};
use crate::key_policy::KeyPolicyWish;

/// What a plan needs that nothing else has.
pub struct Tokens<'a> {
    /// Gives a new text each time.
    pub step: &'a mut dyn FnMut() -> String,
    /// The handle of a new secret's value.
    pub secret_value: String,
}

/// Days between two rotations of a workload's own key: KMS's usual year.
const ROTATION: i32 = 365;

impl Workload {
    /// The plan that brings the account to where the workload wants it. Without a step where all is as it was chosen.
    ///
    /// The role comes first, because a key policy may name only principals that are there; its permissions come after the
    /// key and the secret, whose ARNs they name.
    #[must_use]
    pub fn plan(&self, account: &str, found: &Found, tokens: Tokens<'_>) -> Plan {
        let region = &self.job.site.region;
        let design = self.design(found);
        let wanted = self.wanted_role(&design, found);
        let title = match found.role {
            Seen::There(_) => format!("Repair the workload {}", self.job.role_name),
            _ => format!("Set up the workload {}", self.job.role_name),
        };
        let mut plan = Plan::new(title, account, Vec::new()).in_region(region);
        if found.role.there().is_none() {
            let bare = gatehouse_plan::WantedRole { inline: Vec::new(), ..wanted.clone() };
            plan.then(Plan::for_role(account, None, &bare));
        }
        let key = self.plan_key(account, &design, found, &mut plan, tokens.step);
        let secret = self.plan_secret(account, found, &mut plan, key.as_deref(), &tokens.secret_value, tokens.step);
        let text = |text: &str| self.filled(text, key.as_deref(), secret.as_deref());
        let mut wanted = wanted;
        for policy in &mut wanted.inline {
            policy.document = text(&policy.document);
        }
        let mut permissions = Plan::for_role(account, found.role.there(), &wanted);
        if found.role.there().is_none() {
            // It is made already.
            permissions.steps.remove(0);
        }
        plan.then_as_numbered(permissions);
        self.plan_network(account, &design, found, &mut plan, tokens.step);
        plan.consequences.extend(design.role.notes);
        plan
    }

    /// The steps of the key; gives the text by which later steps name a key that is made here.
    fn plan_key(
        &self,
        account: &str,
        design: &WorkloadDesign,
        found: &Found,
        plan: &mut Plan,
        token: &mut dyn FnMut() -> String,
    ) -> Option<String> {
        let place = Place { account, region: &self.job.site.region };
        match (&self.key, &found.key) {
            (KeyPart::New { alias, rotation }, Seen::Missing) => {
                let at = plan.steps.len();
                let wanted = WantedKey {
                    alias: Some(alias.clone()),
                    description: format!("The workload {}", self.job.role_name),
                    usage: "ENCRYPT_DECRYPT".to_owned(),
                    spec: "SYMMETRIC_DEFAULT".to_owned(),
                    multi_region: false,
                    policy: Some(self.key_policy().to_string()),
                    bypass_lockout_check: false,
                    rotation: rotation.then_some(ROTATION),
                    tags: self.tags(),
                };
                plan.then(place.create_key(&wanted, &token()));
                Some(reference::to(at, "KeyArn"))
            }
            (KeyPart::None, _) | (_, Seen::Missing | Seen::Unreadable(_)) => None,
            (_, Seen::There(key)) => {
                self.mend_key(place, design, key, plan);
                None
            }
        }
    }

    fn mend_key(&self, place: Place<'_>, design: &WorkloadDesign, key: &Key, plan: &mut Plan) {
        if key.state == KeyState::Disabled {
            plan.then(place.enable_key(key));
        }
        if let (KeyPart::New { rotation: true, .. }, Ok(Some(rotation))) = (&self.key, &key.rotation)
            && rotation.period.is_none()
        {
            plan.then(place.set_rotation(key, None, Some(ROTATION)));
        }
        if let (Ok(before), Some(opened)) = (&key.policy, self.opened_key_policy(design, key)) {
            plan.then(place.change_key_policy(key, before, &opened));
        }
    }

    /// The steps of the secret; gives the text by which later steps name a secret that is made here.
    fn plan_secret(
        &self,
        account: &str,
        found: &Found,
        plan: &mut Plan,
        key: Option<&str>,
        value: &str,
        token: &mut dyn FnMut() -> String,
    ) -> Option<String> {
        let region = &self.job.site.region;
        match (&self.secret, &found.secret) {
            (SecretPart::New(new), Seen::Missing) => {
                let at = plan.steps.len();
                let existing = || match &self.key {
                    KeyPart::Existing(arn) => Some(arn.to_string()),
                    _ => found.key_arn().map(|arn| arn.to_string()),
                };
                let kms_key = key.map(str::to_owned).or_else(existing).filter(|_| self.key_use.secret);
                let wanted = WantedSecret {
                    name: new.name.clone(),
                    description: format!("Database credentials of the workload {}", self.job.role_name),
                    kms_key,
                    value: value.to_owned(),
                    token: token(),
                    tags: self.tags(),
                    replicas: Vec::new(),
                };
                plan.then_as_numbered(Plan::create_secret(account, region, &wanted));
                Some(reference::to(at, "SecretArn"))
            }
            (_, Seen::There(secret)) if secret.deleted.is_some() => {
                plan.then(Plan::restore_secret(account, region, secret, 30));
                None
            }
            _ => None,
        }
    }

    fn plan_network(
        &self,
        account: &str,
        design: &WorkloadDesign,
        found: &Found,
        plan: &mut Plan,
        token: &mut dyn FnMut() -> String,
    ) {
        let (Some(place), Some(network)) = (&self.placement, &found.network) else { return };
        let mut wanted = Vec::new();
        if self.make_endpoints {
            wanted.extend(place.fixes(network));
            for change in &mut wanted {
                if let WantedChange::Endpoint(endpoint) = change {
                    let takes = |service: &Service| service.name == endpoint.service && service.policy_supported;
                    let takes_one = network.services.iter().any(takes);
                    endpoint.policy = takes_one.then(|| self.endpoint_policy(&endpoint.service, &network.region));
                    endpoint.tags.extend(self.tags());
                }
            }
        }
        for need in place.needs(network).into_iter().filter(|need| need.wanted) {
            let Some(endpoint) = need.endpoint.as_deref().and_then(|id| network.endpoint(id)) else { continue };
            let opened =
                endpoint.policy.as_deref().and_then(|text| self.opened_endpoint_policy(design, &need.short, text));
            if let Some(policy) = opened {
                let change = gatehouse_plan::ec2::call::EndpointChange { policy: Some(policy), ..Default::default() };
                wanted.push(WantedChange::Change { endpoint: endpoint.id.clone(), change });
            }
        }
        if wanted.iter().any(|change| matches!(change, WantedChange::Endpoint(endpoint) if endpoint.private_dns)) {
            plan.consequences.push(
                "With private DNS everything in the VPC reaches these services through the endpoints, also what reached \
                 them over the internet until now: their security group must let it in."
                    .to_owned(),
            );
        }
        plan.then(Plan::for_network("", account, network, &wanted, &mut *token));
    }

    /// A document with references in the place of what is still to be made.
    fn filled(&self, text: &str, key: Option<&str>, secret: Option<&str>) -> String {
        let site = &self.job.site;
        // In JSON the character that no ARN has is written as an escape.
        let written = |arn: gatehouse_policy::Arn| {
            let json = serde_json::to_string(&arn.to_string()).unwrap_or_default();
            json.trim_matches('"').to_owned()
        };
        let mut text = text.to_owned();
        if let Some(key) = key {
            text = text.replace(&written(unknown(site, "kms", "key/")), key);
        }
        if let Some(secret) = secret {
            text = text.replace(&written(unknown(site, "secretsmanager", "secret:")), secret);
        }
        text
    }

    /// The policy of a key that is the workload's own.
    #[must_use]
    pub fn key_policy(&self) -> Document {
        let role = self.design(&Found::default()).role.role_arn.to_string();
        let wish = KeyPolicyWish { sage_maker_roles: vec![role], ..KeyPolicyWish::default() };
        wish.compose(&self.job.site).unwrap_or_else(|_| Document::new(Vec::new()))
    }

    /// What lets the role in, for the policy of a key that others keep.
    pub(crate) fn key_statements(&self) -> Vec<Statement> {
        let mut statements = self.key_policy().statement;
        // The first is the account's own, which a key that is there has or does not want.
        statements.retain(|statement| statement.sid != "EnableIamPolicies");
        if self.key_use.secret || self.secret != SecretPart::None {
            let site = &self.job.site;
            let via = format!("secretsmanager.{}.{}", site.region, site.partition.dns_suffix());
            let role = self.design(&Found::default()).role.role_arn.to_string();
            statements.push(
                Statement::allow("DecryptSecret", ["kms:Decrypt"]).by(Principal::Aws(vec![role])).on(["*"]).when(
                    "StringEquals",
                    "kms:ViaService",
                    [via],
                ),
            );
        }
        let data = ["UseDataKeyThroughS3", "CheckDataKey"];
        statements.retain(|statement| match statement.sid.as_str() {
            sid if data.contains(&sid) => self.key_use.data,
            "EncryptVolumes" => self.key_use.volume,
            _ => true,
        });
        statements
    }

    /// What lets the role's own requests through an endpoint.
    pub(crate) fn endpoint_statement(&self, design: &WorkloadDesign, service: &str) -> Option<Statement> {
        let asks = self.through(service, design);
        let actions: std::collections::BTreeSet<&str> = asks.iter().map(|ask| ask.action).collect();
        if actions.is_empty() {
            return None;
        }
        let partition = self.job.site.partition;
        let (sid, resources) = match service {
            "s3" => {
                let buckets = [&self.job.input.bucket, &self.job.output.bucket];
                let mut arns: Vec<String> = buckets.iter().map(|name| format!("arn:{partition}:s3:::{name}")).collect();
                arns.dedup();
                let objects: Vec<String> = arns.iter().map(|arn| format!("{arn}/*")).collect();
                ("WorkloadData", arns.into_iter().chain(objects).collect::<Vec<_>>())
            }
            _ => ("WorkloadSecret", asks.iter().map(|ask| ask.resource.clone()).collect()),
        };
        let role = design.role.role_arn.to_string();
        let statement = Statement::allow(sid, actions).by(Principal::Aws(vec!["*".to_owned()])).on(resources);
        Some(statement.when("ArnEquals", "aws:PrincipalArn", [role]))
    }

    /// The policy of a new endpoint: this account's principals and AWS's own services pass, nobody else's credentials
    /// do; through S3's also the layers of ECR's images, which ECR itself signs for.
    ///
    /// Sources: <https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html>,
    /// <https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html>
    #[must_use]
    pub fn endpoint_policy(&self, service: &str, region: &str) -> String {
        let site = &self.job.site;
        let anyone = || Principal::Aws(vec!["*".to_owned()]);
        let mut statements = vec![
            Statement::allow("ThisAccount", ["*"]).by(anyone()).on(["*"]).when(
                "StringEquals",
                "aws:PrincipalAccount",
                [site.account.clone()],
            ),
            Statement::allow("AwsServices", ["*"]).by(anyone()).on(["*"]).when(
                "Bool",
                "aws:PrincipalIsAWSService",
                ["true"],
            ),
        ];
        if service.ends_with(".s3") {
            let layers = format!("arn:{}:s3:::prod-{region}-starport-layer-bucket/*", site.partition);
            statements.push(Statement::allow("ImageLayers", ["s3:GetObject"]).by(anyone()).on([layers]));
        }
        Document::new(statements).to_string()
    }
}
