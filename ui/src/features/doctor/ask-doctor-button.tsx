import Button from "@cloudscape-design/components/button";
import { askDoctor } from "./carried";

/** Whether a code of AWS says that something was refused. */
export const isRefusal = (code: string): boolean =>
  /AccessDenied|Unauthorized|NotAuthorized|Forbidden|NotAuthorised/i.test(code);

/** Carries an error over to the doctor. */
export function AskDoctorButton({ text }: { text: string }) {
  return (
    <Button onClick={() => askDoctor(text)} data-testid="ask-doctor">
      Ask the doctor
    </Button>
  );
}
