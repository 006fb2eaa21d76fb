//! What the open account has of a workload.

use gatehouse_aws::{AwsError, ErrorKind};
use gatehouse_workload::workload::{Found, KeyPart, SecretPart, Seen, Workload};

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{FieldProblem, Problem};

impl Gatehouse {
    /// What is there; what may not be read is told as such.
    pub(crate) async fn found(&self, session: &Session, workload: &Workload) -> Result<Found, Problem> {
        let account = &session.account;
        let role = seen(session, "iam:GetRole", account.role(&workload.job.role_name).await)?;
        let key = match &workload.key {
            KeyPart::None => Seen::Missing,
            KeyPart::Existing(arn) => seen(session, "kms:DescribeKey", account.key(&arn.to_string()).await)?,
            KeyPart::New { alias, .. } => seen(session, "kms:DescribeKey", account.key(alias).await)?,
        };
        let secret = match &workload.secret {
            SecretPart::None => Seen::Missing,
            SecretPart::Existing(arn) => {
                seen(session, "secretsmanager:DescribeSecret", account.secret(&arn.to_string()).await)?
            }
            SecretPart::New(new) => seen(session, "secretsmanager:DescribeSecret", account.secret(&new.name).await)?,
        };
        let network = match &workload.placement {
            Some(_) => Some(self.read_network(session, |_| {}).await?),
            None => None,
        };
        if let (Some(place), Some(network)) = (&workload.placement, &network)
            && network.vpc(&place.vpc).is_none()
            && network.has_read(gatehouse_plan::ec2::network::Part::Vpcs)
        {
            let field = FieldProblem {
                field: "vpcId".to_owned(),
                code: "VPC_MISSING".to_owned(),
                message: format!("There is no VPC {} in this account and Region.", place.vpc),
            };
            return Err(Problem { fields: vec![field], ..Problem::new("FIELDS", "Some fields need a change.") });
        }
        Ok(Found { role, key, secret, network })
    }
}

/// What was read; that it is not there or may not be read is an answer too.
pub(super) fn seen<T>(session: &Session, action: &str, answer: Result<T, AwsError>) -> Result<Seen<T>, Problem> {
    match answer {
        Ok(it) => Ok(Seen::There(it)),
        Err(error) if is_absent(&error) => Ok(Seen::Missing),
        Err(error) if error.kind == ErrorKind::Refused => {
            Ok(Seen::Unreadable(format!("The permission {action} lacks. AWS said: {}", error.message)))
        }
        Err(error) => Err(session.problem(error)),
    }
}

pub(super) fn is_absent(error: &AwsError) -> bool {
    matches!(
        error.code.as_str(),
        "NoSuchEntity"
            | "NotFoundException"
            | "ResourceNotFoundException"
            | "NoSuchBucket"
            | "RepositoryNotFoundException"
    )
}
