import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainView } from "../../bindings/ChainView";
import type { LessonRow } from "../../bindings/LessonRow";
import type { LinkState } from "../../bindings/LinkState";
import type { ReadingView } from "../../bindings/ReadingView";
import type { RoleView } from "../../bindings/RoleView";
import { ACCOUNT_ID } from "./roles";

/** The role that the lessons work on. */
export const LESSON_ROLE = "MLTrainingRole";

export interface MockTask {
  id: string;
  title: string;
  text: string;
  screen: string;
  hotspot: string | null;
  /** What is still missing; null: it is done. */
  lacks: (roles: readonly RoleView[]) => string | null;
}

export interface MockLesson {
  row: Omit<LessonRow, "tasks" | "done" | "finished">;
  exam: string[];
  sources: string[];
  readings: ReadingView[];
  tasks: MockTask[];
  demonstration: { title: string; text: string; broken: string; mended: string; error: string } | null;
}

const reading = (heading: string, text: string, more: Partial<ReadingView> = {}): ReadingView => ({
  heading,
  text,
  policy: null,
  chain: false,
  ...more,
});

const trustOf = (condition?: object) =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "SageMakerAssumes",
          Effect: "Allow",
          Principal: { Service: "sagemaker.amazonaws.com" },
          Action: "sts:AssumeRole",
          ...(condition ? { Condition: condition } : {}),
        },
      ],
    },
    null,
    2,
  );

const roleNamed = (roles: readonly RoleView[], name: string) => roles.find((role) => role.name === name);

/** A chain with as little in it as a lesson needs. */
export function lessonChain(trust: LinkState): ChainView {
  const role = `arn:aws:iam::${ACCOUNT_ID}:role/${LESSON_ROLE}`;
  const bucket = "churn-data";
  const link = (
    from: string,
    to: string,
    title: string,
    action: string,
    resource: string,
    state: LinkState = "holds",
  ): ChainLinkView => ({
    id: `${from}>${to}:${title}`,
    from,
    to,
    title,
    state,
    reasons: state === "broken" ? ["The trust policy names another service than SageMaker."] : [],
    requests: [
      {
        action,
        resource,
        state,
        words: state === "broken" ? "Refused: nothing allows it." : "Allowed: a statement allows it.",
      },
    ],
    fixes: [],
  });
  return {
    nodes: [
      { id: "caller", kind: "caller", title: "student", detail: "The one who starts the job", column: 0 },
      {
        id: "sagemaker",
        kind: "sageMaker",
        title: "SageMaker",
        detail: "sagemaker.amazonaws.com",
        column: 1,
      },
      { id: "role", kind: "role", title: LESSON_ROLE, detail: "What the job runs as", column: 2 },
      { id: "bucket", kind: "bucket", title: bucket, detail: "Where the data is", column: 3 },
    ],
    links: [
      link("caller", "sagemaker", "starts a job", "sagemaker:CreateTrainingJob", "*"),
      link("caller", "role", "passes the role", "iam:PassRole", role),
      link("sagemaker", "role", "assumes the role", "sts:AssumeRole", role, trust),
      link("role", "bucket", "reads objects", "s3:GetObject", `arn:aws:s3:::${bucket}/*`),
    ],
  };
}

export const TRUST_LINK = "sagemaker>role:assumes the role";

