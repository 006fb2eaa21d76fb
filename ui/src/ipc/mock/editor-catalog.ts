import type { ActionView } from "../../bindings/ActionView";
import type { ConditionKeyView } from "../../bindings/ConditionKeyView";
import type { ResourceFormView } from "../../bindings/ResourceFormView";
import type { ServiceView } from "../../bindings/ServiceView";
import type { TemplateView } from "../../bindings/TemplateView";

/** A handful of AWS's services, enough to see the editor's dialogs. The application has all of them. */
const services: [prefix: string, name: string, actions: string][] = [
  [
    "s3",
    "Amazon S3",
    `ListBucket|List|Lists the objects of a bucket|bucket
     ListAllMyBuckets|List|Lists all buckets of the account|
     ListBucketVersions|List|Lists the versions of objects|bucket
     GetObject|Read|Reads an object|object
     GetObjectVersion|Read|Reads a version of an object|object
     GetObjectTagging|Read|Reads the tags of an object|object
     GetObjectAcl|Read|Reads who may use an object|object
     GetBucketLocation|Read|Reads the Region of a bucket|bucket
     GetBucketPolicy|Read|Reads the policy of a bucket|bucket
     PutObject|Write|Writes an object|object
     DeleteObject|Write|Deletes an object|object
     DeleteBucket|Write|Deletes a bucket|bucket
     AbortMultipartUpload|Write|Gives up an upload in parts|object
     PutObjectTagging|Tagging|Sets the tags of an object|object
     PutBucketPolicy|Permissions management|Sets the policy of a bucket|bucket
     PutObjectAcl|Permissions management|Sets who may use an object|object`,
  ],
  [
    "kms",
    "AWS Key Management Service",
    `ListKeys|List|Lists the keys of the account|
     DescribeKey|Read|Reads what a key is|key
     Decrypt|Write|Decrypts what the key encrypted|key
     Encrypt|Write|Encrypts with the key|key
     GenerateDataKey|Write|Makes a key for data under the key|key
     CreateGrant|Permissions management|Lets another use the key|key
     PutKeyPolicy|Permissions management|Sets the policy of a key|key
     TagResource|Tagging|Sets the tags of a key|key`,
  ],
  [
    "sagemaker",
    "Amazon SageMaker",
    `ListTrainingJobs|List|Lists training jobs|
     DescribeTrainingJob|Read|Reads what a training job is and how it is going|training-job
     CreateTrainingJob|Write|Starts a training job|training-job|iam:PassRole
     StopTrainingJob|Write|Stops a training job|training-job
     CreateModel|Write|Makes a model from its artefacts|model|iam:PassRole
     CreateEndpoint|Write|Starts an endpoint that serves a model|endpoint
     InvokeEndpoint|Read|Asks an endpoint for inference|endpoint
     AddTags|Tagging|Sets tags|training-job,model,endpoint`,
  ],
  [
    "sts",
    "AWS Security Token Service",
    `GetCallerIdentity|Read|Says who is asking|
     AssumeRole|Write|Assumes a role|role
     AssumeRoleWithWebIdentity|Write|Assumes a role with a token of an identity provider|role
     TagSession|Tagging|Passes tags of the session|role`,
  ],
  [
    "ecr",
    "Amazon Elastic Container Registry",
    `DescribeRepositories|List|Lists repositories|repository
     GetAuthorizationToken|Read|Logs in to the registry, to pull an image|
     BatchCheckLayerAvailability|Read|Looks whether layers of an image are there|repository
     BatchGetImage|Read|Pulls the manifest of an image|repository
     GetDownloadUrlForLayer|Read|Pulls a layer of an image|repository
     PutImage|Write|Pushes the manifest of an image|repository
     SetRepositoryPolicy|Permissions management|Sets the policy of a repository|repository`,
  ],
];

const actions: ActionView[] = services.flatMap(([prefix, , lines]) =>
  lines.split("\n").map((line) => {
    const [name, level = "", description = "", types = "", dependent = ""] = line.trim().split("|");
    return {
      name: `${prefix}:${name}`,
      level,
      description: `${description}.`,
      resourceTypes: types.split(",").filter(Boolean),
      dependent: dependent.split(",").filter(Boolean),
      task: null,
    };
  }),
);

