//! Assuming and passing roles, and policies that are refused as texts.

use gatehouse_doctor::{DeniedBy, Kind};

use crate::{Row, row};

const ROLE: &str = "arn:aws:iam::111122223333:role/churn-training";
const SAGEMAKER: &str = "sagemaker.amazonaws.com";

fn assume(text: &str) -> Row {
    row(Kind::CannotAssume, text).who(SAGEMAKER).action("sts:AssumeRole").by(DeniedBy::Trust)
}

pub(crate) fn rows() -> Vec<Row> {
    vec![
        assume(&format!(
            "An error occurred (ValidationException) when calling the CreateTransformJob operation: Could not assume role \
             {ROLE}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role."
        ))
        .resource(ROLE)
        .api("CreateTransformJob")
        .code("ValidationException"),
        assume(&format!("ClientError: SageMaker was unable to assume the role '{ROLE}'")).resource(ROLE),
        assume(&format!(
            "The execution role ARN \"{ROLE}\" is invalid. Please ensure that the role exists and that its trust relationship \
             policy allows the action \"sts:AssumeRole\" for the service principal \"sagemaker.amazonaws.com\""
        ))
        .resource(ROLE),
        assume(
            "TrainingHostAgent Initialization failed:InvalidInputException: SageMaker is unable to perform: sts:AssumeRole on \
             the role. Check if you have a trust relationship for 'sagemaker.amazonaws.com' to assume the role.",
        )
        .code("InvalidInputException"),
        assume(&format!("Cannot validate the provided IAM role {ROLE}. Please ensure that the role can be assumed by SageMaker."))
            .resource(ROLE),
        row(
            Kind::Denied,
            "An error occurred (AccessDeniedException) when calling the CreateProject operation: User: \
             arn:aws:sts::111122223333:assumed-role/studio/SageMaker is not authorized to perform: iam:PassRole on resource: \
             arn:aws:iam::111122223333:role/churn-training because no identity-based policy allows the iam:PassRole action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/studio/SageMaker")
        .action("iam:PassRole")
        .resource(ROLE)
        .by(DeniedBy::Identity)
        .api("CreateProject"),
        row(
            Kind::Denied,
            "User: arn:aws:sts::111122223333:assumed-role/studio/SageMaker is not authorized to perform: sagemaker:AddTags on \
             resource: arn:aws:sagemaker:eu-west-1:111122223333:space/d-1/lab because no permissions boundary allows the \
             sagemaker:AddTags action",
        )
        .who("arn:aws:sts::111122223333:assumed-role/studio/SageMaker")
        .action("sagemaker:AddTags")
        .resource("arn:aws:sagemaker:eu-west-1:111122223333:space/d-1/lab")
        .by(DeniedBy::Boundary),
        assume(&format!("Error: role {ROLE} is invalid or cannot be assumed")).resource(ROLE),
        row(
            Kind::Denied,
            format!(
                r#"{{"eventVersion":"1.08","userIdentity":{{"type":"AWSService","invokedBy":"sagemaker.amazonaws.com"}},"eventSource":"sts.amazonaws.com","eventName":"AssumeRole","awsRegion":"eu-west-1","errorCode":"AccessDenied","requestParameters":{{"roleArn":"{ROLE}"}}}}"#
            ),
        )
        .who(SAGEMAKER)
        .action("sts:AssumeRole")
        .resource(ROLE)
        .region("eu-west-1"),
        row(
            Kind::NoSuchRole,
            "An error occurred (NoSuchEntity) when calling the GetRole operation: The role with name churn-training cannot be found.",
        )
        .api("GetRole")
        .code("NoSuchEntity"),
        row(
            Kind::PolicyRejected,
            "An error occurred (MalformedPolicyDocument) when calling the UpdateAssumeRolePolicy operation: Invalid principal \
             in policy: \"AWS\":\"arn:aws:iam::111122223333:role/gone\"",
        )
        .api("UpdateAssumeRolePolicy")
        .code("MalformedPolicyDocument"),
        row(
            Kind::PolicyRejected,
            "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
        ),
    ]
}
