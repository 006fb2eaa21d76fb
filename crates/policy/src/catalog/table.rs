//! Reading the compiled-in tables. `tools/catalog.mjs` says what their lines hold.
//!
//! A line of a shape that is not known is left out: the tables are ours, and tests count what is read.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

use super::arn_pattern::places;
use super::{AccessLevel, Action, ConditionKey, GlobalFacts, KeyGroup, Range, ResourceType, Service, ValueType};

/// What a service holds, read from its lines.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) actions: Vec<Action>,
    pub(super) resource_types: Vec<ResourceType>,
    pub(super) condition_keys: Vec<ConditionKey>,
    /// The numbers of condition keys, list after list; a [`Range`] is one list.
    pub(super) key_pool: Vec<u16>,
    pub(super) action_resources: Vec<ResourceEntry>,
}

/// A resource type in an action's line.
#[derive(Debug)]
pub(super) struct ResourceEntry {
    pub(super) type_index: u16,
    pub(super) required: bool,
    pub(super) keys: Range,
    pub(super) dependent: &'static str,
}

/// The order of the tables: without case.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    for (one, other) in a.bytes().zip(b.bytes()) {
        // Most letters are equal as they stand.
        if one != other {
            let order = one.to_ascii_lowercase().cmp(&other.to_ascii_lowercase());
            if order.is_ne() {
                return order;
            }
        }
    }
    a.len().cmp(&b.len())
}

/// Finds by name, without case, in a list that is sorted so.
pub(super) fn find_by_name<T>(
    sorted: &'static [T],
    name_of: impl Fn(&T) -> &'static str,
    name: &str,
) -> Option<&'static T> {
    let place = sorted.binary_search_by(|item| compare(name_of(item), name)).ok()?;
    sorted.get(place)
}

/// The part of a list, sorted without case, whose names begin with a text.
pub(super) fn with_prefix<'a, T>(sorted: &'a [T], name_of: fn(&T) -> &'static str, prefix: &str) -> &'a [T] {
    let head = |item: &T| {
        let name = name_of(item);
        compare(name.get(..prefix.len()).unwrap_or(name), prefix)
    };
    let start = sorted.partition_point(|item| head(item) == Ordering::Less);
    let rest = sorted.get(start..).unwrap_or_default();
    let len = rest.partition_point(|item| head(item) == Ordering::Equal);
    rest.get(..len).unwrap_or_default()
}

fn given(field: &'static str) -> &'static str {
    if field == "-" { "" } else { field }
}

pub(super) fn read_services(index: &'static str, mut text: &'static str) -> Vec<Service> {
    let mut first_id = 0;
    let mut services = Vec::with_capacity(512);
    for line in index.lines() {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (prefix, name, category, rcp, arn_services, foreign) = (next(), next(), next(), next(), next(), next());
        let action_count = next().parse().unwrap_or(0);
        let bytes = next().parse().unwrap_or(0);
        let Some((own, rest)) = text.split_at_checked(bytes) else { break };
        services.push(Service {
            prefix,
            name,
            category: given(category),
            supports_rcp: rcp == "rcp",
            arn_services: given(arn_services),
            foreign_keys: foreign == "foreign",
            first_id,
            action_count,
            text: own,
            tables: OnceLock::new(),
        });
        first_id += action_count;
        text = rest;
    }
    services
}

fn value_type(text: &str) -> Option<ValueType> {
    Some(match text {
        "String" => ValueType::String,
        "ARN" => ValueType::Arn,
        "Bool" => ValueType::Bool,
        "Numeric" => ValueType::Numeric,
        "Date" => ValueType::Date,
        "IPAddress" => ValueType::IpAddress,
        "Binary" => ValueType::Binary,
        _ => return None,
    })
}

/// Where the part of a key's name is that is left to the author.
fn template(name: &str) -> Option<(u16, u16)> {
    let (start, close) = match name.find("${") {
        Some(start) => (start, '}'),
        None => (name.find('<')?, '>'),
    };
    let end = start + name.get(start..)?.find(close)? + 1;
    Some((u16::try_from(start).ok()?, u16::try_from(end).ok()?))
}

pub(super) fn read_global_keys(text: &'static str) -> Vec<ConditionKey> {
    let mut keys = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let mut next = || fields.next().unwrap_or_default();
        let (name, types, valued, sensitive, presence, group) = (next(), next(), next(), next(), next(), next());
        let (first, second) = types.split_once(',').unwrap_or((types, ""));
        let (Some(value_type_found), Some(group)) = (value_type(first), key_group(group)) else { continue };
        keys.push(ConditionKey {
            name,
            template: template(name),
            value_type: value_type_found,
            other_type: value_type(second),
            multi_valued: valued == "multi",
            replaced_by: None,
            description: "",
            global: Some(GlobalFacts {
                group,
                always_present: presence == "always",
                sensitive: sensitive == "sensitive",
            }),
            index: place(keys.len()),
        });
    }
    keys
}