/** `{Name}` stands for AWS's own way to write a placeholder. */
const written = (pattern: string) => pattern.replaceAll("{", "${");

const forms: [service: string, kind: string, pattern: string][] = [
  ["s3", "bucket", "arn:{Partition}:s3:::{BucketName}"],
  ["s3", "object", "arn:{Partition}:s3:::{BucketName}/{ObjectName}"],
  ["kms", "key", "arn:{Partition}:kms:{Region}:{Account}:key/{KeyId}"],
  [
    "sagemaker",
    "training-job",
    "arn:{Partition}:sagemaker:{Region}:{Account}:training-job/{TrainingJobName}",
  ],
  ["sagemaker", "model", "arn:{Partition}:sagemaker:{Region}:{Account}:model/{ModelName}"],
  ["sagemaker", "endpoint", "arn:{Partition}:sagemaker:{Region}:{Account}:endpoint/{EndpointName}"],
  ["sts", "role", "arn:{Partition}:iam::{Account}:role/{RoleNameWithPath}"],
  ["ecr", "repository", "arn:{Partition}:ecr:{Region}:{Account}:repository/{RepositoryName}"],
];

const strings = [
  "StringEquals",
  "StringLike",
  "StringNotEquals",
  "StringNotLike",
  "StringEqualsIgnoreCase",
  "Null",
];
const arns = ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "Null"];
const conditionKeys: [name: string, type: string, many: boolean, description: string][] = [
  ["aws:SourceVpce", "String", false, "The VPC endpoint through which the request came."],
  ["aws:SourceVpc", "String", false, "The VPC from which the request came."],
  ["aws:PrincipalOrgID", "String", false, "The organization of whoever asks."],
  ["aws:PrincipalArn", "ARN", false, "The ARN of whoever asks."],
  ["aws:PrincipalTag/{TagKey}", "String", false, "A tag of whoever asks."],
  ["aws:ResourceTag/{TagKey}", "String", false, "A tag of the resource."],
  ["aws:TagKeys", "String", true, "The keys of the tags in the request."],
  ["aws:SourceIp", "IpAddress", false, "The address from which the request came."],
  ["aws:MultiFactorAuthPresent", "Bool", false, "Whether whoever asks has used MFA."],
  ["aws:CurrentTime", "Date", false, "When the request is made."],
  ["aws:SourceAccount", "String", false, "The account on whose behalf a service asks."],
  ["s3:prefix", "String", false, "The prefix that is listed."],
  ["s3:TlsVersion", "Numeric", false, "The version of TLS."],
  ["kms:ViaService", "String", false, "The service through which the key is used."],
  ["kms:EncryptionContextKeys", "String", true, "The keys of the encryption context."],
  ["sagemaker:VpcSubnets", "String", true, "The subnets in which the job runs."],
  ["sagemaker:InstanceTypes", "String", true, "The types of instance."],
  ["sts:ExternalId", "String", false, "The word that a third party was given."],
  ["ecr:ResourceTag/{TagKey}", "String", false, "A tag of the repository."],
];
const operators: Record<string, string[]> = {
  String: strings,
  ARN: arns,
  Bool: ["Bool", "Null"],
  IpAddress: ["IpAddress", "NotIpAddress", "Null"],
  Date: ["DateGreaterThan", "DateLessThan", "DateEquals", "Null"],
  Numeric: ["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals", "Null"],
};

