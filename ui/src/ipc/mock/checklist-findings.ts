import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { EvidenceView } from "../../bindings/EvidenceView";
import type { FindingRow } from "../../bindings/FindingRow";
import type { Notice } from "../../bindings/Notice";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import { mockChecks } from "./checklist-checks";
import { ACCOUNT_ID } from "./roles";

/** A finding as the mocked account keeps it; its check is looked up. */
export type MockFinding = Omit<CheckFindingView, "check">;

const ARN: Record<string, (name: string) => string> = {
  role: (name) => `arn:aws:iam::${ACCOUNT_ID}:role/${name}`,
  key: (name) => `arn:aws:kms:us-east-1:${ACCOUNT_ID}:${name}`,
  bucket: (name) => `arn:aws:s3:::${name}`,
  secret: (name) => `arn:aws:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:${name}-a1B2c3`,
  trail: (name) => `arn:aws:cloudtrail:us-east-1:${ACCOUNT_ID}:trail/${name}`,
};

const PLACE: Record<string, (name: string) => string[]> = {
  role: (name) => ["roles", name],
  key: (name) => ["keys", name],
  secret: (name) => ["secrets", name],
  "security group": () => ["network"],
  VPC: () => ["network"],
};

const usedBy = (name: string) =>
  name === "MLTrainingRole" || /churn/.test(name)
    ? ["MLTrainingRole"]
    : /fraud/.test(name)
      ? ["sagemaker-endpoint-fraud"]
      : [];

interface More extends Partial<Omit<MockFinding, "row">> {
  state?: FindingRow["state"];
  severity?: FindingRow["severity"];
  new?: true;
}

export function makeFinding(check: string, thing: string, words: string, more: More = {}): MockFinding {
  const { state = "failed", severity, new: isNew = false, ...whole } = more;
  const [kind = "", name = ""] = thing.split(": ");
  const about = mockChecks.find(({ id }) => id === check);
  const id =
    ARN[kind]?.(name) ?? `arn:aws:sagemaker:us-east-1:${ACCOUNT_ID}:${kind.replaceAll(" ", "-")}/${name}`;
  return {
    row: {
      key: `${check}/${id}`,
      check,
      practice: about?.practice ?? "leastPrivilege",
      severity: severity ?? about?.severity ?? "low",
      state,
      kind,
      name,
      words,
      workloads: usedBy(name),
      new: isNew,
      noted: Boolean(whole.note),
    },
    id,
    place: PLACE[kind]?.(name) ?? ["data"],
    evidence: [],
    witnesses: [],
    missing: [],
    acceptance: null,
    note: null,
    fixable: false,
    ...whole,
  };
}

const field = (title: string, text: string): EvidenceView[] => [{ title, text, line: null, target: null }];
const line = (title: string, text: string, at: number, target: PolicyTarget): EvidenceView[] => [
  { title, text, line: at, target },
];
const missing = (what: string, action: string): Notice[] => [
  {
    level: "warning",
    code: "UNREAD",
    title: `${what} could not be read`,
    message: `${action} is missing. Ask whoever looks after your rights for it, then check again.`,
  },
];
const trust = (role: string): PolicyTarget => ({ is: "trust", role });

const openTrust = (role: string): More => ({
  evidence: line("Trust policy", '"Principal": { "Service": "sagemaker.amazonaws.com" }', 6, trust(role)),
  witnesses: ["SageMaker, working for somebody in another account, could assume the role."],
  fixable: true,
});

const holds = (check: string, thing: string, words: string) =>
  makeFinding(check, thing, words, { state: "passed" });

