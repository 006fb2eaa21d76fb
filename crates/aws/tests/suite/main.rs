//! One suite through the AWS SDK, for two accounts: the practice account and `moto_server`.
//!
//! moto is the second opinion: it was written by others from what AWS answers. Where it is known to be
//! wrong or to know less, `moto-gaps.md` beside the service's cases says so, and the suite holds that list to the
//! truth: a case that stands there must fail on moto. Codes are compared on both; the words of an error on the practice
//! account alone, because moto does not try to give AWS's.
//!
//! A service has a folder: its cases by theme, listed in `mod.rs`, the helpers and clients that they use, and moto's
//! gaps. It is named below, twice.

#![allow(unreachable_pub, reason = "a test program exports nothing")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what it expects by failing"
)]

mod cloudtrail;
mod cloudwatch;
mod ec2;
mod ecr;
mod events;
mod iam;
mod kms;
mod logs;
mod moto;
mod practice;
mod s3;
mod sagemaker;
mod secretsmanager;
mod target;

/// The cases of a service: each by itself on the practice account, and all of them in a list.
macro_rules! cases {
    ($service:literal; $($module:ident { $($case:ident),* $(,)? })*) => {
        mod on_practice {
            $(mod $module {
                $(#[tokio::test]
                async fn $case() {
                    super::super::$module::$case(crate::practice::target()).await;
                })*
            })*
        }

        pub fn cases() -> Vec<crate::target::Case> {
            vec![$($(crate::target::Case {
                name: concat!($service, "::", stringify!($module), "::", stringify!($case)),
                run: |target| Box::pin($module::$case(target)),
            }),*),*]
        }
    };
}
pub(crate) use cases;

/// One after the other, because the server has one state.
#[tokio::test]
async fn moto() {
    let cases = [
        cloudtrail::cases(),
        cloudwatch::cases(),
        ec2::cases(),
        ecr::cases(),
        events::cases(),
        iam::cases(),
        kms::cases(),
        logs::cases(),
        s3::cases(),
        sagemaker::cases(),
        secretsmanager::cases(),
    ];
    let cases = cases.into_iter().flatten().collect();
    let gaps = [
        include_str!("cloudtrail/moto-gaps.md"),
        include_str!("cloudwatch/moto-gaps.md"),
        include_str!("ec2/moto-gaps.md"),
        include_str!("ecr/moto-gaps.md"),
        include_str!("events/moto-gaps.md"),
        include_str!("iam/moto-gaps.md"),
        include_str!("kms/moto-gaps.md"),
        include_str!("logs/moto-gaps.md"),
        include_str!("s3/moto-gaps.md"),
        include_str!("sagemaker/moto-gaps.md"),
        include_str!("secretsmanager/moto-gaps.md"),
    ];
    moto::run(cases, &gaps, &iam::NEED_AWS_POLICIES).await;
}
