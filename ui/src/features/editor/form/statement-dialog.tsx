import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { Dialog } from "../../../shared/dialog";
import { ProblemAlert } from "../../../shared/problem";

interface Props {
  header: string;
  firstField?: string;
  size?: "medium" | "large";
  confirmText: string;
  /** Why it cannot be confirmed yet; null if it can. */
  missing: string | null;
  /** Rejects where the change was refused; the dialog then says why and stays. */
  onConfirm: () => Promise<void>;
  onClose: () => void;
  children: ReactNode;
}

/** A dialog that makes one change of the text. */
export function StatementDialog({ missing, children, ...props }: Props) {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);
  const confirm = async () => {
    if (missing !== null || busy) return;
    setBusy(true);
    setRefused(null);
    try {
      await props.onConfirm();
      props.onClose();
    } catch (reason) {
      setRefused(reason);
      setBusy(false);
    }
  };
  return (
    <Dialog
      size={props.size ?? "large"}
      header={props.header}
      firstField={props.firstField}
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
              disabled={missing !== null}
              disabledReason={missing ?? undefined}
              onClick={() => void confirm()}
              data-testid="confirm-statement-change"
            >
              {props.confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {children}
        {refused !== null && <ProblemAlert error={refused} header="The text was not changed" />}
      </SpaceBetween>
    </Dialog>
  );
}