const full: MockLesson[] = [
  {
    row: {
      id: "two-principals",
      number: 1,
      title: "Two principals: who starts a job, and what it runs as",
      summary:
        "The person who starts a job and the role that the job runs as are two, and each has rights of its own.",
      minutes: 12,
      first: true,
      legacy: false,
    },
    exam: ["MLA-C01 4.3"],
    sources: ["https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html"],
    readings: [
      reading(
        "One job, two identities",
        "When you call `CreateTrainingJob`, two principals are at work. **You** need the right to call SageMaker, and the right to hand a role over. **The execution role** needs the rights for all that the job does: read the data, write the model, pull the image, write logs.\n\nA job that cannot read its bucket is not mended by giving **you** more rights. It runs as the role.",
      ),
      reading(
        "The chain",
        "Read a job from left to right: the caller starts it and passes the role, SageMaker assumes the role, and the role reads and writes. Each arrow is a request of its own, judged by policies of its own. One that is refused stops the job.",
        { chain: true },
      ),
    ],
    tasks: [
      {
        id: "create",
        title: "Make an execution role",
        text: "Make a role for a nightly training job and call it `churn-nightly`. Let it read the bucket `churn-data` and write to `churn-models`.",
        screen: "/workload",
        hotspot: "create-role",
        lacks: (roles) =>
          roleNamed(roles, "churn-nightly") ? null : "There is no role of the name that the task gives.",
      },
    ],
    demonstration: null,
  },
  {
    row: {
      id: "trust",
      number: 2,
      title: "Trust: who may become a role",
      summary:
        "The trust policy says who may assume a role; everything else about the role comes after that.",
      minutes: 15,
      first: true,
      legacy: false,
    },
    exam: ["MLA-C01 4.3"],
    sources: [
      "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    ],
    readings: [
      reading(
        "A policy of who, not of what",
        "Every role has exactly one **trust policy**. It names principals and the action `sts:AssumeRole`. It says nothing about buckets or keys.\n\nAn execution role names a service: `sagemaker.amazonaws.com`. Without it SageMaker cannot become the role, and the job fails before a line of your code runs.",
        { policy: { kind: "trust", text: trustOf() } },
      ),
      reading(
        "The confused deputy",
        "SageMaker works for many accounts. Someone elsewhere may ask it to use **your** role, if they learn its ARN. The condition key `aws:SourceAccount` says on whose behalf it may come.\n\nSageMaker sends the key with its request, so the condition costs nothing.",
        {
          policy: {
            kind: "trust",
            text: trustOf({ StringEquals: { "aws:SourceAccount": ACCOUNT_ID } }),
          },
        },
      ),
      reading(
        "Where it stands in the chain",
        "The link from SageMaker to the role is judged by the trust policy alone. No permission of the role can mend it, for the role is not there yet.",
        { chain: true },
      ),
    ],
    tasks: [
      {
        id: "source-account",
        title: "Say on whose behalf",
        text: `Let SageMaker assume \`${LESSON_ROLE}\` only on behalf of this account, \`${ACCOUNT_ID}\`.`,
        screen: `/roles/${LESSON_ROLE}?tab=trust`,
        hotspot: "trust-policy",
        lacks: (roles) =>
          roleNamed(roles, LESSON_ROLE)?.trust.document?.includes("aws:SourceAccount")
            ? null
            : "SageMaker may still come on behalf of any account.",
      },
      {
        id: "no-foreigner",
        title: "Close a door that nobody uses",
        text: "The role `partner-labelling` lets another account in without an external id. The labelling is over: delete the role.",
        screen: "/roles/partner-labelling",
        hotspot: null,
        lacks: (roles) => (roleNamed(roles, "partner-labelling") ? "The role is still there." : null),
      },
    ],
    demonstration: {
      title: "A job that never begins",
      text: "The same training job, before you mended the trust policy and as the account is now.",
      broken: "SageMaker asks to become the role and is refused, so the job fails at once.",
      mended: "SageMaker becomes the role, and the job goes on to its data.",
      error: `ValidationException: Could not assume role arn:aws:iam::${ACCOUNT_ID}:role/${LESSON_ROLE}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
    },
  },
  {
    row: {
      id: "keys",
      number: 7,
      title: "Keys: encryption at rest with KMS",
      summary: "A key policy decides first; without it no IAM policy opens a key.",
      minutes: 18,
      first: true,
      legacy: false,
    },
    exam: ["MLA-C01 4.3"],
    sources: ["https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html"],
    readings: [
      reading(
        "The key policy comes first",
        "A KMS key has exactly one **key policy**. Unlike a bucket policy it is never optional: where it does not hand the decision to the account, an IAM policy that allows `kms:*` opens nothing.",
        {
          policy: {
            kind: "key",
            text: JSON.stringify(
              {
                Version: "2012-10-17",
                Statement: [
                  {
                    Sid: "AccountDecides",
                    Effect: "Allow",
                    Principal: { AWS: `arn:aws:iam::${ACCOUNT_ID}:root` },
                    Action: "kms:*",
                    Resource: "*",
                  },
                ],
              },
              null,
              2,
            ),
          },
        },
      ),
    ],
    tasks: [
      {
        id: "rotation",
        title: "Turn rotation on",
        text: "Let the key `alias/notebook-volume` be rotated each year.",
        screen: "/keys",
        hotspot: "key-rotation",
        lacks: () => "The key is not rotated yet.",
      },
    ],
    demonstration: null,
  },
];

const others: [string, number, string, string, number, boolean][] = [
  [
    "reading-policies",
    3,
    "Reading policies",
    "Deny wins, nothing is allowed by silence, and how conditions narrow.",
    20,
    false,
  ],
  ["pass-role", 4, "PassRole: handing a role over", "Who may hand which role to which service.", 12, false],
  [
    "personas",
    5,
    "Personas: who needs what",
    "Data scientist, MLOps engineer, viewer: rights after the work.",
    10,
    false,
  ],
  ["buckets", 6, "Buckets: data that stays in", "Bucket policies, public access, and TLS.", 15, false],
  [
    "where-encryption",
    8,
    "Where encryption is set",
    "Data, volumes, traffic between containers: one field each.",
    15,
    false,
  ],
  [
    "network",
    9,
    "Network: jobs in your VPC",
    "Subnets, security groups, and what network isolation takes away.",
    20,
    true,
  ],
  ["endpoints", 10, "VPC endpoints", "Private ways to AWS, and policies on them.", 18, true],
  [
    "secrets",
    11,
    "Secrets: no passwords in code",
    "Secrets Manager instead of environment variables.",
    12,
    true,
  ],
  ["audit", 12, "Audit: who did what", "CloudTrail, data events, and what SageMaker writes down.", 12, false],
  [
    "final",
    13,
    "The whole account",
    "All of it at once, on an account that somebody left in a hurry.",
    45,
    false,
  ],
];

const place = (id: string, title: string, text: string, screen: string, hotspot: string): MockTask => ({
  ...{ id, title, text, screen, hotspot },
  lacks: () => "It is not as it should be yet.",
});

/** Tasks that point at the places of lists. */
const places: Readonly<Record<string, MockTask[]>> = {
  buckets: [
    place(
      "public",
      "Shut the bucket",
      "Block all public access to `example-fraud-scores`.",
      "/data",
      "bucket-public-access",
    ),
  ],
  audit: [
    place(
      "logging",
      "Let the trail log again",
      "Start the logging of `audit-2025`.",
      "/data?tab=trails",
      "trail-logging",
    ),
    place("checklist", "See how the account stands", "Run the checklist.", "/checklist", "run-checklist"),
  ],
};

export const mockLessons: MockLesson[] = [
  ...full,
  ...others.map(
    ([id, number, title, summary, minutes, first]): MockLesson => ({
      row: { id, number, title, summary, minutes, first, legacy: false },
      exam: ["MLA-C01 4.3"],
      sources: ["https://docs.aws.amazon.com/sagemaker/latest/dg/security.html"],
      readings: [reading("In short", summary)],
      tasks: places[id] ?? [],
      demonstration: null,
    }),
  ),
].sort((a, b) => Number(b.row.first) - Number(a.row.first) || a.row.number - b.row.number);
