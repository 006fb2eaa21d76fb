/** The kinds of policies as the application names them (crates/policy/src/lint/kind.rs), in the words of a list. */
export interface Kind {
  id: string;
  name: string;
  /** It belongs to an identity, so there is nobody to name in it. */
  ofIdentity: boolean;
}

const kind = (id: string, name: string, ofIdentity = false): Kind => ({ id, name, ofIdentity });

export const kinds: readonly Kind[] = [
  kind("identity", "Identity policy", true),
  kind("trust", "Trust policy of a role"),
  kind("boundary", "Permissions boundary", true),
  kind("session", "Session policy", true),
  kind("s3-bucket", "S3 bucket policy"),
  kind("kms-key", "KMS key policy"),
  kind("secret", "Policy of a secret"),
  kind("vpc-endpoint", "VPC endpoint policy"),
  kind("ecr-repository", "ECR repository policy"),
  kind("sqs-queue", "SQS queue policy"),
  kind("sns-topic", "SNS topic policy"),
  kind("lambda-function", "Lambda function policy"),
  kind("efs-file-system", "EFS file system policy"),
  kind("dynamodb-table", "DynamoDB table policy"),
  kind("sagemaker-resource", "SageMaker resource policy"),
  kind("resource", "Another resource's policy"),
  kind("scp", "Service control policy"),
  kind("rcp", "Resource control policy"),
];

export const kindName = (id: string) => kinds.find((each) => each.id === id)?.name ?? id;

export const isOfIdentity = (id: string) => kinds.find((each) => each.id === id)?.ofIdentity ?? false;

/** What a new policy begins with: the frame that every policy has, and no statement. */
export const emptyPolicy = '{\n  "Version": "2012-10-17",\n  "Statement": []\n}\n';
