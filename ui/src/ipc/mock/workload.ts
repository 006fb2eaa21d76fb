import type { FieldProblem } from "../../bindings/FieldProblem";
import type { PlanStepView } from "../../bindings/PlanStepView";
import type { PlanView } from "../../bindings/PlanView";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { WorkloadReview } from "../../bindings/WorkloadReview";
import { ACCOUNT_ID } from "./roles";
import { activities } from "./workload-activities";

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** A sketch of the application's own checks: enough to show each field's error. */
export function checkWorkload(input: WorkloadInput): FieldProblem[] {
  const found: FieldProblem[] = [];
  const add = (field: string, code: string, message: string) => found.push({ field, code, message });
  if (!input.roleName) add("roleName", "ROLE_NAME_EMPTY", "Give the role a name.");
  else if (!/^[\w+=,.@-]{1,64}$/.test(input.roleName))
    add(
      "roleName",
      "ROLE_NAME_CHARACTERS",
      "A role name has letters, digits and + = , . @ - _ only, at most 64 of them.",
    );
  for (const [field, value] of [
    ["inputBucket", input.inputBucket],
    ["outputBucket", input.outputBucket],
  ] as const) {
    if (!value) add(field, "BUCKET_EMPTY", "Name the bucket.");
    else if (!BUCKET.test(value))
      add(field, "BUCKET_NAME", "A bucket name has 3 to 63 lower-case letters, digits, dots and hyphens.");
  }
  if (!input.image) add("image", "IMAGE_EMPTY", "Name the repository of the training image.");
  else if (/\s/.test(input.image)) add("image", "IMAGE_FORM", "A repository name has no spaces.");
  if (input.key === "existing" && !input.kmsKey) add("kmsKey", "KMS_KEY_EMPTY", "Choose the key.");
  if (input.key === "new" && !input.keyAlias) add("keyAlias", "ALIAS_EMPTY", "Give the key an alias.");
  if (input.kmsKey.startsWith("arn:") && !input.kmsKey.startsWith("arn:aws:kms:"))
    add("kmsKey", "KMS_PARTITION", "This key's ARN belongs to another partition; this account is in aws.");
  if (input.key !== "none" && !input.kmsForData && !input.kmsForVolume && !input.kmsForSecret)
    add("kmsUse", "KMS_USE_MISSING", "Choose what the key encrypts.");
  if (input.secret === "existing" && !input.secretArn) add("secretArn", "SECRET_EMPTY", "Choose the secret.");
  if (input.secret === "new") {
    if (!input.secretName) add("secretName", "SECRET_NAME_EMPTY", "Give the secret a name.");
    if (!input.secretUsername) add("secretUsername", "USERNAME_EMPTY", "Name the user of the database.");
    if (!input.secretHost) add("secretHost", "HOST_EMPTY", "Name the host of the database.");
    if (!/^[0-9]{1,5}$/.test(input.secretPort))
      add("secretPort", "PORT", "A port is a number, 5432 for instance.");
  }
  if (input.vpc && input.vpcId) {
    if (input.subnets.length === 0) add("subnets", "SUBNETS_EMPTY", "Choose at least one subnet.");
    if (input.groups.length === 0) add("groups", "GROUPS_EMPTY", "Choose at least one security group.");
  }
  const emptyKey = input.tags.findIndex((tag) => tag.key === "");
  if (emptyKey >= 0) add("tags", "TAG_KEY_EMPTY", `Tag ${emptyKey + 1} has no key.`);
  return found;
}

