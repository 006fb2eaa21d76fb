import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { KeyChange } from "../../bindings/KeyChange";
import type { PlanView } from "../../bindings/PlanView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { PlanModal } from "../../shared/runs/plan-modal";

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
export function ChangePlan({ keyId, change, onClose, ...rest }: PlanProps) {
  const plan = useQuery({
    queryKey: ["plan-key-change", keyId, change],
    queryFn: () => commands.planKeyChange(keyId, change),
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      {...rest}
      plan={plan.data}
      error={plan.error}
      errorHeader="This cannot be done"
      confirmId="confirm-change"
      onClose={onClose}
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
export function ChangeForm({ keyId, header, confirmText, change, children, onClose }: FormProps) {
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (plan) {
    return (
      <PlanModal
        header={header}
        plan={plan}
        error={null}
        errorHeader=""
        confirmText={confirmText}
        confirmId="confirm-change"
        onClose={onClose}
      />
    );
  }
  const fields = refused === null ? [] : asProblem(refused).fields;
  const errorOf = (field: string) => fields.find((each) => each.field === field)?.message ?? "";
  const make = async () => {
    setBusy(true);
    setRefused(null);
    try {
      setPlan(await commands.planKeyChange(keyId, change));
    } catch (reason) {
      setRefused(reason);
    }
    setBusy(false);
  };
  return (
    <Dialog
      header={header}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={make} data-testid="see-plan">
              See the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <SpaceBetween size="l">
          {refused !== null && fields.length === 0 && (
            <ProblemAlert error={refused} header="This cannot be done" />
          )}
          {children(errorOf)}
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