const passed: MockFinding[] = [
  ...["MLTrainingRole", "sagemaker-endpoint-fraud", "feature-pipeline"].flatMap((name) => [
    holds("LP-01", `role: ${name}`, "No statement allows everything on everything."),
    holds("LP-02", `role: ${name}`, "It is no administrator."),
    holds("LP-07", `role: ${name}`, "No way to more rights is known."),
  ]),
  holds("LP-09", "role: sagemaker-endpoint-fraud", "SageMaker may use it for this account alone."),
  holds("EN-01", "notebook instance: churn-exploration", "Its volume has the key alias/notebook-volume."),
  holds("EN-02", "training job: churn-weekly-107", "Its volumes have the key alias/churn."),
  holds("EN-03", "training job: churn-weekly-107", "Its model is written under the key alias/churn."),
  holds("EN-06", "endpoint configuration: churn-107", "Its volume has the key alias/churn."),
  holds("EN-10", "training job: churn-weekly-107", "Its instances encrypt what they say to each other."),
  holds("EN-12", "key: alias/churn", "Its policy names principals of this account alone."),
  holds("EN-15", "key: alias/churn", "It rotates each year."),
  holds("VP-01", "training job: churn-weekly-107", "It runs in the VPC ml-workloads."),
  holds("VP-03", "training job: churn-weekly-107", "Its containers have no network."),
  holds("VP-04", "notebook instance: churn-exploration", "It goes through the VPC alone."),
  holds("VP-10", "security group: ml-training", "It lets itself in alone."),
  holds("SE-01", "training job: churn-weekly-107", "Nothing in it looks like a secret."),
  holds("SE-02", "secret: churn/warehouse", "It rotates every 30 days."),
  holds("CT-01", "trail: ml-account", "It logs, in all Regions."),
  holds("CT-03", "trail: ml-account", "It signs its files."),
  holds("CT-06", "bucket: example-churn-features", "The trail ml-account logs who reads it."),
  holds("BK-01", "bucket: example-churn-features", "Public access is blocked, all four settings."),
  holds("BK-02", "bucket: example-churn-features", "Neither policy nor ACL lets everybody in."),
  holds("BK-04", "bucket: example-churn-features", "It encrypts with the key alias/churn."),
  makeFinding("VP-03", "training job: churn-distributed-4", "Its containers talk to each other.", {
    state: "notApplicable",
  }),
];

