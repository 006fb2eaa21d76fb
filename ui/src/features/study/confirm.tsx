import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";

interface Props {
  header: string;
  children: ReactNode;
  confirmText: string;
  confirmId: string;
  busy?: boolean;
  error?: unknown;
  onConfirm: () => void;
  onClose: () => void;
  /** What is kept, where that is more than closing the question. */
  closeText?: string;
}

/** A question before something is lost. */
export function Confirm(props: Props) {
  const { header, children, confirmText, confirmId, busy, error, onConfirm, onClose } = props;
  return (
    <Dialog
      header={header}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              {props.closeText ?? "Cancel"}
            </Button>
            <Button variant="primary" loading={busy} onClick={onConfirm} data-testid={confirmId}>
              {confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        {children}
        {error !== null && error !== undefined && <ProblemAlert error={error} header="It was not done" />}
      </SpaceBetween>
    </Dialog>
  );
}
