type Statement = Record<string, unknown>;

const text = (...statements: Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
const minified = (...statements: Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (action: string | string[], resource: string | string[], more: Statement = {}): Statement => ({
  Effect: "Allow",
  Action: action,
  Resource: resource,
  ...more,
});
const trust = (principal: Statement, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal: principal,
  Action: "sts:AssumeRole",
  ...more,
});

/** The policy texts of the mocked account. */
export const documents = {
  openTrust: text(trust({ Service: "sagemaker.amazonaws.com" })),
  guardedTrust: text(
    trust(
      { Service: "sagemaker.amazonaws.com" },
      {
        Condition: {
          StringEquals: { "aws:SourceAccount": "111122223333" },
          ArnLike: { "aws:SourceArn": "arn:aws:sagemaker:us-east-1:111122223333:*" },
        },
      },
    ),
  ),
  glueTrust: text(trust({ Service: ["glue.amazonaws.com", "sagemaker.amazonaws.com"] })),
  partnerTrust: text(trust({ AWS: "arn:aws:iam::444455556666:root" })),
  ec2Trust: text(trust({ Service: "ec2.amazonaws.com" })),
  wideTraining: text(
    allow(["s3:GetObject", "s3:ListBucket"], ["arn:aws:s3:::churn-data", "arn:aws:s3:::churn-data/*"], {
      Sid: "Data",
    }),
    allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], "*"),
    allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], "arn:aws:logs:*:*:*"),
  ),
  endpoint: minified(
    allow("s3:GetObject", "arn:aws:s3:::fraud-models/*"),
    allow("cloudwatch:PutMetricData", "*", {
      Condition: { StringLike: { "cloudwatch:namespace": "/aws/sagemaker/*" } },
    }),
  ),
  boundary: text(allow(["s3:*", "logs:*", "ecr:*", "cloudwatch:PutMetricData", "kms:Decrypt"], "*")),
  fullAccess: text(
    allow(["sagemaker:*"], "*"),
    allow("iam:PassRole", "arn:aws:iam::*:role/*", {
      Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    }),
  ),
  admin: text(allow("*", "*")),
  features: text(allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::feature-tables/*")),
  readImages: text(allow("s3:GetObject", "arn:aws:s3:::street-images/*")),
  readOnlyLogs: text(allow(["logs:Describe*", "logs:Get*"], "*")),
};
