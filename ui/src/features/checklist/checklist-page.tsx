import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import "./checklist.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useEffect, useRef } from "react";
import type { ChecklistView } from "../../bindings/ChecklistView";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { relativeTime, Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { usePlaceParam } from "../../shell/router";
import { ChecksTab } from "./checks-tab";
import { ExportMenu } from "./export-menu";
import { FindingsTab } from "./findings-tab";
import { checklistHelp } from "./help";
import { Overall } from "./overall";
import { Reading } from "./reading";
import { FINDINGS_ID, showFindings } from "./show-findings";
import { type Checking, useChecking, useChecklist } from "./use-checklist";

/** From when on a reading is told to be old, in milliseconds. */
const OLD = 24 * 60 * 60 * 1000;

/** How the account stands with the six best practices, as a list to be worked down. */
export function ChecklistPage() {
  const checklist = useChecklist();
  const checking = useChecking();
  const { data } = checklist;
  return (
    <Page
      title="Checklist"
      help={checklistHelp}
      contentType="table"
      description={
        data ? (
          <>
            The six best practices, each thing of the account looked at. Read <Time at={data.readAt} />
          </>
        ) : (
          "The six best practices, each thing of the account looked at"
        )
      }
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          {data && <ExportMenu />}
          {checking.running ? (
            <Button onClick={checking.cancel} data-testid="cancel-check">
              Cancel
            </Button>
          ) : (
            // The first time the way to it stands below, with what it does.
            data !== null && (
              <Spot id={hotspots.runChecklist}>
                <Button variant="primary" onClick={checking.start} data-testid="check-account">
                  Check the account
                </Button>
              </Spot>
            )
          )}
        </SpaceBetween>
      }
    >
      <SpaceBetween size="l">
        <Reading checking={checking} />
        {checklist.isPending && (
          <Box color="text-body-secondary">
            <Spinner /> Looking up the last run
          </Box>
        )}
        {checklist.isError && !data && (
          <ProblemAlert
            error={checklist.error}
            header="The last run could not be shown"
            action={<Button onClick={() => void checklist.refetch()}>Try again</Button>}
          />
        )}
        {data === null && !checking.running && <NeverRun checking={checking} />}
        {data && <Found checklist={data} running={checking.running} />}
      </SpaceBetween>
    </Page>
  );
}

function Found({ checklist, running }: { checklist: ChecklistView; running: boolean }) {
  const [tab, setTab] = usePlaceParam("tab", "findings");
  const [check] = usePlaceParam("check");
  const [filter] = usePlaceParam("filter");
  // Who comes by a link to some of them, or back from one, wants to see the list.
  const filterAtFirst = useRef(filter);
  useEffect(() => {
    if (filterAtFirst.current !== "") showFindings();
  }, []);
  const age = Date.now() - Date.parse(checklist.readAt);
  return (
    <SpaceBetween size="l">
      {age > OLD && !running && (
        <Alert type="info" header={`The account was read ${relativeTime(checklist.readAt, Date.now())}`}>
          What was changed in it since then is not in this list. Check the account again to see it.
        </Alert>
      )}
      {!(tab === "checks" && check !== "") && (
        <SpaceBetween size="l">
          <NoticeList notices={checklist.notices} />
          <Overall checklist={checklist} />
        </SpaceBetween>
      )}
      <div id={FINDINGS_ID} tabIndex={-1}>
        <Tabs
          variant="container"
          activeTabId={tab}
          onChange={({ detail }) => setTab(detail.activeTabId)}
          tabs={[
            {
              id: "findings",
              label: `Findings (${checklist.findings.length})`,
              content: <FindingsTab checklist={checklist} />,
            },
            {
              id: "checks",
              label: `All checks (${checklist.checks.length})`,
              content: <ChecksTab checklist={checklist} />,
            },
          ]}
        />
      </div>
    </SpaceBetween>
  );
}

function NeverRun({ checking }: { checking: Checking }) {
  return (
    <Container>
      <Box textAlign="center" padding="l">
        <SpaceBetween size="s">
          <Box variant="h2">This account was not checked yet</Box>
          <Box color="text-body-secondary">
            Roles, keys, secrets, the network, buckets, trails and jobs are read, and each is held against the
            best practices. Nothing is changed, and no secret's value is read.
          </Box>
          <Button variant="primary" onClick={checking.start} data-testid="first-check">
            Check the account
          </Button>
        </SpaceBetween>
      </Box>
    </Container>
  );
}
