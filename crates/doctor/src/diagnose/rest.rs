//! What needs no look into policies: a cause, who can help, and what to do.

use super::Certainty;
use super::desk::Desk;
use crate::kind::Kind;

/// What there is to say of a kind.
struct Note {
    kind: Kind,
    cause: &'static str,
    /// Why no policy of one's own helps, and who can.
    helpless: Option<&'static str>,
    title: &'static str,
    words: &'static str,
    steps: &'static [&'static str],
    source: &'static str,
}

const NOTES: &[Note] = &[
    Note {
        kind: Kind::NvmeKey,
        cause: "Instances of this type keep data on local NVMe disks, which the hardware encrypts with keys that nobody knows and \
                that go with the instance. A KMS key for the volume is refused there.",
        helpless: Some(
            "No policy of yours makes a KMS key fit these disks. If a policy of the organization demands a key for every job, \
             whoever keeps it must except these instance types (sagemaker:InstanceTypes).",
        ),
        title: "Leave the volume's key out for these instances",
        words: "The output's key stays: output_kms_key encrypts what is written to S3.",
        steps: &[
            "Take volume_kms_key (VolumeKmsKeyId) out of the job for this instance type.",
            "Where a policy demands the key, let its condition except the types by sagemaker:InstanceTypes.",
            "Or take an instance type whose volumes are EBS: ml.m5, ml.c5, ml.p3.",
        ],
        source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html",
    },
    Note {
        kind: Kind::PolicyRejected,
        cause: "IAM or KMS refuses the policy as a text: an element is wrong, or a principal that it names is not there.",
        helpless: None,
        title: "Mend the text",
        words: "The editor shows what is wrong and where.",
        steps: &[
            "Open the policy in the editor and look at its findings.",
            "A principal that it names must be there: a deleted role shows up as AROA...",
            "A key policy must leave somebody who can change it: the account's root statement does.",
        ],
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html",
    },
    Note {
        kind: Kind::AclsOff,
        cause: "The bucket has its ACLs off (BucketOwnerEnforced), and the request brings one: mostly bucket-owner-full-control.",
        helpless: None,
        title: "Leave the ACL out",
        words: "With ACLs off everything belongs to the bucket's owner anyway.",
        steps: &[
            "Take --acl, ACL or ExtraArgs={\"ACL\": ...} out of the upload.",
            "Share objects by the bucket's policy.",
        ],
        source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
    },
    Note {
        kind: Kind::KeyUsage,
        cause: "The KMS key is of a kind that cannot do this: SageMaker, S3 and Secrets Manager take symmetric keys for encryption \
                alone.",
        helpless: None,
        title: "Use a symmetric key",
        words: "The usage and the spec of a key never change.",
        steps: &[
            "Make a key with ENCRYPT_DECRYPT and SYMMETRIC_DEFAULT.",
            "Name that key in the job, the bucket or the secret.",
        ],
        source: "https://docs.aws.amazon.com/kms/latest/developerguide/symmetric-asymmetric.html",
    },
    Note {
        kind: Kind::KeyWrong,
        cause: "The text was encrypted with another key, in another encryption context, or is damaged. Rights do not matter here.",
        helpless: None,
        title: "Decrypt with what it was encrypted with",
        words: "The encryption context must be the very same.",
        steps: &[
            "Leave KeyId out of Decrypt: a symmetric key is named in the ciphertext.",
            "Give the same EncryptionContext as when it was encrypted.",
            "Hand over the bytes, not their Base64.",
        ],
        source: "https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html",
    },
    Note {
        kind: Kind::DiskFull,
        cause: "The instance has no room left, for the image's layers or for the data.",
        helpless: None,
        title: "Give the job more room",
        words: "The volume's size is a setting of the job; on NVMe types it is fixed.",
        steps: &[
            "Set volume_size (VolumeSizeInGB) higher.",
            "Stream the data (input_mode FastFile) instead of copying it.",
            "Make the image smaller.",
        ],
        source: "https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ResourceConfig.html",
    },
    Note {
        kind: Kind::ContainerTimeout,
        cause: "The model's container did not answer within SageMaker's 60 seconds. Either it computes too long, or it waits for \
                something on the network that it never reaches: under network isolation, or in a VPC without a way there.",
        helpless: None,
        title: "Find what it waits for",
        words: "The endpoint's log in CloudWatch (/aws/sagemaker/Endpoints) shows where it stands still.",
        steps: &[
            "Take calls to the internet or to AWS out of the container's code, or give the model a VPC with endpoints.",
            "Turn network isolation off only if the container must reach a network.",
            "For long computations use asynchronous inference or batch transform.",
        ],
        source: "https://docs.aws.amazon.com/sagemaker/latest/dg/mkt-algo-model-internet-free.html",
    },
    Note {
        kind: Kind::NoCredentials,
        cause: "The code found no credentials: no profile, no variables, and the instance's metadata service does not answer.",
        helpless: None,
        title: "Give the code credentials",
        words: "In SageMaker the execution role's credentials come by themselves; elsewhere a profile is needed.",
        steps: &[
            "On an own machine: aws configure sso, or aws sso login, and AWS_PROFILE.",
            "In a job or notebook: do not set AWS_ACCESS_KEY_ID or a profile in the code.",
            "In a container under network isolation no credentials are there, on purpose.",
            "In Docker on EC2 raise the hop limit of the metadata service to 2.",
        ],
        source: "https://boto3.amazonaws.com/v1/documentation/api/latest/guide/credentials.html",
    },
    Note {
        kind: Kind::Expired,
        cause: "The credentials are out of date: sessions end after an hour to twelve, and SSO logins too.",
        helpless: None,
        title: "Sign in again",
        words: "Long jobs take their role's credentials from the instance, which renews them.",
        steps: &[
            "aws sso login, or assume the role again.",
            "Take copied AWS_SESSION_TOKEN variables out of the environment: they win over profiles.",
            "Look at the clock of the machine.",
        ],
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html",
    },
    Note {
        kind: Kind::UnknownCredentials,
        cause: "AWS does not know these credentials: the key was deleted, is of another partition, or the Region is not enabled for \
                the account, where tokens of the global STS do not hold.",
        helpless: None,
        title: "Use credentials that AWS knows",
        words: "aws sts get-caller-identity tells whose they are.",
        steps: &[
            "Look for old keys in variables and ~/.aws/credentials.",
            "In a Region that must be enabled first use the Region's own STS (AWS_STS_REGIONAL_ENDPOINTS=regional).",
            "Keys of China and GovCloud hold in their own partitions alone.",
        ],
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html",
    },
    Note {
        kind: Kind::Signature,
        cause: "The signature does not fit: the secret key is wrong, the clock is off by more than five minutes, or something on the \
                way changed the request.",
        helpless: None,
        title: "Look at key and clock",
        words: "Policies are not even asked before the signature holds.",
        steps: &[
            "Compare the machine's clock with the time (chronyc tracking).",
            "Copy the secret key again, without spaces.",
            "Look for a proxy that changes headers.",
        ],
        source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html",
    },
    Note {
        kind: Kind::Throttled,
        cause: "Too many requests in a short time. AWS let this one fall; it is not a matter of rights.",
        helpless: Some(
            "No policy helps: it is a limit on requests for each account and Region. SDKs retry by themselves; Service Quotas can \
             raise some limits.",
        ),
        title: "Ask less often, and retry",
        words: "boto3 retries in adaptive mode with growing pauses.",
        steps: &[
            "Config(retries={\"mode\": \"adaptive\", \"max_attempts\": 10})",
            "Poll jobs every 30 seconds, or wait for EventBridge events.",
            "For KMS turn the bucket key on: one data key for many objects.",
            "Spread objects over prefixes in S3.",
        ],
        source: "https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html",
    },
    Note {
        kind: Kind::Quota,
        cause: "A quota of the account is used up, for instances of this kind or for things of this sort. New accounts have none of \
                most GPU types.",
        helpless: Some(
            "No policy helps: it is a quota of the account in this Region. Whoever may use Service Quotas can ask AWS for more, \
             which takes hours to days.",
        ),
        title: "Ask for more, or use what there is",
        words: "Each use has a quota of its own: training, processing, endpoints, notebooks, spot.",
        steps: &[
            "Open Service Quotas, Amazon SageMaker, and ask for more of this very line.",
            "Meanwhile use another instance type or fewer instances.",
            "Stop endpoints and apps that nobody uses.",
        ],
        source: "https://docs.aws.amazon.com/general/latest/gr/sagemaker.html",
    },
    Note {
        kind: Kind::Capacity,
        cause: "AWS has no instances of this type free in these Availability Zones now. It is not a matter of rights or quotas.",
        helpless: Some("No policy helps: AWS itself has none free. It mostly passes within hours."),
        title: "Try elsewhere, or later",
        words: "More subnets in other zones give SageMaker more places to look.",
        steps: &[
            "Try again later.",
            "Name subnets in further Availability Zones.",
            "Use another instance type or Region.",
        ],
        source: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html",
    },
    Note {
        kind: Kind::RegionOff,
        cause: "The Region is not enabled for this account, or does not have this service or feature.",
        helpless: Some(
            "No policy of a role helps: a Region is enabled for the whole account, by whoever may call account:EnableRegion, and \
             the organization may forbid it.",
        ),
        title: "Enable the Region, or use another",
        words: "Regions that are newer than March 2019 must be enabled.",
        steps: &[
            "Look at the account's Regions (Account settings, AWS Regions).",
            "Enable it, or ask whoever keeps the account.",
            "Look whether the service is offered there at all.",
        ],
        source: "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html",
    },
    Note {
        kind: Kind::NotSubscribed,
        cause: "The model or algorithm is one of AWS Marketplace, and this account is not subscribed to it.",
        helpless: Some(
            "No policy helps before the account is subscribed: whoever may call aws-marketplace:Subscribe does it once for the \
             account. A private marketplace of the organization may have to allow the product.",
        ),
        title: "Subscribe to the product",
        words: "Afterwards the package is used by its ARN.",
        steps: &[
            "Subscribe in AWS Marketplace.",
            "Use the ARN of the job's Region.",
            "Turn network isolation on: these models ask for it.",
        ],
        source: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-mkt-buy.html",
    },
];

