//! What exists in the open account, offered where an ARN is to be written. It only offers: whatever cannot be read is
//! said beside the field, and any ARN can be typed.

use gatehouse_aws::Watch;

use crate::gatehouse::{Gatehouse, Session};
use crate::views::{Notice, NoticeLevel, OfferView, Offers, Problem};

/// A kind of thing that can be read from an account. Another one takes a variant, the beginning of its ARNs, and how it
/// is read.
#[derive(Clone, Copy)]
enum Source {
    Roles,
    ManagedPolicies,
}

impl Source {
    const ALL: [Self; 2] = [Self::Roles, Self::ManagedPolicies];

    /// The service, and what stands before the first placeholder or name in the last part of its ARNs.
    const fn begins(self) -> (&'static str, &'static str) {
        match self {
            Self::Roles => ("iam", "role/"),
            Self::ManagedPolicies => ("iam", "policy/"),
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Roles => "roles",
            Self::ManagedPolicies => "managed policies",
        }
    }

    /// Those whose ARNs a pattern means: `arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}`.
    fn of(pattern: &str) -> Option<Self> {
        let mut parts = pattern.splitn(6, ':');
        let (service, resource) = (parts.nth(2)?, parts.nth(2)?);
        Self::ALL.into_iter().find(|source| {
            let (own, kind) = source.begins();
            own == service && resource.starts_with(kind)
        })
    }

    async fn read(self, session: &Session) -> Result<Vec<OfferView>, Problem> {
        // A reading of its own: the one that a person cancels is that of a list.
        let watch = Watch::default();
        let found = match self {
            Self::Roles => session.account.roles(&watch).await.map(|roles| {
                let offer = |role: gatehouse_plan::Role| OfferView {
                    arn: role.arn,
                    label: role.name,
                    description: role.description,
                };
                roles.into_iter().map(offer).collect()
            }),
            Self::ManagedPolicies => session.account.policies(&watch).await.map(|policies| {
                let offer = |policy: gatehouse_aws::PolicyHeader| OfferView {
                    arn: policy.arn,
                    label: policy.name,
                    description: policy.description,
                };
                policies.into_iter().map(offer).collect()
            }),
        };
        found.map_err(|error| session.problem(error))
    }
}

impl Gatehouse {
    /// The account's resources of a form of ARNs, as the catalog writes it. Never fails: what cannot be read is told in
    /// the notice, and forms that no source knows have no offers.
    pub async fn offered_resources(&self, pattern: &str) -> Offers {
        match Source::of(pattern) {
            Some(source) => self.offers(source).await,
            None => Offers { offers: Vec::new(), readable: false, notice: None },
        }
    }

    /// Whom the account has to be named as principal: the account itself, then its roles.
    pub async fn offered_principals(&self) -> Offers {
        let mut found = self.offers(Source::Roles).await;
        if let Ok(session) = self.session() {
            let (partition, account) = (session.caller.partition, &session.caller.account);
            let offer = OfferView {
                arn: format!("arn:{partition}:iam::{account}:root"),
                label: "This account".to_owned(),
                description: "Its own policies decide who of it.".to_owned(),
            };
            found.offers.insert(0, offer);
        }
        found
    }

    async fn offers(&self, source: Source) -> Offers {
        let read = match self.session() {
            Ok(session) => source.read(&session).await,
            Err(problem) => Err(problem),
        };
        match read {
            Ok(offers) => Offers { offers, readable: true, notice: None },
            Err(problem) => Offers {
                offers: Vec::new(),
                readable: true,
                notice: Some(Notice {
                    level: NoticeLevel::Warning,
                    title: format!("The account's {} could not be read", source.name()),
                    code: problem.code,
                    message: problem.message,
                }),
            },
        }
    }
}
