import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Form from "@cloudscape-design/components/form";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ReactNode } from "react";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";

interface Props {
  header: string;
  firstField: string;
  /** The plan is being made. */
  busy: boolean;
  /** Why there was none. What is said of fields stands at the fields. */
  error: unknown;
  onPlan: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The first half of making a policy: what it is called. The plan follows. */
export function NewPolicyDialog({ header, firstField, busy, error, onPlan, onClose, children }: Props) {
  const problem = error ? asProblem(error) : null;
  return (
    <Dialog
      header={header}
      firstField={firstField}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" loading={busy} onClick={onPlan} data-testid="make-plan">
              Show the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onPlan();
        }}
      >
        <Form>
          <SpaceBetween size="m">
            {children}
            {problem && problem.fields.length === 0 && (
              <ProblemAlert error={error} header="This policy cannot be made" />
            )}
          </SpaceBetween>
        </Form>
      </form>
    </Dialog>
  );
}

/** What is wrong with one field. */
export function fieldError(error: unknown, field: string): string | undefined {
  return error ? asProblem(error).fields.find((each) => each.field === field)?.message : undefined;
}
