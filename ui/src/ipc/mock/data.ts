import type { BucketChange } from "../../bindings/BucketChange";
import type { BucketView } from "../../bindings/BucketView";
import type { JobView } from "../../bindings/JobView";
import type { Notice } from "../../bindings/Notice";
import type { PlanView } from "../../bindings/PlanView";
import type { RepositoryView } from "../../bindings/RepositoryView";
import type { TrailChange } from "../../bindings/TrailChange";
import type { TrailView } from "../../bindings/TrailView";
import { problem } from "./problem";

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const readAt = "2026-11-25T08:00:00Z";

const allow = (principal: unknown, actions: string[], resource?: string) =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        { Sid: "Share", Effect: "Allow", Principal: principal, Action: actions, Resource: resource },
      ],
    },
    null,
    2,
  );

const bucket = (part: Partial<BucketView> & Pick<BucketView, "name">): BucketView => ({
  region: "eu-west-1",
  created: "2026-05-04T09:30:00Z",
  policy: null,
  publicPolicy: null,
  encryption: { algorithm: "AES256", key: null, bucketKey: false },
  publicAccess: { blockAcls: true, ignoreAcls: true, blockPolicy: true, restrictBuckets: true },
  versioning: "never",
  logTarget: null,
  aclsOff: true,
  unread: [],
  unchangeable: null,
  ...part,
});

