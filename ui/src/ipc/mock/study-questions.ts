import type { AnswerInput } from "../../bindings/AnswerInput";
import type { QuestionView } from "../../bindings/QuestionView";
import { ACCOUNT_ID } from "./roles";

/** What is right, in the form of an answer. */
export interface MockQuestion {
  shown: QuestionView;
  key: AnswerInput;
  whys: string[];
  explain: string;
  parts: MockQuestion[];
}

const titles: Record<string, string> = {
  "two-principals": "Two principals",
  trust: "Trust",
  keys: "Keys",
  network: "Network",
  audit: "Audit",
};

type Part = Partial<Omit<MockQuestion, "shown" | "parts">> & { parts?: MockQuestion[] };

function question(
  id: string,
  kind: QuestionView["kind"],
  text: string,
  shown: Partial<QuestionView>,
  { key, whys = [], explain = "", parts = [] }: Part,
): MockQuestion {
  const topic = id.replace(/-\d+(\/\d+)?$/, "");
  return {
    shown: {
      id,
      topic,
      topicTitle: titles[topic] ?? topic,
      kind,
      text,
      source: "https://docs.aws.amazon.com/sagemaker/latest/dg/sagemaker-roles.html",
      legacy: false,
      documents: [],
      request: null,
      options: [],
      lefts: [],
      rights: [],
      parts: parts.map((part) => part.shown),
      ...shown,
    },
    key: key ?? { kind: "parts", value: parts.map((part) => part.key) },
    whys,
    explain,
    parts,
  };
}

