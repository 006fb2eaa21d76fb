//! What AWS's services are made of, as IAM sees them: actions, resource types, condition keys.
//!
//! The tables are compiled in (`data/`, written by `tools/catalog.mjs`). [`catalog`] reads the list of services, a
//! few hundred lines; a service's own lines are read when something of it is first asked for. Nothing here allocates
//! per action: names and descriptions are slices of the compiled-in text, lists are ranges of one pool per service.
//!
//! IAM compares service prefixes, action names and condition keys without regard to case, and so does every look-up
//! here. Names come back as AWS writes them.
//!
//! The catalog lags behind AWS and has gaps: AWS's own managed policies name some actions that it does not hold.
//! *Unknown* is therefore a reason to look twice, never proof of an error.
//!
//! Source: the Service Authorization Reference,
//! <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>

mod arn_pattern;
mod by_arn;
mod everyday;
mod expand;
mod glob;
mod suggest;
mod table;

use std::fmt;
use std::sync::OnceLock;

pub(crate) use arn_pattern::{WrittenArn, places};
use by_arn::ByArn;
pub use expand::Expansion;
pub use glob::glob_matches;
pub(crate) use table::compare;
use table::{Tables, find_by_name};

const SERVICES: &str = include_str!("../../data/services.tsv");
const CATALOG: &str = include_str!("../../data/catalog.tsv");
const GLOBAL_KEYS: &str = include_str!("../../data/global-keys.tsv");
const RETIRED: &str = include_str!("../../data/retired.tsv");
const OIDC_KEYS: &str = include_str!("../../data/oidc-keys.tsv");

/// The catalog. The first call reads the list of services; everything after is a look-up.
#[must_use]
pub fn catalog() -> &'static Catalog {
    static CATALOG_ONCE: OnceLock<Catalog> = OnceLock::new();
    CATALOG_ONCE.get_or_init(|| Catalog {
        services: table::read_services(SERVICES, CATALOG),
        global_keys: table::read_global_keys(GLOBAL_KEYS),
        oidc_keys: table::read_global_keys(OIDC_KEYS),
        retired: OnceLock::new(),
        by_arn: OnceLock::new(),
    })
}

/// Every service, and the condition keys that belong to none.
#[derive(Debug)]
pub struct Catalog {
    services: Vec<Service>,
    global_keys: Vec<ConditionKey>,
    oidc_keys: Vec<ConditionKey>,
    retired: OnceLock<Vec<&'static str>>,
    by_arn: OnceLock<ByArn>,
}