/** The texts that a workload wants. */
export function policies(input: WorkloadInput): { trust: string; permissions: string; grants: string[] } {
  const path = (bucket: string, prefix: string) => `arn:aws:s3:::${bucket}/${prefix}*`;
  const statements: Record<string, unknown>[] = [
    {
      Sid: "ReadInput",
      Effect: "Allow",
      Action: "s3:GetObject",
      Resource: path(input.inputBucket, input.inputPrefix),
    },
    {
      Sid: "WriteOutput",
      Effect: "Allow",
      Action: "s3:PutObject",
      Resource: path(input.outputBucket, input.outputPrefix),
    },
    {
      Sid: "PullImage",
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"],
      Resource: `arn:aws:ecr:us-east-1:${ACCOUNT_ID}:repository/${input.image}`,
    },
    { Sid: "EcrLogin", Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  ];
  const grants = [
    `Read objects in s3://${input.inputBucket}/${input.inputPrefix}`,
    `Write objects to s3://${input.outputBucket}/${input.outputPrefix}`,
    `Pull the image ${input.image}`,
    "Log in to ECR",
    "Write its logs to /aws/sagemaker/* and its metrics to CloudWatch",
  ];
  if (input.key !== "none") {
    statements.push({
      Sid: "UseKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: input.kmsKey || `alias/${input.keyAlias}`,
    });
    grants.push("Decrypt and encrypt its data with the KMS key you chose");
  }
  if (input.secret !== "none") {
    statements.push({
      Sid: "ReadSecret",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource:
        input.secretArn || `arn:aws:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:${input.secretName}-*`,
    });
    grants.push(`Read the secret ${input.secretName || input.secretArn}`);
  }
  for (const activity of input.activities)
    grants.push(activities.find(({ id }) => id === activity)?.description ?? activity);
  if (input.vpc) {
    statements.push({
      Sid: "Network",
      Effect: "Allow",
      Action: ["ec2:CreateNetworkInterface", "ec2:DescribeSubnets"],
      Resource: "*",
    });
    grants.push("Attach network interfaces in your VPC while a job runs");
  }
  const trust = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sagemaker.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT_ID } },
      },
    ],
  };
  return {
    trust: JSON.stringify(trust, null, 2),
    permissions: JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2),
    grants,
  };
}

type Draft = Omit<PlanStepView, "number">;

const numbered = (steps: Draft[]): PlanStepView[] =>
  steps.map((step, index) => ({ number: index + 1, ...step }));

const step = (action: string, words: string, undoWords: string): Draft => {
  const [service = "", name = ""] = action.split(":");
  return { action, words, cli: `aws ${service} ${kebab(name)}`, undoWords, undoCli: null };
};

const kebab = (name: string) => name.replace(/\B[A-Z]/g, (letter) => `-${letter}`).toLowerCase();

const stepsOfKey = ({ key, keyAlias }: WorkloadInput): Draft[] =>
  key === "new"
    ? [
        step("kms:CreateKey", "Create a KMS key", "Disable the key, and schedule its deletion"),
        step("kms:CreateAlias", `Call the key alias/${keyAlias}`, `Delete the alias alias/${keyAlias}`),
      ]
    : [];

const stepsOfSecret = ({ secret, secretName }: WorkloadInput): Draft[] =>
  secret === "new"
    ? [step("secretsmanager:CreateSecret", `Create the secret ${secretName}`, "Delete it within seven days")]
    : [];

const stepsOfNetwork = ({ vpc, vpcId, makeEndpoints }: WorkloadInput): Draft[] =>
  vpc && vpcId && makeEndpoints
    ? [step("ec2:CreateVpcEndpoint", "Create an endpoint for sts", "Delete the endpoint")]
    : [];

const size = (text: string) => text.replace(/\s/g, "").length;

export function reviewWorkload(input: WorkloadInput, planId: string, accountId: string): WorkloadReview {
  const { trust, permissions, grants } = policies(input);
  const roleArn = `arn:aws:iam::${accountId}:role/${input.roleName}`;
  const caller = JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: "iam:PassRole",
          Resource: roleArn,
          Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
        },
      ],
    },
    null,
    2,
  );
  const documents = [
    { title: "Trust policy", text: trust, size: size(trust), limit: 2048 },
    { title: "Permissions policy", text: permissions, size: size(permissions), limit: 10240 },
  ];
  const plan: PlanView = {
    id: planId,
    title: `Create the role ${input.roleName}`,
    accountId,
    steps: numbered([
      ...stepsOfKey(input),
      ...stepsOfSecret(input),
      {
        action: "iam:CreateRole",
        words: `Create the role ${input.roleName}, which only SageMaker in this account may assume`,
        cli: `aws iam create-role --role-name ${input.roleName} --assume-role-policy-document file://trust.json`,
        undoWords: `Delete the role ${input.roleName}`,
        undoCli: `aws iam delete-role --role-name ${input.roleName}`,
      },
      {
        action: "iam:PutRolePolicy",
        words: `Write the permissions into it as the inline policy ${input.roleName}-permissions`,
        cli: `aws iam put-role-policy --role-name ${input.roleName} --policy-name ${input.roleName}-permissions --policy-document file://permissions.json`,
        undoWords: `Delete the inline policy ${input.roleName}-permissions`,
        undoCli: `aws iam delete-role-policy --role-name ${input.roleName} --policy-name ${input.roleName}-permissions`,
      },
      ...stepsOfNetwork(input),
    ]),
    consequences: [],
    documents,
  };
  return {
    notices: [],
    plan,
    grants,
    roleArn,
    callerPolicy: { title: "For whoever starts the job", text: caller, size: size(caller), limit: 6144 },
  };
}
