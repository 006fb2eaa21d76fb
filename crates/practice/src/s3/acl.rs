//! A bucket's ACL, and whether ACLs count at all. Of ACLs the practice account knows the ready-made ones.
//!
//! Source: <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>

use super::settings::body;
use super::state::{OWNER_ENFORCED, PublicAcl};
use super::{NAMESPACE, errors, input};
use crate::ACCOUNT_ID;
use crate::account::Account;
use crate::protocol::rest::{Answer, Call, Reply, malformed};
use crate::protocol::xml::Xml;

const ALL_USERS: &str = "http://acs.amazonaws.com/groups/global/AllUsers";
const AUTHENTICATED_USERS: &str = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

/// What an object writer's ownership is called where a bucket was made before there was any other.
const OBJECT_WRITER: &str = "ObjectWriter";

impl PublicAcl {
    fn named(name: &str) -> Option<Self> {
        match name {
            "public-read" => Some(Self::PublicRead),
            "public-read-write" => Some(Self::PublicReadWrite),
            "authenticated-read" => Some(Self::AuthenticatedRead),
            _ => None,
        }
    }

    const fn grants(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::PublicRead => &[(ALL_USERS, "READ")],
            Self::PublicReadWrite => &[(ALL_USERS, "READ"), (ALL_USERS, "WRITE")],
            Self::AuthenticatedRead => &[(AUTHENTICATED_USERS, "READ")],
        }
    }
}

/// The account's canonical id, which ACLs name accounts by: 64 hexadecimal digits.
fn canonical() -> String {
    format!("{ACCOUNT_ID:0>64}")
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let granted = input::bucket(account, call)?.acl.map(PublicAcl::grants).unwrap_or_default();
    Ok(Reply::xml("AccessControlPolicy", NAMESPACE, |xml| {
        xml.element("Owner", |xml| xml.text("ID", canonical()));
        xml.element("AccessControlList", |xml| {
            grant(xml, "CanonicalUser", ("ID", &canonical()), "FULL_CONTROL");
            for (group, permission) in granted {
                grant(xml, "Group", ("URI", group), permission);
            }
        });
    }))
}

fn grant(xml: &mut Xml, kind: &str, (name, value): (&str, &str), permission: &str) {
    let kind = format!(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"{kind}\"");
    xml.element("Grant", |xml| {
        xml.element_with("Grantee", &kind, |xml| xml.text(name, value));
        xml.text("Permission", permission);
    });
}

/// A ready-made ACL, by its name in the header.
pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let Some(name) = call.params.acl.as_deref() else {
        return Err(errors::not_implemented("ACLs other than the ready-made ones (x-amz-acl)"));
    };
    let wanted = PublicAcl::named(name);
    if wanted.is_none() && name != "private" {
        return Err(errors::argument(format!("The canned ACL {name} is not one that the practice account knows.")));
    }
    let closed = account.s3.public_access.is_some_and(|blocked| blocked.block_acls);
    let bucket = input::bucket_mut(account, call)?;
    if bucket.ownership == OWNER_ENFORCED {
        return Err(errors::no_acls());
    }
    if wanted.is_some() && (closed || bucket.public_access.is_some_and(|blocked| blocked.block_acls)) {
        return Err(errors::public_acl(input::name(call)));
    }
    bucket.acl = wanted;
    Ok(Reply::empty(200))
}

pub(super) fn ownership(account: &Account, call: &Call<'_>) -> Answer {
    let ownership = &input::bucket(account, call)?.ownership;
    if ownership.is_empty() {
        return Err(errors::no_ownership());
    }
    Ok(Reply::xml("OwnershipControls", NAMESPACE, |xml| {
        xml.element("Rule", |xml| xml.text("ObjectOwnership", ownership));
    }))
}

pub(super) fn put_ownership(account: &mut Account, call: &Call<'_>) -> Answer {
    let body = body(call)?;
    let wanted = body.child("Rule").and_then(|rule| rule.text("ObjectOwnership")).ok_or_else(malformed)?;
    if ![OWNER_ENFORCED, "BucketOwnerPreferred", OBJECT_WRITER].contains(&wanted) {
        return Err(malformed());
    }
    let bucket = input::bucket_mut(account, call)?;
    if wanted == OWNER_ENFORCED && bucket.acl.is_some() {
        return Err(errors::acl_in_the_way());
    }
    wanted.clone_into(&mut bucket.ownership);
    Ok(Reply::empty(200))
}

/// Without the controls ACLs count as they did before there were any.
pub(super) fn delete_ownership(account: &mut Account, call: &Call<'_>) -> Answer {
    input::bucket_mut(account, call)?.ownership.clear();
    Ok(Reply::empty(204))
}