impl Catalog {
    /// Every service, by prefix.
    #[must_use]
    pub fn services(&'static self) -> &'static [Service] {
        &self.services
    }

    /// The service of a prefix (`s3`), in any case.
    #[must_use]
    pub fn service(&'static self, prefix: &str) -> Option<&'static Service> {
        find_by_name(&self.services, Service::prefix, prefix)
    }

    /// The action of a name without wildcards (`s3:GetObject`), in any case.
    #[must_use]
    pub fn action(&'static self, name: &str) -> Option<&'static Action> {
        let (prefix, action) = name.split_once(':')?;
        self.service(prefix)?.action(action)
    }

    /// Whether AWS once listed this action (`iotevents:DescribeDetectorModel`), but does no more: it is no slip, and
    /// the statement that names it most likely does nothing.
    ///
    /// Known are the actions that left the list since December 2025.
    #[must_use]
    pub fn is_retired(&'static self, name: &str) -> bool {
        let retired = self.retired.get_or_init(|| RETIRED.lines().collect());
        retired.binary_search_by(|known| table::compare(known, name)).is_ok()
    }

    /// How many actions there are; every [`Action::id`] is below it. Reads no service.
    #[must_use]
    pub fn action_count(&'static self) -> usize {
        self.services.last().map_or(0, |last| last.first_id + last.action_count)
    }

    /// The action of an [`Action::id`].
    #[must_use]
    pub fn action_by_id(&'static self, id: usize) -> Option<&'static Action> {
        let after = self.services.partition_point(|service| service.first_id <= id);
        let service = self.services.get(after.checked_sub(1)?)?;
        service.actions().get(id - service.first_id)
    }

    /// Every action that an `Action` element's value names: `s3:Get*Object*`, `ec2:Describe?pcs`, `s3:*`, `*`.
    ///
    /// Without a colon only `*` means anything to IAM; every other such text expands to nothing.
    #[must_use]
    pub fn expand(&'static self, pattern: &str) -> Expansion {
        Expansion::new(self, pattern)
    }

    /// The global and cross-service condition keys, by name.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html>
    #[must_use]
    pub fn global_keys(&'static self) -> &'static [ConditionKey] {
        &self.global_keys
    }

    /// The global condition key of a name. Tag keys are templates: `aws:RequestTag/Team` is found too.
    #[must_use]
    pub fn global_key(&'static self, name: &str) -> Option<&'static ConditionKey> {
        find_key(&self.global_keys, name)
    }

    /// The condition key of a name, in any case and with templates filled in (`AWS:RequestTag/Team`,
    /// `s3:ExistingObjectTag/team`): a global one, or else one of the service of its prefix, or else one that some
    /// service takes from elsewhere (`saml:aud` in `sts`), or else a claim of an OIDC provider.
    #[must_use]
    pub fn condition_key(&'static self, name: &str) -> Option<&'static ConditionKey> {
        let own = || self.service(name.split_once(':')?.0)?.condition_key(name);
        let foreign = || self.services.iter().filter(|s| s.foreign_keys).find_map(|s| s.condition_key(name));
        self.global_key(name).or_else(own).or_else(foreign).or_else(|| self.oidc_key(name))
    }

    /// The condition key of a claim that any OIDC provider may give, the provider's address before it:
    /// `oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub`. Claims that only one provider has are keys of `sts`.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif>
    #[must_use]
    pub fn oidc_key(&'static self, name: &str) -> Option<&'static ConditionKey> {
        let (provider, _) = name.rsplit_once(':')?;
        if provider.contains('.') { find_key(&self.oidc_keys, name) } else { None }
    }

    /// The resource types, of any service, that an ARN could denote. The ARN may have wildcards and policy variables
    /// anywhere, as in a `Resource` element; see [`Service::resource_types_matching`].
    #[must_use]
    pub fn resource_types_matching(&'static self, arn: &str) -> Vec<&'static ResourceType> {
        let places = self.by_arn.get_or_init(|| ByArn::of(&self.services)).places(arn);
        let services = places.into_iter().filter_map(|at| self.services.get(at));
        let found = services.flat_map(|service| arn_pattern::candidates(service.resource_types(), arn));
        arn_pattern::most_specific(found.collect(), arn)
    }

    /// Actions whose names are near to a mistyped one, the nearest first; an existing action gives none.
    ///
    /// ```
    /// let near = gatehouse_policy::catalog::catalog().suggest_action("s3:GetObjct");
    /// assert_eq!(near.first().map(|action| action.full_name()), Some("s3:GetObject".to_owned()));
    /// ```
    #[must_use]
    pub fn suggest_action(&'static self, name: &str) -> Vec<&'static Action> {
        suggest::actions(self, name)
    }

    /// Services whose prefixes are near to a mistyped one, the nearest first; an existing prefix gives none.
    #[must_use]
    pub fn suggest_service(&'static self, prefix: &str) -> Vec<&'static Service> {
        suggest::services(self, prefix)
    }

    /// Condition keys whose names are near to a mistyped one, the nearest first; an existing key gives none.
    #[must_use]
    pub fn suggest_condition_key(&'static self, name: &str) -> Vec<&'static ConditionKey> {
        suggest::condition_keys(self, name)
    }

    /// What a task takes that is known by these words, `pull image`, each action with the task's name.
    #[must_use]
    pub fn tasks(&'static self, words: &str) -> Vec<(&'static str, &'static Action)> {
        everyday::tasks(self, words)
    }

    /// Actions that have every word, or one of AWS's for it (`read`: get, describe, list), in their name or
    /// description, the nearest first; at most `limit`.
    /// Reads every service.
    #[must_use]
    pub fn search(&'static self, words: &str, limit: usize) -> Vec<&'static Action> {
        everyday::search(self, words, limit)
    }
}

/// What an AWS service knows about authorization.
pub struct Service {
    prefix: &'static str,
    name: &'static str,
    category: &'static str,
    supports_rcp: bool,
    arn_services: &'static str,
    foreign_keys: bool,
    /// The id of its first action.
    first_id: usize,
    action_count: usize,
    text: &'static str,
    tables: OnceLock<Tables>,
}

impl Service {
    fn tables(&'static self) -> &'static Tables {
        self.tables.get_or_init(|| Tables::read(self))
    }

    /// The prefix of its actions: `s3`.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        self.prefix
    }

    /// Its name in words: `Amazon S3`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// AWS's category for it: `machine-learning-and-ai`; empty where AWS has none.
    #[must_use]
    pub fn category(&self) -> &'static str {
        self.category
    }

    /// Whether resource control policies reach it.
    ///
    /// Source: <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html>
    #[must_use]
    pub fn supports_rcp(&self) -> bool {
        self.supports_rcp
    }

    /// How many actions it has. Does not read them.
    #[must_use]
    pub fn action_count(&self) -> usize {
        self.action_count
    }

    /// Its actions, by name.
    #[must_use]
    pub fn actions(&'static self) -> &'static [Action] {
        &self.tables().actions
    }

    /// The action of a name without prefix (`GetObject`), in any case.
    #[must_use]
    pub fn action(&'static self, name: &str) -> Option<&'static Action> {
        find_by_name(self.actions(), Action::name, name)
    }

    /// Its resource types, by name.
    #[must_use]
    pub fn resource_types(&'static self) -> &'static [ResourceType] {
        &self.tables().resource_types
    }

    /// The resource type of a name (`training-job`), in any case.
    #[must_use]
    pub fn resource_type(&'static self, name: &str) -> Option<&'static ResourceType> {
        find_by_name(self.resource_types(), ResourceType::name, name)
    }

    /// Its condition keys, by name, with those `aws:` ones that its actions list.
    #[must_use]
    pub fn condition_keys(&'static self) -> &'static [ConditionKey] {
        &self.tables().condition_keys
    }

    /// Its condition key of a full name (`s3:prefix`), in any case and with templates filled in.
    #[must_use]
    pub fn condition_key(&'static self, name: &str) -> Option<&'static ConditionKey> {
        find_key(self.condition_keys(), name)
    }

    /// Its resource types that an ARN could denote, which may have wildcards and policy variables.
    ///
    /// An ARN without either denotes the most specific type alone: `arn:aws:s3:::b/k` is an object, not a bucket with
    /// a strange name. One with wildcards gives every type of which some resource fits.
    #[must_use]
    pub fn resource_types_matching(&'static self, arn: &str) -> Vec<&'static ResourceType> {
        arn_pattern::most_specific(arn_pattern::candidates(self.resource_types(), arn).collect(), arn)
    }

    fn keys(&'static self, range: Range) -> impl Iterator<Item = &'static ConditionKey> {
        let tables = self.tables();
        let pool = tables.key_pool.get(range.start as usize..range.end as usize).unwrap_or_default();
        pool.iter().filter_map(|index| tables.condition_keys.get(usize::from(*index)))
    }

    fn has_key(&'static self, range: Range, key: &ConditionKey) -> bool {
        let pool = self.tables().key_pool.get(range.start as usize..range.end as usize).unwrap_or_default();
        pool.contains(&key.index)
    }
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Service").field(&self.prefix).finish()
    }
}

/// A part of a service's pool of key numbers or of resource types.
#[derive(Debug, Clone, Copy, Default)]
struct Range {
    start: u32,
    end: u32,
}

/// How AWS classes an action by what it does.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccessLevel {
    /// Lists resources, without what is in them.
    List,
    /// Reads what is in resources.
    Read,
    /// Changes tags alone.
    Tagging,
    /// Makes, changes or deletes resources.
    Write,
    /// Grants or changes rights on resources.
    PermissionsManagement,
}

impl AccessLevel {
    /// The level as AWS writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Tagging => "Tagging",
            Self::Write => "Write",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

impl fmt::Display for AccessLevel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a condition key comes to hold for an action, see [`Action::key_support`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeySupport {
    /// The action itself lists it.
    Action,
    /// A resource type of the action carries it: it is in the context when such a resource is asked for.
    ResourceType(&'static ResourceType),
    /// It is a global or cross-service key, which any action may carry.
    Global,
    /// It is deprecated; the action lists the key that replaced it.
    ReplacedBy(&'static ConditionKey),
}

/// One action of a service.
pub struct Action {
    service: &'static Service,
    name: &'static str,
    access_level: AccessLevel,
    id: u32,
    keys: Range,
    resources: Range,
    dependent: &'static str,
    description: &'static str,
}

impl Action {
    /// The service that it belongs to.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// Its name without prefix: `GetObject`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Its name with prefix: `s3:GetObject`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}:{}", self.service.prefix, self.name)
    }

    /// Its number, from 0 to below [`Catalog::action_count`], by service and name: for sets of actions as bits. It
    /// changes when the data is refreshed; keep names, not numbers.
    #[must_use]
    pub fn id(&self) -> usize {
        self.id as usize
    }

    /// How AWS classes it. Where AWS gives two, as "Tagging, Write", it is the narrower one.
    #[must_use]
    pub fn access_level(&self) -> AccessLevel {
        self.access_level
    }

    /// The resource types that it can be asked for.
    pub fn resource_types(&self) -> impl Iterator<Item = ActionResource> + use<> {
        let tables = self.service.tables();
        let range = self.resources.start as usize..self.resources.end as usize;
        let service = self.service;
        let own = tables.action_resources.get(range).unwrap_or_default().iter();
        own.filter_map(move |entry| {
            Some(ActionResource {
                resource_type: tables.resource_types.get(usize::from(entry.type_index))?,
                required: entry.required,
                service,
                keys: entry.keys,
                dependent: entry.dependent,
            })
        })
    }

    /// Whether it has no resource type: then `Resource` must be `*`.
    #[must_use]
    pub fn is_wildcard_only(&self) -> bool {
        self.resources.start == self.resources.end
    }

    /// The condition keys of the action itself, whatever the resource.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static ConditionKey> + use<> {
        self.service.keys(self.keys)
    }

    /// Every condition key that may be in the context: the action's, those of its resource types, each once. Global
    /// keys are left out unless they are listed.
    #[must_use]
    pub fn all_condition_keys(&self) -> Vec<&'static ConditionKey> {
        let mut keys: Vec<_> = self.condition_keys().collect();
        for resource in self.resource_types() {
            keys.extend(resource.condition_keys().chain(resource.resource_type().condition_keys()));
        }
        keys.sort_unstable_by_key(|key| key.index);
        keys.dedup_by_key(|key| key.index);
        keys
    }

    /// Whether a condition on this key can ever see a value for this action; see [`Action::key_support`].
    #[must_use]
    pub fn accepts(&self, key: &str) -> bool {
        self.key_support(key).is_some()
    }

    /// How a condition key comes to hold for this action, or `None` if it never does: a condition on it then sees no
    /// value, so that an `Allow` gives nothing and a `Deny` by a negated operator always denies.
    ///
    /// `aws:RequestTag`, `aws:ResourceTag` and `aws:TagKeys` are global by name, but in the context only where the
    /// service supports tags there: they count only where they are listed.
    #[must_use]
    pub fn key_support(&self, key: &str) -> Option<KeySupport> {
        if let Some(own) = self.service.condition_key(key) {
            if let Some(support) = self.own_key_support(own) {
                return Some(support);
            }
            if let Some(newer) = own.replaced_by().and_then(|name| self.service.condition_key(name))
                && self.own_key_support(newer).is_some()
            {
                return Some(KeySupport::ReplacedBy(newer));
            }
        }
        let global = catalog().global_key(key).or_else(|| catalog().oidc_key(key))?;
        (!global.follows_tags()).then_some(KeySupport::Global)
    }

    fn own_key_support(&self, key: &'static ConditionKey) -> Option<KeySupport> {
        if self.service.has_key(self.keys, key) {
            return Some(KeySupport::Action);
        }
        let carries = |on: &ActionResource| {
            self.service.has_key(on.keys, key) || self.service.has_key(on.resource_type.keys, key)
        };
        self.resource_types().find(carries).map(|on| KeySupport::ResourceType(on.resource_type))
    }

    /// Actions that the caller also needs for it to succeed, with prefix (`iam:PassRole`): those of the action itself
    /// and of every resource type, each once. Which of them a given call needs depends on its parameters:
    /// `sagemaker:AddTags` only if tags are given.
    ///
    /// AWS's machine-readable reference lists them no more; they are those of December 2025.
    #[must_use]
    pub fn dependent_actions(&self) -> Vec<&'static Action> {
        let mut found: Vec<_> = dependents(self.service, self.dependent).collect();
        found.extend(self.resource_types().flat_map(|resource| resource.dependent_actions().collect::<Vec<_>>()));
        found.sort_unstable_by_key(|action| action.id);
        found.dedup_by_key(|action| action.id);
        found
    }

    /// What it grants, continuing "Grants permission to": `retrieve objects from Amazon S3`.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.description
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Action({}:{})", self.service.prefix, self.name)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.service.prefix, self.name)
    }
}

impl PartialEq for Action {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Action {}

fn dependents(service: &'static Service, list: &'static str) -> impl Iterator<Item = &'static Action> {
    list.split(' ').filter_map(move |name| match name.strip_prefix(':') {
        Some(own) => service.action(own),
        None => catalog().action(name),
    })
}

/// A resource type, as one action has it.
#[derive(Debug, Clone, Copy)]
pub struct ActionResource {
    resource_type: &'static ResourceType,
    required: bool,
    service: &'static Service,
    keys: Range,
    dependent: &'static str,
}

impl ActionResource {
    /// The resource type.
    #[must_use]
    pub fn resource_type(&self) -> &'static ResourceType {
        self.resource_type
    }

    /// Whether the action is refused unless such a resource is allowed (the `*` of AWS's table). Where no type is
    /// required, any one of them will do.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.required
    }

    /// The condition keys that this action has for this type only. The type's own keys are
    /// [`ResourceType::condition_keys`].
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static ConditionKey> + use<> {
        self.service.keys(self.keys)
    }

    /// Actions that the caller also needs, as [`Action::dependent_actions`], for this type.
    pub fn dependent_actions(&self) -> impl Iterator<Item = &'static Action> + use<> {
        dependents(self.service, self.dependent)
    }
}

/// A kind of resource that a service's actions can be asked for.
pub struct ResourceType {
    service: &'static Service,
    name: &'static str,
    arn_pattern: &'static str,
    /// Where the service and the resource of its form begin.
    places: [Option<usize>; 2],
    keys: Range,
}

impl ResourceType {
    /// The service in whose table it stands.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.service
    }

    /// Its name in AWS's table: `training-job`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The form of its ARNs: `arn:${Partition}:s3:::${BucketName}`.
    #[must_use]
    pub fn arn_pattern(&self) -> &'static str {
        self.arn_pattern
    }

    /// What stands behind the second and behind the fifth colon of the form: from its service on, and its resource.
    pub(crate) fn tails(&self) -> [Option<&'static str>; 2] {
        self.places.map(|place| self.arn_pattern.get(place?..))
    }

    /// The condition keys that its resources carry.
    pub fn condition_keys(&self) -> impl Iterator<Item = &'static ConditionKey> + use<> {
        self.service.keys(self.keys)
    }

    /// Whether an ARN, which may have wildcards and policy variables, could denote such a resource.
    #[must_use]
    pub fn could_be(&self, arn: &str) -> bool {
        WrittenArn::new(arn).fits(self.arn_pattern)
    }
}

impl fmt::Debug for ResourceType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({}/{})", self.service.prefix, self.name)
    }
}

impl PartialEq for ResourceType {
    fn eq(&self, other: &Self) -> bool {
        self.service.prefix == other.service.prefix && self.name == other.name
    }
}

impl Eq for ResourceType {}

/// The type of a condition key's value, and with it the operators that fit.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueType {
    /// `String...` operators.
    String,
    /// `Arn...` operators; `String...` ones work too.
    Arn,
    /// `Bool`.
    Bool,
    /// `Numeric...` operators.
    Numeric,
    /// `Date...` operators: ISO 8601, or seconds since 1970.
    Date,
    /// `IpAddress` and `NotIpAddress`.
    IpAddress,
    /// `BinaryEquals`: base64.
    Binary,
}

/// What a global condition key is a property of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyGroup {
    /// Who asks.
    Principal,
    /// The role session that asks.
    Session,
    /// The network that the request came through.
    Network,
    /// The resource that is asked for.
    Resource,
    /// The request itself.
    Request,
    /// What an OIDC provider says of the user.
    Federation,
}

/// What AWS's page says about global condition keys alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlobalFacts {
    /// What it is a property of.
    pub group: KeyGroup,
    /// Whether it is in the context of every request.
    pub always_present: bool,
    /// Whether AWS calls it sensitive: a wildcard in its value has no valid use.
    pub sensitive: bool,
}

/// A condition key.
#[derive(Debug)]
pub struct ConditionKey {
    name: &'static str,
    /// Where the `${...}` or `<...>` in the name begins and ends.
    template: Option<(u16, u16)>,
    value_type: ValueType,
    other_type: Option<ValueType>,
    multi_valued: bool,
    replaced_by: Option<&'static str>,
    description: &'static str,
    global: Option<GlobalFacts>,
    /// Its place among the keys of its table.
    index: u16,
}

impl ConditionKey {
    /// Its full name, templates as AWS writes them: `aws:RequestTag/${TagKey}`, `s3:ExistingObjectTag/<key>`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether a part of the name is left to the author.
    #[must_use]
    pub fn is_template(&self) -> bool {
        self.template.is_some()
    }

    /// Whether a name in a policy is this key: in any case, a template filled in or left as it is.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        if self.name.eq_ignore_ascii_case(name) {
            return true;
        }
        let Some((start, end)) = self.template else { return false };
        let (Some(before), Some(after)) = (self.name.get(..usize::from(start)), self.name.get(usize::from(end)..))
        else {
            return false;
        };
        // get(..) rather than slicing: a name may have wide characters just there.
        let begins = name.get(..before.len()).is_some_and(|part| part.eq_ignore_ascii_case(before));
        let rest = name.get(before.len()..).unwrap_or_default();
        begins
            && rest.len() > after.len()
            && rest.get(rest.len() - after.len()..).is_some_and(|part| part.eq_ignore_ascii_case(after))
    }

    /// The type of its value, or of each of its values.
    #[must_use]
    pub fn value_type(&self) -> ValueType {
        self.value_type
    }

    /// Whether operators for this type fit: the key's type, or the second one that AWS names for it
    /// (`aws:EpochTime` is Date and Numeric).
    #[must_use]
    pub fn is_of_type(&self, value_type: ValueType) -> bool {
        self.value_type == value_type || self.other_type == Some(value_type)
    }

    /// Whether a request may carry several values (`ArrayOf...`): then conditions need `ForAnyValue` or
    /// `ForAllValues`, and otherwise must not have them.
    ///
    /// Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
    #[must_use]
    pub fn is_multi_valued(&self) -> bool {
        self.multi_valued
    }

    /// The key to use instead, if AWS calls this one deprecated.
    #[must_use]
    pub fn replaced_by(&self) -> Option<&'static str> {
        self.replaced_by
    }

    /// What it holds, continuing "Filters access by"; empty where AWS's table has no text.
    #[must_use]
    pub fn description(&self) -> &'static str {
        self.description
    }

    /// What AWS says about it as a global key; `None` for keys in a service's table.
    #[must_use]
    pub fn global(&self) -> Option<GlobalFacts> {
        self.global
    }

    fn follows_tags(&self) -> bool {
        ["aws:RequestTag/${TagKey}", "aws:ResourceTag/${TagKey}", "aws:TagKeys"].contains(&self.name)
    }

    /// How much of the name is not template.
    fn literal_len(&self) -> usize {
        self.name.len() - self.template.map_or(0, |(start, end)| usize::from(end - start))
    }
}

impl PartialEq for ConditionKey {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for ConditionKey {}

/// The key of a name: itself, or else the template that says the most of it.
fn find_key(keys: &'static [ConditionKey], name: &str) -> Option<&'static ConditionKey> {
    find_by_name(keys, ConditionKey::name, name).or_else(|| {
        let fitting = keys.iter().filter(|key| key.is_template() && key.is_named(name));
        fitting.max_by_key(|key| key.literal_len())
    })
}
