//! IAM's structures as XML, each as its page in the API reference gives it.

use super::catalog::{AnyPolicy, Counts, VersionView};
use super::{document, tags};
use crate::account::{Account, InstanceProfile, Role};
use crate::protocol::xml::Xml;

/// The members that every answer about a role has.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html>
pub(super) fn role(xml: &mut Xml, role: &Role) {
    xml.text("Path", &role.path);
    xml.text("RoleName", &role.name);
    xml.text("RoleId", &role.id);
    xml.text("Arn", role.arn());
    xml.text("CreateDate", role.created);
    xml.text("AssumeRolePolicyDocument", document::encode(&role.trust));
    xml.optional("Description", role.description.as_ref());
    xml.text("MaxSessionDuration", role.max_session);
}

/// What lists of roles leave out: "IAM resource-listing operations return a subset of the available
/// attributes for the resource".
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html>
pub(super) fn role_details(xml: &mut Xml, role: &Role) {
    boundary(xml, role);
    if !role.tags.is_empty() {
        tags::write(xml, role.tags.values());
    }
    last_used(xml, role);
}

/// `<PermissionsBoundary>`, where the role has one.
pub(super) fn boundary(xml: &mut Xml, role: &Role) {
    if let Some(arn) = &role.boundary {
        xml.element("PermissionsBoundary", |xml| {
            xml.text("PermissionsBoundaryType", "Policy");
            xml.text("PermissionsBoundaryArn", arn);
        });
    }
}

/// `<RoleLastUsed>`, empty for a role that was never used.
pub(super) fn last_used(xml: &mut Xml, role: &Role) {
    xml.element("RoleLastUsed", |xml| {
        if let Some(used) = &role.last_used {
            xml.text("LastUsedDate", used.date);
            xml.text("Region", &used.region);
        }
    });
}

/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Policy.html>
pub(super) fn policy(xml: &mut Xml, policy: AnyPolicy<'_>, usage: Counts) {
    xml.text("PolicyName", policy.name());
    xml.text("PolicyId", policy.id());
    xml.text("Arn", policy.arn());
    xml.text("Path", policy.path());
    xml.text("DefaultVersionId", policy.default_version());
    xml.text("AttachmentCount", usage.attachments);
    xml.text("PermissionsBoundaryUsageCount", usage.boundaries);
    xml.text("IsAttachable", true);
    xml.text("CreateDate", policy.created());
    xml.text("UpdateDate", policy.updated());
}

/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyVersion.html>
pub(super) fn version(xml: &mut Xml, version: &VersionView<'_>) {
    xml.text("VersionId", &version.id);
    xml.text("IsDefaultVersion", version.is_default);
    xml.text("CreateDate", &version.created);
}

/// The same with the document.
pub(super) fn version_with_document(xml: &mut Xml, one: &VersionView<'_>) {
    xml.text("Document", document::encode(one.document));
    version(xml, one);
}

/// An attached policy: its name and its ARN.
pub(super) fn attached(xml: &mut Xml, arn: &str) {
    xml.text("PolicyName", arn.rsplit('/').next().unwrap_or(arn));
    xml.text("PolicyArn", arn);
}

/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_InstanceProfile.html>
pub(super) fn profile(xml: &mut Xml, account: &Account, profile: &InstanceProfile) {
    xml.text("Path", &profile.path);
    xml.text("InstanceProfileName", &profile.name);
    xml.text("InstanceProfileId", &profile.id);
    xml.text("Arn", profile.arn());
    xml.text("CreateDate", profile.created);
    let roles = profile.role.as_ref().and_then(|key| account.roles.get(key));
    xml.list("Roles", roles, role);
}
