//! STS: who am I.

use crate::gate::{Context, Demand};
use crate::protocol::xml::Xml;
use crate::service::{Operation, Run};
use crate::{ACCOUNT_ID, CALLER_ARN, CALLER_ID};

/// The operation of this name, if the practice account knows it.
pub(crate) fn operation(name: &str) -> Option<Operation> {
    match name {
        // Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
        "GetCallerIdentity" => Some(Operation {
            declare: |_, _| {
                let action = "sts:GetCallerIdentity".to_owned();
                Ok(vec![Demand { action, resources: vec!["*".to_owned()], context: Context::default() }])
            },
            run: Run::Read(|_, _| {
                let mut xml = Xml::default();
                xml.text("Arn", CALLER_ARN);
                xml.text("UserId", CALLER_ID);
                xml.text("Account", ACCOUNT_ID);
                Ok(Some(xml))
            }),
        }),
        _ => None,
    }
}
