import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { type ReactNode, useState } from "react";
import type { PlanView } from "../../bindings/PlanView";
import type { RunView } from "../../bindings/RunView";
import { useAccount } from "../../features/accounts/account-context";
import { ReadOnlyNotice } from "../../features/accounts/read-only-notice";
import { Dialog } from "../dialog";
import { Consequences, PlanSteps } from "../plan-steps";
import { ProblemAlert } from "../problem";
import { useRuns } from "./runs";

interface Props {
  header: string;
  plan: PlanView | undefined;
  /** Why there is no plan. */
  error: unknown;
  errorHeader: string;
  confirmText: string;
  confirmId: string;
  /** What the person must do before the plan may be applied; none if nothing. */
  confirmation?: ReactNode;
  confirmed?: boolean;
  /** Called once the run has begun; the message at the top tells the rest. */
  onStarted?: (run: RunView) => void;
  onClose: () => void;
}

/** A plan to be looked at and then applied. It closes as soon as the first step is under way. */
export function PlanModal(props: Props) {
  const { header, plan, error, errorHeader, confirmText, confirmId, confirmation, confirmed = true } = props;
  const account = useAccount();
  const runs = useRuns();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);

  const apply = async () => {
    if (!plan || !confirmed || busy) return;
    setBusy(true);
    setRefused(null);
    let begun = false;
    try {
      await runs.apply(plan.id, {
        onProgress: (run) => {
          if (begun) return;
          begun = true;
          props.onStarted?.(run);
          props.onClose();
        },
      });
    } catch (reason) {
      setRefused(reason);
      setBusy(false);
    }
  };

  return (
    <Dialog
      size="large"
      header={header}
      onDismiss={props.onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={props.onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={busy}
              disabled={!plan || !confirmed || !account.writable}
              onClick={apply}
              data-testid={confirmId}
            >
              {confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {error !== null && error !== undefined && <ProblemAlert error={error} header={errorHeader} />}
        {!plan && !error && (
          <Box color="text-body-secondary">
            <Spinner /> Making the plan
          </Box>
        )}
        {plan && (
          <SpaceBetween size="m">
            <ReadOnlyNotice />
            <Consequences header="What else changes" sentences={plan.consequences} />
            <div>
              <Box variant="h3" padding={{ bottom: "s" }}>
                {plan.steps.length === 1 ? "One step" : `${plan.steps.length} steps, in this order`}
              </Box>
              <PlanSteps steps={plan.steps} />
            </div>
            {confirmation}
          </SpaceBetween>
        )}
        {refused !== null && <ProblemAlert error={refused} header="Nothing was changed" />}
      </SpaceBetween>
    </Dialog>
  );
}