fn key_group(text: &str) -> Option<KeyGroup> {
    Some(match text {
        "principal" => KeyGroup::Principal,
        "session" => KeyGroup::Session,
        "network" => KeyGroup::Network,
        "resource" => KeyGroup::Resource,
        "request" => KeyGroup::Request,
        "federation" => KeyGroup::Federation,
        _ => return None,
    })
}

/// A place in a table of one service, none of which comes near the end of `u16`.
fn place(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

impl Tables {
    pub(super) fn read(service: &'static Service) -> Self {
        let mut reader = Reader { service, tables: Self::default(), keys: Places::default(), types: Places::default() };
        reader.tables.actions.reserve_exact(service.action_count);
        for line in service.text.split_terminator('\n') {
            let mut fields = Fields(line);
            match fields.next() {
                "A" => reader.action(fields),
                "K" => reader.condition_key(fields),
                "T" => reader.resource_type(fields),
                _ => {}
            }
        }
        reader.tables
    }
}

/// What is left of a line. `str::split` does the same, but is made for long fields; ours are a few bytes long, and
/// the last, the longest, needs no search at all.
struct Fields(&'static str);

impl Fields {
    /// The text before the next tab.
    fn next(&mut self) -> &'static str {
        let end = self.0.bytes().position(|byte| byte == b'\t').unwrap_or(self.0.len());
        let (field, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest.get(1..).unwrap_or_default();
        field
    }

    /// All that is left.
    fn last(self) -> &'static str {
        self.0
    }
}

type Places = HashMap<&'static str, u16, BuildHasherDefault<Fnv>>;

/// FNV-1a. The names are ours and short: a hash that withstands attackers would be half of the reading time.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

struct Reader {
    service: &'static Service,
    tables: Tables,
    /// Places of condition keys by the name that lists use for them.
    keys: Places,
    types: Places,
}

impl Reader {
    fn condition_key(&mut self, mut fields: Fields) {
        let (name, kind, replaced_by) = (fields.next(), fields.next(), fields.next());
        let description = fields.last();
        let one = kind.strip_prefix("ArrayOf");
        let Some(value_type) = value_type(one.unwrap_or(kind)) else { return };
        let index = place(self.tables.condition_keys.len());
        self.keys.insert(self.short(name), index);
        self.tables.condition_keys.push(ConditionKey {
            name,
            template: template(name),
            value_type,
            other_type: None,
            multi_valued: one.is_some(),
            replaced_by: Some(given(replaced_by)).filter(|name| !name.is_empty()),
            description,
            global: None,
            index,
        });
    }

    /// A key's name as lists write it.
    fn short(&self, name: &'static str) -> &'static str {
        match name {
            "aws:RequestTag/${TagKey}" => "$req",
            "aws:ResourceTag/${TagKey}" => "$res",
            "aws:TagKeys" => "$keys",
            _ => match name.get(self.service.prefix.len()..) {
                Some(rest) if rest.starts_with(':') && name.starts_with(self.service.prefix) => rest,
                _ => name,
            },
        }
    }

    fn list(&mut self, names: &'static str) -> Range {
        let start = offset(self.tables.key_pool.len());
        if !names.is_empty() {
            self.tables.key_pool.extend(names.split(' ').filter_map(|name| self.keys.get(name)));
        }
        Range { start, end: offset(self.tables.key_pool.len()) }
    }

    fn resource_type(&mut self, mut fields: Fields) {
        let (name, arn_pattern, keys) = (fields.next(), fields.next(), fields.last());
        let keys = self.list(keys);
        self.types.insert(name, place(self.tables.resource_types.len()));
        let places = places(arn_pattern);
        self.tables.resource_types.push(ResourceType { service: self.service, name, arn_pattern, places, keys });
    }

    fn action(&mut self, mut fields: Fields) {
        let (name, level, keys) = (fields.next(), fields.next(), fields.next());
        let (resources, dependent, description) = (fields.next(), fields.next(), fields.last());
        let access_level = match level {
            "L" => AccessLevel::List,
            "R" => AccessLevel::Read,
            "T" => AccessLevel::Tagging,
            "P" => AccessLevel::PermissionsManagement,
            _ => AccessLevel::Write,
        };
        let keys = self.list(keys);
        let start = offset(self.tables.action_resources.len());
        for entry in resources.split('|').filter(|entry| !entry.is_empty()) {
            let mut parts = entry.split(';');
            let mut next = || parts.next().unwrap_or_default();
            let (name, keys, dependent) = (next(), next(), next());
            let required = name.strip_prefix('!');
            let Some(type_index) = self.types.get(required.unwrap_or(name)).copied() else { continue };
            let keys = self.list(keys);
            let required = required.is_some();
            self.tables.action_resources.push(ResourceEntry { type_index, required, keys, dependent });
        }
        self.tables.actions.push(Action {
            service: self.service,
            name,
            access_level,
            id: offset(self.service.first_id + self.tables.actions.len()),
            keys,
            resources: Range { start, end: offset(self.tables.action_resources.len()) },
            dependent,
            description,
        });
    }
}