pub(super) fn look(desk: &mut Desk<'_>) {
    let kind = desk.complaint().kind;
    let Some(note) = NOTES.iter().find(|note| note.kind == kind) else {
        unknown(desk);
        return;
    };
    desk.conclude(Certainty::Certain, note.cause);
    desk.found.helpless = note.helpless.map(str::to_owned);
    desk.steps("do", note.title, note.words, note.steps);
    desk.source(note.source);
    if let (Kind::NvmeKey, Some(state)) = (kind, desk.state()) {
        let named = desk.complaint().instance_type.as_ref().map(|piece| piece.text.clone());
        let jobs = state
            .resources
            .items
            .iter()
            .filter(|thing| thing.volume_key.is_some() && named.is_some() && thing.instance_type == named);
        for thing in jobs {
            desk.look(
                format!("{} {}", thing.kind.words(), thing.name),
                "It names a volume key for this instance type.",
                gatehouse_workload::chain::LinkState::Broken,
            );
        }
    }
}

fn unknown(desk: &mut Desk<'_>) {
    desk.found.recognised = false;
    let read: Vec<String> =
        desk.complaint().fields().iter().map(|(label, value)| format!("{}: {value}", label.to_lowercase())).collect();
    let told = match read.is_empty() {
        true => "Nothing of it could be read.".to_owned(),
        false => format!("What could be read: {}.", read.join("; ")),
    };
    desk.conclude(
        Certainty::Unknown,
        format!("This is no error of AWS that is known here, or not enough of it. {told} Paste the whole message, with the lines around it."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_either_looked_at_or_has_a_note() {
        let looked = [
            Kind::Denied,
            Kind::DeniedSilently,
            Kind::CannotAssume,
            Kind::NoSuchRole,
            Kind::PublicAccessBlocked,
            Kind::KeyHidden,
            Kind::KeyMissing,
            Kind::KeyDisabled,
            Kind::KeyPendingDeletion,
            Kind::KeyUnusable,
            Kind::SecretKey,
            Kind::SecretMissing,
            Kind::SecretDeleted,
            Kind::SecretEmpty,
            Kind::ImageMissing,
            Kind::ImageDenied,
            Kind::RegistryLogin,
            Kind::ImageElsewhere,
            Kind::ImageMode,
            Kind::FreeAddresses,
            Kind::VpcQuota,
            Kind::PlaceMissing,
            Kind::Unreachable,
            Kind::ConnectionBroken,
            Kind::RegionWrong,
            Kind::BucketMissing,
            Kind::NothingFound,
            Kind::ObjectMissing,
        ];
        for kind in Kind::ALL {
            let notes = NOTES.iter().filter(|note| note.kind == kind).count();
            assert_eq!(notes, usize::from(!looked.contains(&kind)), "{kind:?}");
        }
    }
}
