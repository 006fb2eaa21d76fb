import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { DoctorView } from "../../bindings/DoctorView";
import type { PlanView } from "../../bindings/PlanView";
import { problem } from "./problem";
import { ACCOUNT_ID } from "./roles";
import { lessonRow } from "./study";
import { LESSON_ROLE, lessonChain, TRUST_LINK } from "./study-lessons";

const empty: DoctorView = {
  title: "",
  recognised: true,
  complaint: [],
  layer: null,
  cause: "",
  certainty: "certain",
  looked: [],
  questions: [],
  chain: null,
  link: null,
  fixes: [],
  helpless: null,
  lesson: null,
  sources: ["https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"],
};

const statement = JSON.stringify(
  { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::churn-data/training/*" },
  null,
  2,
);

/** What the mocked doctor says: by words of the text, not by judgement. `mended`: plans that were applied. */
export function diagnose(
  text: string,
  answers: readonly DoctorAnswer[],
  mended: ReadonlySet<string>,
): DoctorView {
  const said = (id: string) => answers.find((each) => each.id === id)?.answer ?? null;
  if (/explicit deny in a service control policy/i.test(text))
    return {
      ...empty,
      title: "Refused by a service control policy",
      complaint: [
        { label: "Principal", value: `arn:aws:iam::${ACCOUNT_ID}:user/student` },
        { label: "Action", value: "sagemaker:CreateNotebookInstance" },
      ],
      layer: "Service control policy of the organization",
      cause: "Your organization forbids notebook instances in this account.",
      helpless:
        "A service control policy stands above every policy of the account. Only whoever manages the organization can change it: send them the message as it is.",
    };
  if (/assume role/i.test(text))
    return {
      ...empty,
      title: "SageMaker could not become the role",
      complaint: [
        { label: "Principal", value: "sagemaker.amazonaws.com" },
        { label: "Action", value: "sts:AssumeRole" },
        { label: "Role", value: `arn:aws:iam::${ACCOUNT_ID}:role/${LESSON_ROLE}` },
        { label: "Called API", value: "CreateTrainingJob" },
      ],
      layer: "Trust policy of the role",
      cause: "The trust policy of the role does not name SageMaker.",
      looked: [
        { what: `Role ${LESSON_ROLE}`, found: "It is in the account.", state: "holds" },
        { what: "Its trust policy", found: "It names ec2.amazonaws.com only.", state: "broken" },
      ],
      chain: lessonChain(mended.has("trust") ? "holds" : "broken"),
      link: TRUST_LINK,
      fixes: [
        {
          id: "trust",
          title: "Let SageMaker assume the role",
          words: "Writes a statement for SageMaker into the trust policy, for this account alone.",
          plan: true,
          target: { is: "trust", role: LESSON_ROLE },
          statement: null,
          code: null,
        },
      ],
      lesson: lessonRow("trust"),
    };
  if (/s3:GetObject/.test(text)) {
    const found = mended.has("allow");
    return {
      ...empty,
      title: found ? "It would pass today" : "The role may not read the object",
      complaint: [
        { label: "Principal", value: `arn:aws:sts::${ACCOUNT_ID}:assumed-role/${LESSON_ROLE}/SageMaker` },
        { label: "Action", value: "s3:GetObject" },
        { label: "Resource", value: "arn:aws:s3:::churn-data/training/a.csv" },
      ],
      layer: "Identity policies of the role",
      cause: found
        ? "The role may read the object now. What you pasted is from before, or from another account."
        : "No identity policy of the role allows s3:GetObject on this object.",
      certainty: found ? "likely" : "certain",
      looked: [
        {
          what: "Identity policies of the role",
          found: found ? "Allowed." : "Nothing allows it.",
          state: found ? "holds" : "broken",
        },
        { what: "Policy of the bucket churn-data", found: "It refuses nothing.", state: "holds" },
        { what: "Permissions boundary", found: "There is none.", state: "holds" },
      ],
      fixes: found
        ? []
        : [
            {
              id: "allow",
              title: "Allow exactly this",
              words: "Adds one statement to the role's own policy.",
              plan: true,
              target: { is: "inline", role: LESSON_ROLE, policy: "MLTrainingPolicy" },
              statement,
              code: null,
            },
          ],
      lesson: lessonRow("two-principals"),
    };
  }
  if (/connect timeout/i.test(text)) {
    const vpc = said("vpc");
    return {
      ...empty,
      title: "The way to KMS is missing",
      complaint: [
        { label: "Endpoint", value: "https://kms.us-east-1.amazonaws.com/" },
        { label: "Region", value: "us-east-1" },
      ],
      layer: vpc ? "Network" : null,
      cause: vpc
        ? `The VPC ${vpc} has no endpoint for KMS, and its subnets have no way to the internet.`
        : "The job's network has no way to KMS. Which network that is does not stand in the text.",
      certainty: vpc ? "certain" : "likely",
      looked: vpc
        ? [{ what: `Endpoints of ${vpc}`, found: "There is one for S3 only.", state: "broken" }]
        : [],
      questions: [
        {
          id: "vpc",
          label: "In which VPC does the job run?",
          help: "It stands in VpcConfig of the job.",
          choices: [
            { value: "vpc-ml", label: "ml-workloads (vpc-ml)" },
            { value: "vpc-default", label: "default (vpc-default)" },
          ],
          answer: vpc,
        },
        {
          id: "job",
          label: "What is the job called?",
          help: "Leave it empty if you do not know.",
          choices: [],
          answer: said("job"),
        },
      ],
      fixes: [
        {
          id: "code",
          title: "Run the job where there is a way",
          words: "Give the job the subnets that reach the endpoint.",
          plan: false,
          target: null,
          statement: null,
          code: 'estimator = Estimator(\n    subnets=["subnet-private-a"],\n    security_group_ids=["sg-training"],\n)\n',
        },
      ],
      lesson: lessonRow("endpoints"),
    };
  }
  return {
    ...empty,
    title: "Not recognised",
    recognised: false,
    cause: "Nothing in the text is a refusal that Gatehouse knows.",
    certainty: "unknown",
    complaint: /\d{12}/.test(text) ? [{ label: "Account", value: /\d{12}/.exec(text)?.[0] ?? "" }] : [],
  };
}

/** The plan of a fix. */
export function doctorPlan(fix: string, base: Pick<PlanView, "id" | "accountId">): PlanView {
  const trust = fix === "trust";
  if (!trust && fix !== "allow") throw problem("NO_SUCH_FIX", "This cannot be planned.");
  const words = trust
    ? `Write the trust policy of ${LESSON_ROLE}`
    : `Write the inline policy MLTrainingPolicy of ${LESSON_ROLE}`;
  return {
    ...base,
    title: words,
    steps: [
      {
        number: 1,
        action: trust ? "iam:UpdateAssumeRolePolicy" : "iam:PutRolePolicy",
        words,
        cli: trust
          ? `aws iam update-assume-role-policy --role-name ${LESSON_ROLE} --policy-document file://trust.json`
          : `aws iam put-role-policy --role-name ${LESSON_ROLE} --policy-name MLTrainingPolicy --policy-document file://policy.json`,
        undoWords: "Write it as it was",
        undoCli: null,
      },
    ],
    consequences: [],
    documents: [],
  };
}
