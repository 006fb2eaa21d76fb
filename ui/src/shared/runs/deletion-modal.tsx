import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { type ReactNode, useState } from "react";
import { AskedPlan, type AskedPlanProps } from "./asked-plan";

interface Props extends Pick<AskedPlanProps, "make" | "onStarted" | "onClose"> {
  /** What it is: `role`. */
  what: string;
  /** What is deleted, as its page calls it. */
  title: string;
  /** What must be typed, and what that is: its name, or where it has none that tells it from others, its id. */
  typed: string;
  typedIs?: "name" | "id";
  confirmId?: string;
  /** What the plan is made of beside the thing itself. */
  by?: readonly unknown[];
  /** What is shown, or chosen, before it is confirmed. */
  children?: ReactNode;
}

/** Deleting: the plan with its consequences, and a name to be typed, so that nobody deletes by a slip of the hand. */
export function DeletionModal(props: Props) {
  const { what, title, typed: wanted, typedIs = "name", by = [], children } = props;
  const [typed, setTyped] = useState("");
  return (
    <AskedPlan
      id={["delete", what, wanted, ...by]}
      make={props.make}
      header={`Delete the ${what} ${title}`}
      errorHeader={`This ${what} cannot be deleted`}
      confirmText="Delete"
      confirmId={props.confirmId ?? "confirm-delete"}
      confirmed={typed === wanted}
      confirmation={
        <SpaceBetween size="m">
          {children}
          <FormField
            label={`Type the ${what}'s ${typedIs} to confirm`}
            constraintText={wanted}
            controlId={`confirm-${typedIs}`}
            stretch
          >
            <Input
              value={typed}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => setTyped(detail.value)}
            />
          </FormField>
        </SpaceBetween>
      }
      onStarted={props.onStarted}
      onClose={props.onClose}
    />
  );
}