const repository = (part: Partial<RepositoryView> & Pick<RepositoryView, "name">): RepositoryView => ({
  arn: `arn:aws:ecr:eu-west-1:111122223333:repository/${part.name}`,
  uri: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${part.name}`,
  created: "2026-05-04T09:30:00Z",
  immutable: false,
  scanOnPush: false,
  kmsKey: null,
  policy: null,
  policyRead: true,
  openToStrangers: null,
  ...part,
});

const job = (part: Partial<JobView> & Pick<JobView, "kind" | "name">): JobView => ({
  id: part.name,
  arn: "",
  status: null,
  created: "2026-11-20T09:30:00Z",
  role: "MLTrainingRole",
  instanceType: null,
  instances: null,
  subnets: [],
  groups: [],
  networkIsolation: null,
  trafficEncryption: null,
  internetAccess: null,
  rootAccess: null,
  metadataVersion: null,
  authMode: null,
  volumeKey: null,
  outputKey: null,
  secretNames: [],
  models: [],
  captures: [],
  ...part,
});

const trail = (part: Partial<TrailView> & Pick<TrailView, "name">): TrailView => ({
  arn: `arn:aws:cloudtrail:eu-west-1:111122223333:trail/${part.name}`,
  home: "eu-west-1",
  bucket: "example-ml-logs",
  multiRegion: false,
  globalEvents: true,
  validation: false,
  kmsKey: null,
  logGroup: null,
  organization: false,
  logging: true,
  management: true,
  dataEvents: [],
  unchangeable: null,
  ...part,
});

export interface MockData {
  buckets: BucketView[];
  repositories: RepositoryView[];
  jobs: JobView[];
  trails: TrailView[];
}

export const seedData = (empty: boolean): MockData =>
  empty
    ? { buckets: [], repositories: [], jobs: [], trails: [] }
    : {
        buckets: [
          bucket({
            name: "example-churn-features",
            policy: allow("*", ["s3:*"], "arn:aws:s3:::example-churn-features/*").replace("Allow", "Deny"),
            publicPolicy: false,
            encryption: { algorithm: "aws:kms", key: KEY, bucketKey: true },
            versioning: "enabled",
            logTarget: "example-ml-logs/churn-features/",
          }),
          bucket({
            name: "example-fraud-scores",
            policy: allow("*", ["s3:GetObject"], "arn:aws:s3:::example-fraud-scores/exports/*"),
            publicPolicy: true,
            publicAccess: null,
            versioning: "suspended",
            aclsOff: false,
          }),
          bucket({
            name: "example-audit",
            region: "eu-central-1",
            encryption: null,
            unread: ["encryption"],
            unchangeable:
              "The bucket example-audit is in eu-central-1. The account is open in eu-west-1, and changed there alone.",
          }),
        ],
        repositories: [
          repository({ name: "churn/training", immutable: true, scanOnPush: true, kmsKey: KEY }),
          repository({
            name: "fraud/scoring",
            policy: allow("*", ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]),
            openToStrangers: true,
          }),
        ],
        jobs: [
          job({
            kind: "domain",
            name: "ml-platform",
            id: "d-0a11ce000001",
            status: "InService",
            subnets: ["subnet-a"],
            internetAccess: true,
            authMode: "IAM",
          }),
          job({
            kind: "notebook",
            name: "recommender-poc",
            status: "Stopped",
            internetAccess: true,
            rootAccess: true,
            metadataVersion: "1",
          }),
          job({
            kind: "trainingJob",
            name: "churn-weekly-107",
            status: "Completed",
            instanceType: "ml.m5.xlarge",
            instances: 2,
            subnets: ["subnet-a", "subnet-b"],
            groups: ["sg-training"],
            networkIsolation: true,
            trafficEncryption: true,
            volumeKey: KEY,
            outputKey: KEY,
          }),
          job({
            kind: "trainingJob",
            name: "fraud-graph-2",
            status: "Completed",
            instances: 4,
            networkIsolation: false,
            trafficEncryption: false,
            secretNames: ["WAREHOUSE_PASSWORD"],
          }),
          job({
            kind: "model",
            name: "churn-107",
            subnets: ["subnet-a", "subnet-b"],
            networkIsolation: true,
          }),
          job({
            kind: "endpointConfig",
            name: "churn-107",
            role: null,
            volumeKey: KEY,
            models: ["churn-107"],
          }),
        ],
        trails: [
          trail({ name: "audit-2025", logging: false }),
          trail({
            name: "ml-account",
            multiRegion: true,
            validation: true,
            dataEvents: [{ kind: "AWS::S3::Object", values: ["arn:aws:s3:::example-churn-features/"] }],
          }),
        ],
      };

const notices: Notice[] = [
  {
    level: "warning",
    code: "AccessDenied",
    title: "The default encryption of the bucket example-audit could not be read",
    message: "The permission s3:GetEncryptionConfiguration is missing. AWS says: Access Denied",
  },
];

interface Answer {
  result: unknown;
  plan?: PlanView;
  done?: () => void;
}

/** What the mocked account answers about what workloads use; nothing for other commands. */
export function answerData(
  data: MockData,
  command: string,
  args: Record<string, unknown>,
  base: Pick<PlanView, "id" | "accountId">,
): Answer | undefined {
  const name = String(args.name ?? "");
  const one = <T extends { name: string }>(list: T[], what: string): T => {
    const found = list.find((each) => each.name === name);
    if (!found) throw problem("NO_SUCH_THING", `There is no ${what} ${name}.`);
    return found;
  };
  const plan = (title: string, action: string, words: string, done: () => void): Answer => {
    const step = {
      number: 1,
      action,
      words,
      cli: `aws ${action.replace(":", " ")}`,
      undoWords: null,
      undoCli: null,
    };
    const made: PlanView = { ...base, title, steps: [step], consequences: [], documents: [] };
    return { result: made, plan: made, done };
  };
  switch (command) {
    case "list_buckets":
      return { result: { buckets: data.buckets, notices: data.buckets.length > 0 ? notices : [], readAt } };
    case "get_bucket":
      return { result: one(data.buckets, "bucket") };
    case "plan_bucket_change": {
      const found = one(data.buckets, "bucket");
      const change = args.change as BucketChange;
      switch (change.is) {
        case "blockPublicAccess":
          return plan(
            `Change the public access to ${name}`,
            "s3:PutBucketPublicAccessBlock",
            `Block all public access to the bucket ${name}.`,
            () => {
              found.publicAccess = {
                blockAcls: true,
                ignoreAcls: true,
                blockPolicy: true,
                restrictBuckets: true,
              };
            },
          );
        case "encryption":
          return plan(
            `Change the encryption of ${name}`,
            "s3:PutEncryptionConfiguration",
            `Encrypt new objects of the bucket ${name} with the KMS key ${change.key}.`,
            () => {
              found.encryption = { algorithm: "aws:kms", key: change.key, bucketKey: change.bucketKey };
            },
          );
        case "versioning":
          return plan(
            `Change the versioning of ${name}`,
            "s3:PutBucketVersioning",
            `Keep earlier versions of the objects of the bucket ${name}.`,
            () => {
              found.versioning = change.enabled ? "enabled" : "suspended";
            },
          );
        case "removePolicy":
          return plan(
            `Change the policy of ${name}`,
            "s3:DeleteBucketPolicy",
            `Remove the policy of the bucket ${name}.`,
            () => {
              found.policy = null;
            },
          );
      }
      return undefined;
    }
    case "list_repositories":
      return { result: { repositories: data.repositories, notices: [], readAt } };
    case "get_repository":
      return { result: one(data.repositories, "repository") };
    case "list_jobs":
      return {
        result: { jobs: data.jobs, more: data.jobs.length > 0 ? ["trainingJob"] : [], notices: [], readAt },
      };
    case "plan_notebook_root": {
      const found = one(data.jobs, "notebook instance");
      return plan(
        `Change the root access of ${name}`,
        "sagemaker:UpdateNotebookInstance",
        `Let nobody be root on the notebook instance ${name}.`,
        () => {
          found.rootAccess = args.rootAccess === true;
        },
      );
    }
    case "list_trails":
      return { result: { trails: data.trails, notices: [], readAt } };
    case "plan_trail_change": {
      const found = data.trails.find(({ arn }) => arn === args.arn);
      if (!found) throw problem("NO_SUCH_THING", "There is no such trail.");
      const change = args.change as TrailChange;
      return plan(`Change the trail ${found.name}`, "cloudtrail:UpdateTrail", `Change ${found.name}.`, () => {
        if (change.is === "logging") found.logging = change.on;
        if (change.is === "settings") {
          found.multiRegion = change.multiRegion;
          found.validation = change.validation;
        }
        if (change.is === "logObjects")
          found.dataEvents = [{ kind: "AWS::S3::Object", values: [`arn:aws:s3:::${change.bucket}/`] }];
      });
    }
    default:
      return undefined;
  }
}
