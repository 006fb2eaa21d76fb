import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { href, navigate } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { AccountFacts } from "./account-facts";
import { overviewHelp } from "./help";
import { KeyFigures } from "./key-figures";
import { LookFirst } from "./look-first";
import { StartHere } from "./start-here";

export function OverviewPage() {
  const account = useAccount();
  const overview = useQuery({ queryKey: keys.overview(account), queryFn: commands.getOverview });
  const unfinished = overview.data?.unfinishedRunIds ?? [];

  return (
    <Page
      title="Overview"
      help={overviewHelp}
      contentType="dashboard"
      description={
        account.kind === "practice"
          ? "An account to practise in, with roles that have real flaws."
          : "The account that is open, and what to look at in it first."
      }
      actions={
        <Button variant="primary" onClick={() => navigate("/workload")} data-testid="set-up-workload">
          Set up a workload
        </Button>
      }
    >
      <SpaceBetween size="l">
        {overview.isError && (
          <ProblemAlert
            error={overview.error}
            header="The account could not be read"
            action={<Button onClick={() => void overview.refetch()}>Try again</Button>}
          />
        )}
        {unfinished.length > 0 && (
          <Alert
            type="warning"
            header={
              unfinished.length === 1
                ? "One change is not finished"
                : `${unfinished.length} changes are not finished`
            }
            action={<Button onClick={() => navigate(href(["activity"]))}>Go to Activity</Button>}
          >
            Part of a plan was carried out and the rest was not. Finish it or undo it.
          </Alert>
        )}
        <StartHere />
        <KeyFigures overview={overview.data} loading={overview.isPending} />
        <LookFirst notes={overview.data?.notes} loading={overview.isPending} />
        <AccountFacts />
      </SpaceBetween>
    </Page>
  );
}
