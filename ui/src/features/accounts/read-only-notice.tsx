import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { useAccount, useAskUnlock } from "./account-context";

/** Stands where a plan would be applied, as long as the account is read-only. */
export function ReadOnlyNotice() {
  const account = useAccount();
  const askUnlock = useAskUnlock();
  if (account.writable) return null;
  return (
    <Alert
      type="warning"
      header="This account is read-only"
      action={<Button onClick={askUnlock}>Unlock writing</Button>}
    >
      You can look at the plan. To apply it, unlock writing for this account first.
    </Alert>
  );
}