/** What failed, was accepted or could not be answered, over all practices. */
export const seedFindings = (): MockFinding[] => [
  makeFinding(
    "LP-07",
    "role: notebook-admin",
    "The role notebook-admin can give itself any right: it may write policies of every role.",
    {
      evidence: line("AdministratorAccess", '"Action": "*", "Resource": "*"', 6, {
        is: "managed",
        arn: "arn:aws:iam::aws:policy/AdministratorAccess",
      }),
      witnesses: [
        "Whoever opens the notebook could call iam:PutRolePolicy on MLTrainingRole and read every bucket of the account.",
      ],
    },
  ),
  makeFinding("LP-02", "role: notebook-admin", "The execution role notebook-admin is an administrator.", {
    evidence: field("Attached policy", "AdministratorAccess"),
    witnesses: [
      "A library that somebody installs into the notebook could delete every bucket of the account.",
    ],
    fixable: true,
  }),
  makeFinding("LP-01", "role: notebook-admin", "The role notebook-admin may do everything to everything."),
  makeFinding(
    "LP-05",
    "role: MLTrainingRole",
    "The role MLTrainingRole may pass every role of the account.",
    {
      new: true,
      evidence: line("MLTrainingPolicy", '"Action": "iam:PassRole", "Resource": "*"', 12, {
        is: "inline",
        role: "MLTrainingRole",
        policy: "MLTrainingPolicy",
      }),
      witnesses: [
        "A training job running as MLTrainingRole could start a notebook as notebook-admin, and be an administrator.",
      ],
      fixable: true,
      note: "Asked the churn team on Monday: they pass only their own role.",
    },
  ),
  makeFinding("LP-06", "role: MLTrainingRole", "The role MLTrainingRole may pass roles to every service.", {
    new: true,
    fixable: true,
  }),
  makeFinding(
    "LP-09",
    "role: MLTrainingRole",
    "The trust policy of MLTrainingRole does not say for which account SageMaker may use it.",
    openTrust("MLTrainingRole"),
  ),
  makeFinding(
    "LP-09",
    "role: notebook-admin",
    "The trust policy of notebook-admin does not say for which account SageMaker may use it.",
    openTrust("notebook-admin"),
  ),
  makeFinding(
    "LP-03",
    "role: AmazonSageMaker-ExecutionRole-20240611T101512",
    "The execution role AmazonSageMaker-ExecutionRole-20240611T101512 uses AmazonSageMakerFullAccess.",
    {
      evidence: field("Attached policy", "AmazonSageMakerFullAccess"),
    },
  ),
  makeFinding("LP-10", "role: feature-pipeline", "The role feature-pipeline reads objects of every bucket.", {
    state: "accepted",
    acceptance: {
      reason: "The bucket is named per customer; narrowed with the next release.",
      owner: "ana@example.com",
      expires: "2027-01-31",
    },
  }),
  makeFinding(
    "LP-16",
    "notebook instance: recommender-poc",
    "Everybody who uses the notebook instance recommender-poc is root on it.",
    {
      evidence: field("RootAccess", "Enabled"),
      fixable: true,
    },
  ),
  makeFinding("LP-19", "role: ec2-gpu-bench", "Nobody has used the role ec2-gpu-bench for 180 days."),
  makeFinding(
    "LP-19",
    "role: AmazonSageMaker-ExecutionRole-20240611T101512",
    "Nobody has used the role AmazonSageMaker-ExecutionRole-20240611T101512 for 131 days.",
  ),
  makeFinding(
    "EN-12",
    "key: alias/fraud-scores",
    "The key alias/fraud-scores is everybody's: its policy allows any principal to decrypt.",
    {
      new: true,
      evidence: line("Key policy", '"Principal": "*", "Action": "kms:Decrypt"', 9, {
        is: "key",
        key: "alias/fraud-scores",
      }),
      witnesses: ["Anybody with an AWS account could decrypt a fraud score that they got hold of."],
      fixable: true,
    },
  ),
  makeFinding(
    "EN-16",
    "key: alias/old-models",
    "The key alias/old-models is deleted in 6 days, and two training jobs still name it.",
  ),
  makeFinding(
    "EN-01",
    "notebook instance: recommender-poc",
    "The notebook instance recommender-poc has no key of the account.",
    {
      evidence: field("KmsKeyId", "not set"),
      fixable: true,
    },
  ),
  makeFinding(
    "EN-02",
    "training job: fraud-graph-2",
    "The volumes of the training job fraud-graph-2 have no key of the account.",
    {
      evidence: field("ResourceConfig.VolumeKmsKeyId", "not set"),
      fixable: true,
    },
  ),
  makeFinding(
    "EN-03",
    "training job: fraud-graph-2",
    "The training job fraud-graph-2 writes its model under S3's own keys.",
    {
      evidence: field("OutputDataConfig.KmsKeyId", "not set"),
      fixable: true,
    },
  ),
  makeFinding(
    "EN-06",
    "endpoint configuration: fraud-scoring-3",
    "The endpoint configuration fraud-scoring-3 has no key of the account.",
  ),
  makeFinding(
    "EN-10",
    "training job: fraud-graph-2",
    "The 4 instances of the training job fraud-graph-2 talk in the clear.",
  ),
  makeFinding("EN-15", "key: alias/notebook-volume", "The key alias/notebook-volume does not rotate.", {
    evidence: field("KeyRotationEnabled", "false"),
    fixable: true,
  }),
  makeFinding(
    "EN-15",
    "key: alias/legacy",
    "Whether the key alias/legacy rotates is not known: kms:GetKeyRotationStatus is missing.",
    {
      state: "unanswered",
      missing: missing("The rotation of alias/legacy", "kms:GetKeyRotationStatus"),
    },
  ),
  makeFinding(
    "VP-01",
    "training job: fraud-graph-2",
    "The training job fraud-graph-2 runs in no VPC of the account.",
  ),
  makeFinding(
    "VP-03",
    "training job: fraud-graph-2",
    "The containers of fraud-graph-2 call nothing, and have a network all the same.",
  ),
  makeFinding(
    "VP-04",
    "notebook instance: recommender-poc",
    "The notebook instance recommender-poc goes to the internet past the VPC.",
    {
      evidence: field("DirectInternetAccess", "Enabled"),
      witnesses: [
        "Code in the notebook could send training data to any address, and no security group would see it.",
      ],
      fixable: true,
    },
  ),
  makeFinding(
    "VP-05",
    "domain: ml-platform",
    "Studio of the domain ml-platform goes to the internet past the VPC.",
  ),
  makeFinding(
    "VP-06",
    "VPC: ml-workloads",
    "Two subnets of the VPC ml-workloads have no route to an S3 endpoint.",
    {
      state: "accepted",
      acceptance: {
        reason: "Both subnets are empty and will be deleted in December.",
        owner: "network@example.com",
        expires: "2026-12-31",
      },
    },
  ),
  makeFinding(
    "VP-07",
    "VPC: ml-workloads",
    "Whether the endpoints of the VPC ml-workloads answer is not known: ec2:DescribeVpcEndpoints is missing.",
    {
      state: "unanswered",
      missing: missing("The endpoints of ml-workloads", "ec2:DescribeVpcEndpoints"),
    },
  ),
  makeFinding(
    "VP-10",
    "security group: ml-bench",
    "The security group ml-bench lets everybody in on port 22.",
    {
      severity: "critical",
      evidence: field("Ingress", "tcp 22 from 0.0.0.0/0"),
      fixable: true,
    },
  ),
  makeFinding(
    "SE-01",
    "training job: fraud-graph-2",
    "The training job fraud-graph-2 holds a secret in the clear: WAREHOUSE_PASSWORD.",
    {
      evidence: field("Environment", "WAREHOUSE_PASSWORD (its value is not shown)"),
      witnesses: ["Whoever may call sagemaker:DescribeTrainingJob could sign in to the warehouse."],
      fixable: true,
    },
  ),
  makeFinding(
    "SE-02",
    "secret: fraud/transactions-api",
    "The secret fraud/transactions-api does not rotate.",
  ),
  makeFinding("SE-02", "secret: recommender-poc-db", "The secret recommender-poc-db does not rotate.", {
    state: "accepted",
    acceptance: { reason: "It is deleted in a week.", owner: "ana@example.com", expires: "2026-12-05" },
  }),
  makeFinding(
    "SE-06",
    "secret: churn/warehouse",
    "The secret churn/warehouse lets account 444455556666 read it, which was not declared.",
    {
      evidence: line("Resource policy", '"AWS": "arn:aws:iam::444455556666:role/partner"', 7, {
        is: "secret",
        arn: ARN.secret?.("churn/warehouse") ?? "",
      }),
      witnesses: ["The role partner of account 444455556666 could read the warehouse's password."],
    },
  ),
  makeFinding(
    "CT-01",
    "trail: audit-2025",
    "The trail audit-2025 does not log, and covers one Region alone.",
    { fixable: true },
  ),
  makeFinding("CT-03", "trail: audit-2025", "The trail audit-2025 does not sign its files.", {
    fixable: true,
  }),
  makeFinding(
    "CT-06",
    "bucket: example-fraud-scores",
    "No trail logs who reads the bucket example-fraud-scores.",
    { new: true, fixable: true },
  ),
  makeFinding(
    "BK-02",
    "bucket: example-fraud-scores",
    "The bucket example-fraud-scores is public: everybody may read exports/.",
    {
      evidence: line("Bucket policy", '"Principal": "*", "Action": "s3:GetObject"', 7, {
        is: "bucket",
        name: "example-fraud-scores",
      }),
      witnesses: ["Anybody on the internet could read every score in exports/, without signing in."],
      fixable: true,
    },
  ),
  makeFinding(
    "BK-01",
    "bucket: example-fraud-scores",
    "Public access to the bucket example-fraud-scores is not blocked.",
    {
      evidence: field("PublicAccessBlockConfiguration", "not set"),
      witnesses: ["One wrong policy would make the bucket public, and nothing would refuse it."],
      fixable: true,
    },
  ),
  makeFinding(
    "BK-03",
    "bucket: example-fraud-scores",
    "The bucket example-fraud-scores takes requests in the clear.",
    { fixable: true },
  ),
  makeFinding(
    "BK-03",
    "bucket: example-churn-features",
    "The bucket example-churn-features takes requests in the clear.",
    { fixable: true },
  ),
  makeFinding(
    "BK-04",
    "bucket: example-fraud-scores",
    "The bucket example-fraud-scores encrypts with S3's own keys.",
  ),
  makeFinding(
    "BK-04",
    "bucket: example-audit",
    "How the bucket example-audit encrypts is not known: s3:GetEncryptionConfiguration is missing.",
    {
      state: "unanswered",
      missing: missing("The encryption of example-audit", "s3:GetEncryptionConfiguration"),
    },
  ),
  ...passed,
];
