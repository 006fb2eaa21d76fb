import type { PlanStepView } from "../../bindings/PlanStepView";
import type { RunState } from "../../bindings/RunState";
import type { RunStepView } from "../../bindings/RunStepView";
import type { RunView } from "../../bindings/RunView";
import { ACCOUNT_ID, daysAgo } from "./roles";

const uuid = () => crypto.randomUUID();

export function pendingStep(step: PlanStepView): RunStepView {
  const { number, action, words, cli } = step;
  return {
    number,
    action,
    words,
    cli,
    state: "pending",
    at: null,
    requestId: null,
    errorCode: null,
    errorMessage: null,
  };
}

const step = (number: number, action: string, words: string, cli: string): RunStepView => ({
  ...pendingStep({ number, action, words, cli, undoWords: null, undoCli: null }),
});

const as = (state: RunStepView["state"], steps: RunStepView[], at: string): RunStepView[] =>
  steps.map((each) => ({ ...each, state, at, requestId: state === "done" ? uuid() : null }));

const creation = (name: string): RunStepView[] => [
  step(
    1,
    "iam:CreateRole",
    `Create the role ${name}`,
    `aws iam create-role --role-name ${name} --assume-role-policy-document file://trust.json`,
  ),
  step(
    2,
    "iam:PutRolePolicy",
    `Write its permissions as an inline policy`,
    `aws iam put-role-policy --role-name ${name} --policy-name ${name}-permissions --policy-document file://permissions.json`,
  ),
];

export function makeRun(
  part: Partial<RunView> & { title: string; state: RunState; steps: RunStepView[] },
): RunView {
  const started = part.started ?? daysAgo(1);
  return {
    id: uuid(),
    accountId: ACCOUNT_ID,
    accountKind: "practice",
    started,
    latest: started,
    summary: summaryOf(part.state, part.steps),
    undoes: null,
    undoneBy: null,
    canFinish: ["failed", "stopped", "interrupted"].includes(part.state),
    canUndo: !["undone", "running"].includes(part.state),
    ...part,
  };
}

export function summaryOf(state: RunState, steps: RunStepView[]): string {
  const done = steps.filter((each) => each.state === "done").length;
  if (state === "undone") return "Everything that was done was taken back.";
  if (state === "complete") return `All ${steps.length} steps were done.`;
  return `${done} of ${steps.length} steps done; the others were not.`;
}

export function seedRuns(): RunView[] {
  const complete = creation("sagemaker-endpoint-fraud");
  const failed = creation("sagemaker-training-forecast");
  const doubt = creation("sagemaker-training-images");
  const undone = creation("sagemaker-training-test");
  return [
    makeRun({
      id: "run-interrupted",
      title: "Create the role sagemaker-training-images",
      started: daysAgo(0.2),
      state: "interrupted",
      steps: [...as("done", doubt.slice(0, 1), daysAgo(0.2)), ...as("inDoubt", doubt.slice(1), daysAgo(0.2))],
      summary: "The role was created. Whether its permissions were written is not known.",
    }),
    makeRun({
      id: "run-failed",
      title: "Create the role sagemaker-training-forecast",
      started: daysAgo(1.1),
      state: "failed",
      steps: [
        ...as("done", failed.slice(0, 1), daysAgo(1.1)),
        ...failed.slice(1).map((each) => ({
          ...each,
          state: "failed" as const,
          at: daysAgo(1.1),
          requestId: uuid(),
          errorCode: "LimitExceeded",
          errorMessage: "Maximum policy size of 10240 bytes exceeded for role sagemaker-training-forecast",
        })),
      ],
      summary: "The role was created. Its permissions were not written.",
    }),
    makeRun({
      id: "run-undone",
      title: "Create the role sagemaker-training-test",
      started: daysAgo(9),
      state: "undone",
      steps: as("done", undone, daysAgo(9)),
      undoneBy: "run-undo",
      canUndo: false,
    }),
    makeRun({
      id: "run-undo",
      title: "Undo: Create the role sagemaker-training-test",
      started: daysAgo(9),
      state: "complete",
      steps: as(
        "done",
        [
          step(
            1,
            "iam:DeleteRolePolicy",
            "Delete its inline policy",
            "aws iam delete-role-policy --role-name sagemaker-training-test --policy-name sagemaker-training-test-permissions",
          ),
          step(
            2,
            "iam:DeleteRole",
            "Delete the role sagemaker-training-test",
            "aws iam delete-role --role-name sagemaker-training-test",
          ),
        ],
        daysAgo(9),
      ),
      undoes: "run-undone",
    }),
    makeRun({
      id: "run-complete",
      title: "Create the role sagemaker-endpoint-fraud",
      started: daysAgo(96),
      state: "complete",
      steps: as("done", complete, daysAgo(96)),
    }),
  ];
}