const readPolicy = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Data",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:ListBucket"],
        Resource: ["arn:aws:s3:::churn-data", "arn:aws:s3:::churn-data/training/*"],
      },
      { Sid: "NoRaw", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::churn-data/training/raw/*" },
    ],
  },
  null,
  2,
);

export const mockQuestions: MockQuestion[] = [
  question(
    "trust-001",
    "single",
    "A training job fails with `Could not assume role`. The role's permissions allow `s3:*` on the bucket. What is looked at first?",
    {
      options: [
        "The trust policy of the role",
        "The bucket policy",
        "The permissions boundary of the caller",
        "The key policy",
      ],
    },
    {
      key: { kind: "chosen", value: [0] },
      whys: [
        "It decides who may become the role, and SageMaker could not.",
        "The bucket is asked only after the role was assumed.",
        "It limits what the caller may do, and the job was started.",
        "The key is asked when data is read, which is later.",
      ],
      explain: "Assuming the role is the first thing that SageMaker does. The trust policy alone decides it.",
    },
  ),
  question(
    "two-principals-001",
    "multiple",
    "Which rights does the **person who starts** a training job need?",
    {
      options: [
        "`sagemaker:CreateTrainingJob`",
        "`iam:PassRole` on the execution role",
        "`s3:GetObject` on the training data",
        "`kms:Decrypt` on the data's key",
      ],
    },
    {
      key: { kind: "chosen", value: [0, 1] },
      whys: [
        "The call itself is the person's.",
        "Handing the role to SageMaker is a right of its own.",
        "The job reads the data as the role.",
        "The job decrypts as the role.",
      ],
      explain: "The caller starts the job and passes the role. The role does the rest.",
    },
  ),
  question(
    "two-principals-002",
    "ordering",
    "Put what happens in its order.",
    {
      options: [
        "SageMaker assumes the role",
        "The caller passes the role in CreateTrainingJob",
        "The container writes the model to S3",
        "The training data is read from S3",
      ],
    },
    {
      key: { kind: "chosen", value: [1, 0, 3, 2] },
      whys: [
        "Nothing begins before the call.",
        "With the role SageMaker has rights in the account.",
        "Input comes before training.",
        "The model is what comes out in the end.",
      ],
      explain: "Call, assume, read, write: errors come in this order too.",
    },
  ),
  question(
    "trust-002",
    "matching",
    "Which document decides what?",
    {
      lefts: ["Trust policy", "Permissions boundary", "Bucket policy"],
      rights: [
        "Who may read this bucket",
        "Who may become the role",
        "The most that the role can ever do",
        "Which AMI an instance begins with",
      ],
    },
    {
      key: { kind: "matched", value: [1, 2, 0] },
      whys: [
        "It names principals and sts:AssumeRole.",
        "It grants nothing and caps everything.",
        "It is a policy of the resource.",
      ],
      explain: "Ask of every policy whether it hangs on somebody or on something.",
    },
  ),
  question(
    "keys-001",
    "case",
    "A team encrypts its training data with a customer managed key. The job runs as `churn-train`. It fails while it reads the data; CloudTrail has `kms:Decrypt` with `AccessDenied`.",
    {
      documents: [
        { title: "Key policy", kind: "key", text: keyPolicy() },
        { title: "Permissions of churn-train", kind: "identity", text: readPolicy },
      ],
    },
    {
      explain: "A key opens when the key policy and, where it hands the decision on, IAM agree.",
      parts: [
        question(
          "keys-001/0",
          "single",
          "What is missing?",
          {
            options: [
              "`kms:Decrypt` for the role",
              "`kms:CreateKey` for the role",
              "A bucket policy that allows KMS",
            ],
          },
          {
            key: { kind: "chosen", value: [0] },
            whys: [
              "The key policy hands the decision to the account, and no policy of the role allows it.",
              "No key is made here.",
              "S3 asks KMS on behalf of the role.",
            ],
            explain: "S3 decrypts on behalf of whoever reads.",
          },
        ),
        question(
          "keys-001/1",
          "multiple",
          "Where could it be allowed?",
          {
            options: ["In the key policy", "In an identity policy of the role", "In the role's trust policy"],
          },
          {
            key: { kind: "chosen", value: [0, 1] },
            whys: [
              "It may name the role.",
              "The key policy hands the decision on.",
              "That decides who becomes the role.",
            ],
            explain: "Either place is enough here.",
          },
        ),
      ],
    },
  ),
  question(
    "trust-003",
    "single",
    "The role has this policy. What becomes of the request?",
    {
      documents: [{ title: "Permissions of the role", kind: "identity", text: readPolicy }],
      request: "The role asks for s3:GetObject on arn:aws:s3:::churn-data/training/raw/a.csv",
      options: ["It is allowed", "It is refused: a statement denies it", "It is refused: nothing allows it"],
    },
    {
      key: { kind: "chosen", value: [1] },
      whys: [
        "The first statement allows it, but a Deny wins.",
        "The Deny of raw/* wins over every Allow.",
        "The first statement would allow it.",
      ],
      explain: "Deny wins, wherever it stands.",
    },
  ),
  question(
    "network-001",
    "multiple",
    "A job in private subnets without a NAT gateway reads S3 and writes logs. Which endpoints does it need?",
    {
      options: [
        "A gateway endpoint for S3",
        "An interface endpoint for CloudWatch Logs",
        "An internet gateway",
      ],
    },
    {
      key: { kind: "chosen", value: [0, 1] },
      whys: [
        "S3 is reached by it without a charge.",
        "Logs go through it.",
        "Private subnets have no route to it.",
      ],
      explain: "One endpoint for each service that the job calls.",
    },
  ),
  question(
    "audit-001",
    "single",
    "Which service of AWS writes down who called `CreateTrainingJob`?",
    { options: ["CloudTrail", "CloudWatch Logs", "AWS Config"], legacy: true },
    {
      key: { kind: "chosen", value: [0] },
      whys: [
        "It keeps each call of the API with its caller.",
        "It keeps what the container prints.",
        "It keeps how resources are set.",
      ],
      explain: "CloudTrail is for calls.",
    },
  ),
];

function keyPolicy(): string {
  return JSON.stringify(
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
  );
}
