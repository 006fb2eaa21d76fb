//! What a condition of a statement asks of a request.

/// A condition key, and how a request comes to carry what is asked of it.
const HINTS: [(&str, &str); 20] = [
    ("aws:securetransport", "Call the service by HTTPS."),
    (
        "aws:sourcevpce",
        "Send the request through the VPC endpoint that the policy names: from its VPC, with its private DNS name.",
    ),
    ("aws:sourcevpc", "Send the request from the VPC that the policy names, through an endpoint."),
    ("aws:sourceip", "Send the request from an address that the policy names. Through a VPC endpoint it has none."),
    ("aws:principalorgid", "Use a principal of the organization that the policy names."),
    ("aws:resourceorgid", "Use a resource of the organization that the policy names."),
    ("aws:resourceaccount", "Use a resource of the account that the policy names."),
    ("aws:principaltag/", "Give the principal the tag that the policy asks for."),
    ("aws:resourcetag/", "Give the resource the tag that the policy asks for."),
    ("secretsmanager:resourcetag/", "Give the secret the tag that the policy asks for."),
    ("aws:requesttag/", "Create the resource with the tag that the policy asks for."),
    ("aws:requestedregion", "Use a Region that the policy names."),
    ("aws:multifactorauthpresent", "Sign in with a second factor; sessions of roles of services never have one."),
    (
        "s3:x-amz-server-side-encryption",
        "Ask for encryption in the upload: output_kms_key in the estimator, or ServerSideEncryption.",
    ),
    ("s3:prefix", "List below a prefix that the policy names."),
    ("sagemaker:vpcs", "Put the job into a VPC: subnets and security_group_ids in the estimator."),
    ("sagemaker:volumekmskey", "Name the volume's key: volume_kms_key in the estimator."),
    ("sagemaker:outputkmskey", "Name the output's key: output_kms_key in the estimator."),
    ("sagemaker:networkisolation", "Turn network isolation on: enable_network_isolation in the estimator."),
    (
        "sagemaker:intercontainertrafficencryption",
        "Encrypt the traffic between instances: encrypt_inter_container_traffic.",
    ),
];

/// What a condition on this key asks for, where it is known.
pub(super) fn hint(key: &str) -> Option<&'static str> {
    let key = key.to_ascii_lowercase();
    HINTS.iter().find(|(begins, _)| key.starts_with(begins)).map(|(_, hint)| *hint)
}
