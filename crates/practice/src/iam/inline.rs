//! Inline policies of roles.

use gatehouse_policy::document::counted_size;
use gatehouse_policy::grammar::PolicyKind;

use super::{document, input, paging, quotas, roles};
use crate::account::Account;
use crate::error::ApiError;
use crate::protocol::xml::Xml;
use crate::service::{Answer, Call};

fn not_found(name: &str) -> ApiError {
    ApiError::no_such_entity(format!("The role policy with name {name} cannot be found."))
}

pub(super) fn put(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::policy_name(call.params)?;
    let text = input::document(call.params, "PolicyDocument")?;
    let role = roles::named_mut(account, call)?;
    document::check(text, PolicyKind::Identity)?;
    let others = role.inline.iter().filter(|(other, _)| *other != name).map(|(_, text)| counted_size(text));
    if others.sum::<usize>() + counted_size(text) > quotas::INLINE_SIZE {
        return Err(ApiError::limit_exceeded(format!(
            "Maximum policy size of {} bytes exceeded for role {}",
            quotas::INLINE_SIZE,
            role.name
        )));
    }
    role.inline.insert(name.to_owned(), text.to_owned());
    Ok(None)
}

pub(super) fn get(account: &Account, call: &Call<'_>) -> Answer {
    let name = input::policy_name(call.params)?;
    let role = roles::named(account, call)?;
    let text = role.inline.get(name).ok_or_else(|| not_found(name))?;
    let mut xml = Xml::default();
    xml.text("RoleName", &role.name);
    xml.text("PolicyName", name);
    xml.text("PolicyDocument", document::encode(text));
    Ok(Some(xml))
}

pub(super) fn list(account: &Account, call: &Call<'_>) -> Answer {
    let role = roles::named(account, call)?;
    let page = paging::page(call, role.inline.keys().map(|name| (name.clone(), name)))?;
    let mut xml = Xml::default();
    xml.texts("PolicyNames", &page.items);
    page.write_end(&mut xml);
    Ok(Some(xml))
}

pub(super) fn delete(account: &mut Account, call: &Call<'_>) -> Answer {
    let name = input::policy_name(call.params)?;
    let role = roles::named_mut(account, call)?;
    role.inline.remove(name).ok_or_else(|| not_found(name))?;
    Ok(None)
}
