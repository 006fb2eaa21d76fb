import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import type { ModalProps } from "@cloudscape-design/components/modal";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { PlanView } from "../../bindings/PlanView";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../dialog";
import { ProblemAlert } from "../problem";
import { PlanModal } from "./plan-modal";

/** What is wrong with a field; nothing where it is well. */
export const errorAt = (fields: readonly FieldProblem[], field: string) =>
  fields.find((each) => each.field === field)?.message ?? "";

interface Props {
  header: string;
  size?: ModalProps.Size;
  firstField?: string;
  /** Makes the plan of what is filled in now. Rejects with what is wrong at which field. */
  make: () => Promise<PlanView>;
  /** The way to the plan. */
  reviewText: string;
  reviewId: string;
  /** Where the plan cannot be made, and no field is to blame. */
  errorHeader: string;
  /** The way from the plan on. */
  confirmText: string;
  confirmId: string;
  children: (fields: readonly FieldProblem[]) => ReactNode;
  onClose: () => void;
}

/** A form first. Then its plan is shown, and applied only then. What was typed goes with the dialog. */
export function PlanForm(props: Props) {
  const { header, make, errorHeader, onClose } = props;
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (plan)
    return (
      <PlanModal
        header={header}
        plan={plan}
        error={null}
        errorHeader={errorHeader}
        confirmText={props.confirmText}
        confirmId={props.confirmId}
        onClose={onClose}
      />
    );
  const fields = refused === null ? [] : asProblem(refused).fields;
  const review = async () => {
    setBusy(true);
    setRefused(null);
    try {
      setPlan(await make());
    } catch (reason) {
      setRefused(reason);
    }
    setBusy(false);
  };
  return (
    <Dialog
      size={props.size}
      header={header}
      firstField={props.firstField}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={review} data-testid={props.reviewId}>
              {props.reviewText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void review();
        }}
      >
        <SpaceBetween size="m">
          {refused !== null && fields.length === 0 && <ProblemAlert error={refused} header={errorHeader} />}
          {props.children(fields)}
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
