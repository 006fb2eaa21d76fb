import type { TrainingInput } from "../../bindings/TrainingInput";
import type { FieldErrors } from "./use-field-errors";

/** What each step of the wizard is given. */
export interface StepProps {
  input: TrainingInput;
  change: (part: Partial<TrainingInput>) => void;
  errors: FieldErrors;
}
