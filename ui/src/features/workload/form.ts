import type { WorkloadInput } from "../../bindings/WorkloadInput";
import type { FieldErrors } from "./use-field-errors";

/** What each step of the wizard is given. */
export interface StepProps {
  input: WorkloadInput;
  change: (part: Partial<WorkloadInput>) => void;
  errors: FieldErrors;
}
