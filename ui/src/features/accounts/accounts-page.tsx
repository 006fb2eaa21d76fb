import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation, useQuery } from "@tanstack/react-query";
import type { AccountChoice } from "../../bindings/AccountChoice";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { useAccount, useOpenAccount } from "./account-context";
import { accountsHelp } from "./help";
import { ProfilesTable } from "./profiles-table";

export function AccountsPage() {
  const account = useAccount();
  const openAccount = useOpenAccount();
  const list = useQuery({ queryKey: keys.accounts, queryFn: commands.listAccounts });
  const open = useMutation({ mutationFn: (choice: AccountChoice) => openAccount(choice) });
  const practising = account.kind === "practice";

  return (
    <Page
      title="Accounts"
      help={accountsHelp}
      description="Where Gatehouse looks, and where the plans that you apply are carried out."
    >
      <SpaceBetween size="l">
        {open.isError && <ProblemAlert error={open.error} header="The account could not be opened" />}
        {list.isError && <ProblemAlert error={list.error} header="The profiles could not be read" />}
        <NoticeList notices={list.data?.notices ?? []} />
        <Container
          header={
            <Header
              variant="h2"
              description="An account inside Gatehouse with roles worth looking at. It costs nothing and reaches no AWS."
              actions={
                <Button
                  disabled={practising}
                  disabledReason="It is open"
                  loading={open.isPending && open.variables.kind === "practice"}
                  onClick={() => open.mutate({ kind: "practice" })}
                  data-testid="open-practice"
                >
                  Open practice
                </Button>
              }
            >
              Practice account
            </Header>
          }
        >
          <Box color="text-body-secondary">
            {practising ? "It is open now." : "It is as you left it."} What you create here stays until you
            delete it.
          </Box>
        </Container>
        <ProfilesTable
          account={account}
          list={list.data}
          loading={list.isPending}
          opening={open.isPending && open.variables.kind === "profile" ? open.variables.name : null}
          onOpen={(name, region) => open.mutate({ kind: "profile", name, region })}
          onReload={() => void list.refetch()}
        />
        <Alert type="info">
          A real account opens read-only. Gatehouse stores no credentials: it uses the AWS SDK's own chain, as
          the AWS CLI does.
        </Alert>
      </SpaceBetween>
    </Page>
  );
}
