import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { PlanStepView } from "../../bindings/PlanStepView";
import type { PlanView } from "../../bindings/PlanView";
import type { RoleView } from "../../bindings/RoleView";
import type { RunView } from "../../bindings/RunView";
import { ACCOUNT_ID } from "./roles";

type Draft = Omit<PlanStepView, "number">;

const numbered = (steps: Draft[]): PlanStepView[] =>
  steps.map((step, index) => ({ number: index + 1, ...step }));

export function deletionPlan(role: RoleView, id: string, accountId: string): PlanView {
  const named = `--role-name ${role.name}`;
  const steps: Draft[] = [
    ...role.permissions.map((policy) =>
      policy.arn
        ? {
            action: "iam:DetachRolePolicy",
            words: `Detach the policy ${policy.name}`,
            cli: `aws iam detach-role-policy ${named} --policy-arn ${policy.arn}`,
            undoWords: `Attach the policy ${policy.name} again`,
            undoCli: `aws iam attach-role-policy ${named} --policy-arn ${policy.arn}`,
          }
        : {
            action: "iam:DeleteRolePolicy",
            words: `Delete the inline policy ${policy.name}`,
            cli: `aws iam delete-role-policy ${named} --policy-name ${policy.name}`,
            undoWords: `Write the inline policy ${policy.name} again`,
            undoCli: `aws iam put-role-policy ${named} --policy-name ${policy.name} --policy-document file://policy.json`,
          },
    ),
    {
      action: "iam:DeleteRole",
      words: `Delete the role ${role.name}`,
      cli: `aws iam delete-role ${named}`,
      undoWords: "Create the role again, with a new unique id",
      undoCli: `aws iam create-role ${named} --assume-role-policy-document file://trust.json`,
    },
  ];
  const consequences = [
    "Jobs, endpoints and notebooks that use the role lose their access at once; running ones fail.",
    "The role's unique id is gone for good. A role of the same name made later is another role to policies that name this one.",
  ];
  if (role.lastUsed) consequences.unshift(`The role was used lately, in ${role.lastUsed.region}.`);
  return {
    id,
    title: `Delete the role ${role.name}`,
    accountId,
    steps: numbered(steps),
    consequences,
    documents: [],
  };
}

export function undoPlan(run: RunView, id: string): PlanView {
  const done = run.steps.filter((step) => step.state !== "pending").reverse();
  return {
    id,
    title: `Undo: ${run.title}`,
    accountId: run.accountId ?? ACCOUNT_ID,
    steps: numbered(
      done.map((step) => ({
        action: step.action.replace("Create", "Delete").replace("Put", "Delete"),
        words: `Take back: ${step.words}`,
        cli: step.cli
          .replace("create-role", "delete-role")
          .replace("put-role-policy", "delete-role-policy")
          .replace(/ --(assume-role-policy|policy)-document \S+/, ""),
        undoWords: null,
        undoCli: null,
      })),
    ),
    consequences: ["Whatever uses the role by then loses its access."],
    documents: [],
  };
}

export function policyCreationPlan(policy: ManagedPolicyView, id: string, accountId: string): PlanView {
  const { name, arn } = policy;
  const text = policy.versions[0]?.document ?? "";
  return {
    id,
    title: `Create the policy ${name}`,
    accountId,
    steps: numbered([
      {
        action: "iam:CreatePolicy",
        words: `Create the policy ${name}`,
        cli: `aws iam create-policy --policy-name ${name} --policy-document file://policy.json`,
        undoWords: `Delete the policy ${name}`,
        undoCli: `aws iam delete-policy --policy-arn ${arn}`,
      },
    ]),
    consequences: [],
    documents: [{ title: `Policy ${name}`, text, size: text.length, limit: 6144 }],
  };
}

export function policyDeletionPlan(policy: ManagedPolicyView, id: string, accountId: string): PlanView {
  const { name, arn } = policy;
  return {
    id,
    title: `Delete the policy ${name}`,
    accountId,
    steps: numbered([
      {
        action: "iam:DeletePolicy",
        words: `Delete the policy ${name}`,
        cli: `aws iam delete-policy --policy-arn ${arn}`,
        undoWords: `Create the policy ${name}`,
        undoCli: `aws iam create-policy --policy-name ${name} --policy-document file://policy.json`,
      },
    ]),
    consequences: ["Undoing makes a policy of the same name and ARN with another unique id."],
    documents: [],
  };
}
