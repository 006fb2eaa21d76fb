import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { AccountContext } from "./account-context";
import { UnlockModal } from "./unlock-modal";

/** Nothing is shown before an account is open; where none is, the practice account is opened. */
export function AccountGate({ children }: { children: ReactNode }) {
  const [unlocking, setUnlocking] = useState(false);
  const current = useQuery({
    queryKey: keys.account,
    queryFn: async () =>
      (await commands.currentAccount()) ?? (await commands.openAccount({ kind: "practice" })),
  });
  const account = current.data;
  const accounts = useMemo(() => account && { account, askUnlock: () => setUnlocking(true) }, [account]);

  if (!accounts) {
    return (
      <main className="gh-start">
        <h1>Gatehouse</h1>
        {current.isError ? (
          <ProblemAlert
            error={current.error}
            header="The practice account could not be opened"
            action={<Button onClick={() => void current.refetch()}>Try again</Button>}
          />
        ) : (
          <Box color="text-body-secondary">
            <Spinner /> Opening the account
          </Box>
        )}
      </main>
    );
  }
  return (
    <AccountContext value={accounts}>
      {children}
      {unlocking && <UnlockModal onClose={() => setUnlocking(false)} />}
    </AccountContext>
  );
}
