import type { DriftView } from "../../bindings/DriftView";
import type { RoleView } from "../../bindings/RoleView";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { WorkloadReview } from "../../bindings/WorkloadReview";
import type { WorkloadSummary } from "../../bindings/WorkloadSummary";
import type { WorkloadView } from "../../bindings/WorkloadView";
import { emptyInput } from "../../features/workload/draft";
import { chainOf } from "./chain";
import { CHURN_KEY } from "./keys";
import { problem } from "./problem";
import { ACCOUNT_ID, daysAgo } from "./roles";
import { checkWorkload, policies, reviewWorkload } from "./workload";
import { activities } from "./workload-activities";

const VPC = "vpc-0a11ce0000000001";

const seeds: WorkloadInput[] = [
  {
    ...emptyInput,
    roleName: "MLTrainingRole",
    description: "Trains the churn model",
    persona: "dataScientist",
    activities: ["manage-jobs", "manage-experiments"],
    inputBucket: "churn-data",
    inputPrefix: "training",
    outputBucket: "churn-models",
    image: "churn-training",
    key: "existing",
    kmsKey: CHURN_KEY,
    secret: "existing",
    secretArn: `arn:aws:secretsmanager:us-east-1:${ACCOUNT_ID}:secret:churn/warehouse-a1B2c3`,
    vpc: true,
    vpcId: VPC,
    subnets: ["subnet-0a11ce000000000a", "subnet-0a11ce000000000c"],
    groups: ["sg-training"],
    services: ["sts"],
    tags: [{ key: "team", value: "churn" }],
  },
  {
    ...emptyInput,
    roleName: "sagemaker-endpoint-fraud",
    description: "Scores transactions",
    persona: "mlOps",
    activities: ["manage-models", "manage-endpoints"],
    inputBucket: "fraud-data",
    outputBucket: "fraud-models",
    image: "fraud-serving",
  },
];

interface Saved {
  input: WorkloadInput;
  saved: string;
  /** Something of it was changed behind its back. */
  drifted: boolean;
}

/** The saved workloads of the mocked account. */
export class MockWorkloads {
  private all: Saved[];

  constructor(empty: boolean) {
    this.all = empty
      ? []
      : seeds.map((input, at) => ({ input, saved: daysAgo(3 + 40 * at), drifted: at === 0 }));
  }

  has = (name: string) => this.all.some(({ input }) => input.roleName === name);

  answer(command: string, args: Record<string, unknown>, roles: RoleView[]): unknown {
    const name = String(args.name ?? "");
    switch (command) {
      case "workload_activities":
        return activities;
      case "list_workloads":
        return { workloads: this.all.map(summary), notices: [] };
      case "get_workload":
        return view(
          this.find(name),
          roles.some((role) => role.name === name),
        );
      case "save_workload":
        return this.save(args.input as WorkloadInput);
      default:
        this.all = this.all.filter((each) => each !== this.find(name));
        return null;
    }
  }

  /** The plan of a repair, and what it does. */
  repair(name: string, planId: string): { review: WorkloadReview; done: () => void } {
    const found = this.find(name);
    const review = reviewWorkload(found.input, planId, ACCOUNT_ID);
    review.plan.title = `Repair the workload ${name}`;
    review.plan.steps = found.drifted
      ? review.plan.steps.filter(({ action }) => action !== "iam:CreateRole").slice(0, 2)
      : [];
    for (const [at, step] of review.plan.steps.entries()) step.number = at + 1;
    return {
      review,
      done: () => {
        found.drifted = false;
      },
    };
  }

  /** The plan of a change of what is there, and what it does. */
  change(input: WorkloadInput, planId: string): { review: WorkloadReview; done: () => void } {
    const review = reviewWorkload(input, planId, ACCOUNT_ID);
    review.plan.title = `Change the workload ${input.roleName}`;
    const same = JSON.stringify(this.find(input.roleName).input) === JSON.stringify(input);
    review.plan.steps = same ? [] : review.plan.steps.filter(({ action }) => action === "iam:PutRolePolicy");
    for (const [at, step] of review.plan.steps.entries()) step.number = at + 1;
    return { review, done: () => {} };
  }

  private find(name: string): Saved {
    const found = this.all.find(({ input }) => input.roleName === name);
    if (!found) throw problem("NO_SUCH_WORKLOAD", `There is no saved workload ${name}.`);
    return found;
  }

  private save(input: WorkloadInput): WorkloadSummary {
    const fields = checkWorkload(input).filter(({ field }) => field === "roleName");
    if (fields.length) throw problem("INPUT_WRONG", "A workload is saved under its role's name.", { fields });
    const drifted = this.all.some((each) => each.input.roleName === input.roleName && each.drifted);
    const made = { input, saved: new Date().toISOString(), drifted };
    this.all = [...this.all.filter((each) => each.input.roleName !== input.roleName), made];
    this.all.sort((a, b) => a.input.roleName.localeCompare(b.input.roleName));
    return summary(made);
  }
}

function summary({ input, saved }: Saved): WorkloadSummary {
  const parts = [
    `Role ${input.roleName}`,
    ...(input.inputBucket ? [`Bucket ${input.inputBucket}`] : []),
    ...(input.image ? [`Image ${input.image}`] : []),
    ...(input.key === "existing" ? ["Key alias/churn"] : []),
    ...(input.key === "new" ? [`Key alias/${input.keyAlias}`] : []),
    ...(input.secret === "existing" ? ["Secret churn/warehouse"] : []),
    ...(input.secret === "new" ? [`Secret ${input.secretName}`] : []),
    ...(input.subnets.length ? [`${input.subnets.length} subnets`] : []),
  ];
  return { name: input.roleName, description: input.description, persona: input.persona, parts, saved };
}

function view(saved: Saved, made: boolean): WorkloadView {
  const { input, drifted } = saved;
  return {
    ...summary(saved),
    input,
    roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/${input.roleName}`,
    drift: drift(input, made, drifted),
    chain: chainOf(input, made, drifted),
    notices: [],
    readAt: new Date().toISOString(),
  };
}

function drift(input: WorkloadInput, made: boolean, drifted: boolean): DriftView[] {
  const { permissions, trust } = policies(input);
  const thing = (title: string, part: Partial<DriftView> = {}): DriftView => ({
    title,
    state: made ? "same" : "missing",
    words: made ? "" : "It is not in the account.",
    wanted: null,
    found: null,
    repaired: !made,
    ...part,
  });
  const found = permissions.replace('"s3:GetObject"', '"s3:*"');
  return [
    thing(`Role ${input.roleName}`),
    thing("Trust policy", { wanted: null, found: made ? null : trust }),
    drifted
      ? thing("Permissions policy", {
          state: "different",
          words: "Somebody changed it: it allows s3:* where it should allow s3:GetObject.",
          wanted: permissions,
          found,
          repaired: true,
        })
      : thing("Permissions policy"),
    ...(input.key === "none" ? [] : [thing(`Key ${input.kmsKey || `alias/${input.keyAlias}`}`)]),
    ...(input.secret === "none" ? [] : [thing(`Secret ${input.secretName || "churn/warehouse"}`)]),
    ...(input.vpcId
      ? [
          thing("2 subnets"),
          drifted
            ? thing("Endpoint for sts", {
                state: "missing",
                words: "The VPC has no endpoint for sts.",
                repaired: true,
              })
            : thing("Endpoint for sts"),
          thing("Network ACLs", {
            state: "unknown",
            words: "They could not be read: ec2:DescribeNetworkAcls is missing.",
            repaired: false,
          }),
        ]
      : []),
  ];
}