const templates: TemplateView[] = [
  {
    id: "read-training-data",
    kind: "identity",
    group: "Statements",
    title: "Read training data",
    description: "Lists a bucket and reads its objects. Fill in the bucket.",
    statement: {
      Sid: "ReadTrainingData",
      Effect: "Allow",
      Action: ["s3:ListBucket", "s3:GetObject"],
      Resource: ["arn:aws:s3:::BUCKET", "arn:aws:s3:::BUCKET/*"],
    },
  },
  {
    id: "deny-without-mfa",
    kind: "identity",
    group: "Guards",
    title: "Deny without MFA",
    description: "Forbids deleting to whoever has not used MFA.",
    statement: {
      Sid: "DenyDeletingWithoutMfa",
      Effect: "Deny",
      Action: "s3:Delete*",
      Resource: "*",
      Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } },
    },
  },
  {
    id: "activity-endpoints",
    kind: "identity",
    group: "Activities of SageMaker's Role Manager",
    title: "Manage endpoints",
    description: "Makes, changes and deletes endpoints.",
    statement: [
      {
        Sid: "ManageEndpoints",
        Effect: "Allow",
        Action: ["sagemaker:CreateEndpoint", "sagemaker:DeleteEndpoint"],
        Resource: "arn:aws:sagemaker:us-east-1:111122223333:endpoint/*",
      },
      { Sid: "ListEndpoints", Effect: "Allow", Action: "sagemaker:ListEndpoints", Resource: "*" },
    ],
  },
  {
    id: "boundary-no-iam",
    kind: "boundary",
    group: "Statements",
    title: "No change of identities",
    description: "Denies every way to more rights through IAM.",
    statement: {
      Sid: "NoChangeOfIdentities",
      Effect: "Deny",
      Action: ["iam:Create*", "iam:Put*"],
      Resource: "*",
    },
  },
  {
    id: "trust-sagemaker",
    kind: "trust",
    group: "Statements",
    title: "Let SageMaker assume the role",
    description: "Only for this account. Fill in its number.",
    statement: {
      Sid: "SageMaker",
      Effect: "Allow",
      Principal: { Service: "sagemaker.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
    },
  },
].map(({ statement, ...template }) => ({ ...template, json: JSON.stringify(statement, null, 2) }));

/** Which of the few actions a pattern means, as far as a mock must know. */
export function actionsLike(pattern: string): ActionView[] {
  const like = new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, ".*")
      .replace(/\?/g, ".")}$`,
    "i",
  );
  return actions.filter(({ name }) => like.test(name));
}

const asked = (args: Record<string, unknown>) => [
  ...new Set((args.actions as string[]).flatMap(actionsLike).map(({ name }) => name)),
];
const serviceOf = (name: string) => name.split(":")[0] ?? "";

export const serviceName = (prefix: string): string =>
  services.find(([each]) => each === prefix)?.[1] ?? prefix;

/** The commands that the editor asks AWS's catalog with, by name. */
export const editorCatalog: Record<string, (args: Record<string, unknown>) => unknown> = {
  list_services: (): ServiceView[] =>
    services.map(([prefix, name]) => ({
      prefix,
      name,
      actions: actions.filter((action) => serviceOf(action.name) === prefix).length,
    })),
  list_actions: ({ service }): ActionView[] => actions.filter(({ name }) => serviceOf(name) === service),
  search_actions: ({ words }): ActionView[] => {
    const wanted = String(words)
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => word.replace(/s$/, ""));
    return actions.filter(({ name, description }) => {
      const text = `${name} ${description}`.toLowerCase();
      return wanted.every((word) => text.includes(word));
    });
  },
  resource_forms: (args): ResourceFormView[] => {
    const names = asked(args);
    return forms
      .map(([service, kind, pattern]) => ({
        service,
        kind,
        pattern: written(pattern),
        actions: actions
          .filter(
            ({ name, resourceTypes }) =>
              names.includes(name) && serviceOf(name) === service && resourceTypes.includes(kind),
          )
          .map(({ name }) => name),
      }))
      .filter((form) => form.actions.length > 0);
  },
  condition_keys: (args): ConditionKeyView[] => {
    const names = asked(args);
    return conditionKeys
      .map(([name, valueType, multiValued, description]) => ({
        name: written(name),
        valueType,
        multiValued,
        description,
        operators: operators[valueType] ?? strings,
        actions: name.startsWith("aws:")
          ? names
          : names.filter((action) => serviceOf(action) === serviceOf(name)),
      }))
      .filter((key) => key.name.startsWith("aws:") || key.actions.length > 0);
  },
  policy_templates: (): TemplateView[] => templates,
};

/** Undefined for commands that are not the catalog's. */
export const answerCatalog = (command: string, args: Record<string, unknown>) =>
  editorCatalog[command]?.(args);
