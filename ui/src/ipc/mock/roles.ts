import type { PolicyView } from "../../bindings/PolicyView";
import type { RoleSummary } from "../../bindings/RoleSummary";
import type { RoleView } from "../../bindings/RoleView";
import { documents } from "./documents";

export const ACCOUNT_ID = "111122223333";

const DAY = 24 * 60 * 60 * 1000;
export const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

type Seed = Partial<RoleView> & { name: string; trustText: string };

function managed(
  name: string,
  awsManaged = true,
  document: string | null = documents.readOnlyLogs,
): PolicyView {
  const owner = awsManaged ? "aws" : ACCOUNT_ID;
  return { name, arn: `arn:aws:iam::${owner}:policy/${name}`, awsManaged, document, size: counted(document) };
}

const inline = (name: string, document: string): PolicyView => ({
  name,
  arn: null,
  awsManaged: false,
  document,
  size: counted(document),
});

/** Characters as IAM counts them, near enough for a mock. */
const counted = (document: string | null) => document?.replace(/\s/g, "").length ?? null;

export function makeRole(seed: Seed): RoleView {
  const { trustText, ...rest } = seed;
  const permissions = seed.permissions ?? [];
  const path = seed.path ?? "/";
  const created = seed.created ?? daysAgo(200);
  const newest = [created, seed.lastUsed?.at ?? created].map((time) => Date.parse(time));
  const old = Date.now() - 90 * 24 * 3600 * 1000;
  return {
    id: `AROAMOCK${seed.name.replace(/\W/g, "").toUpperCase().slice(0, 12).padEnd(13, "7")}`,
    arn: `arn:aws:iam::${ACCOUNT_ID}:role${path}${seed.name}`,
    path,
    description: "",
    created,
    lastUsed: null,
    trusted: ["sagemaker.amazonaws.com"],
    forSageMaker: (seed.trusted ?? ["sagemaker.amazonaws.com"]).includes("sagemaker.amazonaws.com"),
    serviceLinked: false,
    unused: !seed.serviceLinked && newest.every((time) => time < old),
    tags: [],
    maxSessionDuration: 3600,
    permissions,
    boundary: seed.boundaryPolicy?.name ?? null,
    boundaryPolicy: null,
    instanceProfiles: [],
    notices: [],
    inlineCount: permissions.filter((policy) => policy.arn === null).length,
    attached: permissions.filter((policy) => policy.arn !== null).map((policy) => policy.name),
    trust: {
      name: "Trust policy",
      arn: null,
      awsManaged: false,
      document: trustText,
      size: counted(trustText),
    },
    ...rest,
  };
}

export function seedRoles(): RoleView[] {
  return [
    makeRole({
      name: "MLTrainingRole",
      description: "Training jobs of the churn team",
      created: daysAgo(410),
      lastUsed: { at: daysAgo(2), region: "us-east-1" },
      trustText: documents.openTrust,
      permissions: [inline("MLTrainingPolicy", documents.wideTraining)],
      tags: [
        { key: "team", value: "churn" },
        { key: "environment", value: "development" },
      ],
    }),
    makeRole({
      name: "sagemaker-endpoint-fraud",
      description: "Serves the fraud model",
      created: daysAgo(96),
      lastUsed: { at: daysAgo(0.1), region: "us-east-1" },
      trustText: documents.guardedTrust,
      permissions: [
        inline("fraud-endpoint", documents.endpoint),
        managed("AmazonEC2ContainerRegistryReadOnly"),
      ],
      boundaryPolicy: managed("ml-boundary", false, documents.boundary),
      tags: [{ key: "team", value: "fraud" }],
    }),
    makeRole({
      name: "AmazonSageMaker-ExecutionRole-20240611T101512",
      path: "/service-role/",
      description: "SageMaker execution role created from the SageMaker console.",
      created: daysAgo(520),
      lastUsed: { at: daysAgo(131), region: "us-east-1" },
      trustText: documents.openTrust,
      permissions: [managed("AmazonSageMakerFullAccess", true, documents.fullAccess)],
    }),
    makeRole({
      name: "notebook-admin",
      description: "",
      created: daysAgo(300),
      lastUsed: { at: daysAgo(34), region: "eu-central-1" },
      trustText: documents.openTrust,
      permissions: [managed("AdministratorAccess", true, documents.admin)],
      tags: [{ key: "owner", value: "unknown" }],
    }),
    makeRole({
      name: "feature-pipeline",
      description: "Builds the feature tables each night",
      created: daysAgo(61),
      lastUsed: { at: daysAgo(1), region: "us-east-1" },
      trusted: ["glue.amazonaws.com", "sagemaker.amazonaws.com"],
      trustText: documents.glueTrust,
      permissions: [inline("feature-tables", documents.features), managed("AWSGlueServiceRole")],
      tags: [{ key: "team", value: "platform" }],
    }),
    makeRole({
      name: "partner-labelling",
      description: "Lets the labelling company fetch images",
      created: daysAgo(700),
      trusted: ["444455556666"],
      forSageMaker: false,
      trustText: documents.partnerTrust,
      permissions: [inline("read-images", documents.readImages)],
      maxSessionDuration: 43200,
    }),
    makeRole({
      name: "ec2-gpu-bench",
      description: "GPU bench machines",
      created: daysAgo(250),
      lastUsed: { at: daysAgo(180), region: "us-west-2" },
      trusted: ["ec2.amazonaws.com"],
      forSageMaker: false,
      trustText: documents.ec2Trust,
      permissions: [managed("AmazonSSMManagedInstanceCore")],
      instanceProfiles: ["ec2-gpu-bench"],
    }),
    makeRole({
      name: "AWSServiceRoleForAmazonSageMakerNotebooks",
      path: "/aws-service-role/sagemaker.amazonaws.com/",
      description: "Lets SageMaker manage Studio on your behalf",
      created: daysAgo(520),
      lastUsed: { at: daysAgo(5), region: "us-east-1" },
      trustText: documents.openTrust,
      permissions: [managed("AmazonSageMakerNotebooksServiceRolePolicy")],
      serviceLinked: true,
    }),
  ].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}

export function summaryOf(role: RoleView): RoleSummary {
  const { name, arn, path, description, created, lastUsed, trusted, forSageMaker } = role;
  const { inlineCount, attached, boundary, serviceLinked, unused, tags } = role;
  return {
    ...{ name, arn, path, description, created, lastUsed, trusted, forSageMaker },
    ...{ inlineCount, attached, boundary, serviceLinked, unused, tags },
  };
}

/** So many roles, each like one of the others: what a large account looks like. */
export function manyRoles(count: number): RoleView[] {
  const patterns = seedRoles();
  return Array.from({ length: count }, (_, at) => {
    const pattern = patterns[at % patterns.length] as RoleView;
    const name = `team-${String(at % 250).padStart(3, "0")}-training-${String(at).padStart(4, "0")}`;
    const team = { key: "team", value: `team-${at % 250}` };
    return { ...pattern, name, arn: `${pattern.arn}-${at}`, tags: [team], description: `Trains model ${at}` };
  });
}
