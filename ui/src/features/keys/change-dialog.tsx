import type { ReactNode } from "react";
import type { KeyChange } from "../../bindings/KeyChange";
import { commands } from "../../ipc/commands";
import { AskedPlan } from "../../shared/runs/asked-plan";
import { errorAt, PlanForm } from "../../shared/runs/plan-form";

interface PlanProps {
  keyId: string;
  change: KeyChange;
  header: string;
  confirmText: string;
  confirmation?: ReactNode;
  confirmed?: boolean;
  onClose: () => void;
}

/** A change that needs nothing to be filled in: its plan, at once. */
export function ChangePlan({ keyId, change, ...modal }: PlanProps) {
  return (
    <AskedPlan
      {...modal}
      id={["key", keyId, change]}
      make={() => commands.planKeyChange(keyId, change)}
      errorHeader="This cannot be done"
      confirmId="confirm-change"
    />
  );
}

interface FormProps {
  keyId: string;
  header: string;
  confirmText: string;
  /** The change as it is filled in now. */
  change: KeyChange;
  /** The form; it is told what is wrong with each field. */
  children: (errorOf: (field: string) => string) => ReactNode;
  onClose: () => void;
}

/** A change that is filled in first. Then its plan is shown, and applied only then. */
export function ChangeForm({ keyId, change, children, ...form }: FormProps) {
  return (
    <PlanForm
      {...form}
      make={() => commands.planKeyChange(keyId, change)}
      reviewText="See the plan"
      reviewId="see-plan"
      errorHeader="This cannot be done"
      confirmId="confirm-change"
    >
      {(fields) => children((field) => errorAt(fields, field))}
    </PlanForm>
  );
}
