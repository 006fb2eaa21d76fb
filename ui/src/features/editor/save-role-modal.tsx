import SpaceBetween from "@cloudscape-design/components/space-between";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import type { RunView } from "../../bindings/RunView";
import { commands } from "../../ipc/commands";
import { AskedPlan } from "../../shared/runs/asked-plan";
import type { EditorModel } from "./model";
import { AccessDifference } from "./review/access-difference";
import { SaveWarnings } from "./save-warnings";

interface Props {
  target: PolicyTarget;
  saved: string;
  model: EditorModel;
  onStarted: (run: RunView, text: string) => void;
  onClose: () => void;
}

/** Saving a role's policy is a plan like any other change: it is shown, and applied only then. */
export function SaveRoleModal({ target, saved, model, onStarted, onClose }: Props) {
  const { text, analysis } = model;
  return (
    <AskedPlan
      id={["policy-change", target, text]}
      make={() => commands.planPolicyChange(target, text)}
      header={headerOf(target)}
      errorHeader="This policy cannot be saved"
      confirmText="Save"
      confirmId="confirm-save"
      confirmation={
        <SpaceBetween size="m">
          <SaveWarnings analysis={analysis} />
          <section aria-label="Changes of access">
            <h3>What changes in access</h3>
            <AccessDifference saved={saved} text={text} />
          </section>
        </SpaceBetween>
      }
      onStarted={(run) => onStarted(run, text)}
      onClose={onClose}
    />
  );
}

function headerOf(target: PolicyTarget): string {
  switch (target.is) {
    case "trust":
      return `Change the trust policy of ${target.role}`;
    case "inline":
      return `Change the policy ${target.policy} of ${target.role}`;
    case "endpoint":
      return `Change the policy of ${target.id}`;
    case "managed":
      return `Save ${target.arn.split("/").pop()} as a new version`;
    case "bucket":
      return `Change the policy of the bucket ${target.name}`;
    case "repository":
      return `Change the policy of the repository ${target.name}`;
    case "key":
      return "Change the key policy";
    case "secret":
      return "Change the resource policy of the secret";
  }
}
