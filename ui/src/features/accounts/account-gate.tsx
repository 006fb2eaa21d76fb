import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import type { AccountChoice } from "../../bindings/AccountChoice";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { AccountContext, useOpenAccount } from "./account-context";
import { ProfilesTable } from "./profiles-table";
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
          <SpaceBetween size="l">
            <ProblemAlert
              error={current.error}
              header="The practice account could not be opened"
              action={<Button onClick={() => void current.refetch()}>Try again</Button>}
            />
            <OtherAccounts />
          </SpaceBetween>
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

/** Without the practice account a real one can still be opened. */
function OtherAccounts() {
  const openAccount = useOpenAccount();
  const list = useQuery({ queryKey: keys.accounts, queryFn: commands.listAccounts });
  const open = useMutation({ mutationFn: (choice: AccountChoice) => openAccount(choice) });
  return (
    <SpaceBetween size="l">
      {open.isError && <ProblemAlert error={open.error} header="The account could not be opened" />}
      {list.isError && <ProblemAlert error={list.error} header="The profiles could not be read" />}
      <NoticeList notices={list.data?.notices ?? []} />
      <ProfilesTable
        account={null}
        list={list.data}
        loading={list.isPending}
        opening={open.isPending && open.variables.kind === "profile" ? open.variables.name : null}
        onOpen={(name, region) => open.mutate({ kind: "profile", name, region })}
        onReload={() => void list.refetch()}
      />
    </SpaceBetween>
  );
}
