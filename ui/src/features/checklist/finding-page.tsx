import { Explain } from "../../shared/explain";
import "./checklist.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import ContentLayout from "@cloudscape-design/components/content-layout";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { FindingRow } from "../../bindings/FindingRow";
import { commands } from "../../ipc/commands";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert, ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { follow, href, navigate } from "../../shell/router";
import { AcceptanceSection } from "./acceptance-section";
import { CheckFacts } from "./check-facts";
import { checkedAgain } from "./checked-again";
import { checkHref } from "./checks-tab";
import { Evidence } from "./evidence";
import { bySeverity } from "./finding-rows";
import { findingHelp } from "./help";
import { Severity, State } from "./marks";
import { Mend } from "./mend";
import { NoteSection } from "./note-section";
import { useChecklist, useFinding, useFindingChange } from "./use-checklist";
import { lastList } from "./walk";
import { WalkButtons } from "./walk-buttons";

/** One finding: what is wrong, why it matters, what shows it, what mends it, and what somebody thinks of it. */
export function FindingPage({ id }: { id: string }) {
  const finding = useFinding(id);
  const checklist = useChecklist();
  const all = [...(checklist.data?.findings ?? [])].sort(bySeverity);
  // What the list knows of it is shown while the rest is on its way, so that the heading stands at once.
  const row = finding.data?.row ?? all.find(({ key }) => key === id);
  useScreen({
    title: row ? `${row.check} ${row.name}` : "Finding",
    help: findingHelp,
    contentType: "table",
    above: [{ text: "Checklist", href: lastList() }],
  });
  return (
    <ContentLayout
      header={
        <SpaceBetween size="xs">
          <Header
            variant="h1"
            info={<InfoLink topic={findingHelp} />}
            description={row && <Marks row={row} of={finding.data} />}
          >
            {row?.words ?? "Finding"}
          </Header>
          <div className="gh-findings-bar">
            <WalkButtons id={id} all={all.map(({ key }) => key)} />
            {finding.data && <CheckAgain of={finding.data} />}
          </div>
        </SpaceBetween>
      }
    >
      {finding.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Looking up the finding
        </Box>
      )}
      {finding.isError && (
        <ProblemAlert
          error={finding.error}
          header="The finding could not be shown"
          action={<Button onClick={() => navigate(lastList())}>Back to the checklist</Button>}
        />
      )}
      {finding.data && <Found of={finding.data} />}
    </ContentLayout>
  );
}

/** How it stands, and what it is about. */
function Marks({ row, of }: { row: FindingRow; of: CheckFindingView | undefined }) {
  const what = `${row.kind} ${row.name}`;
  return (
    <span className="gh-finding-marks">
      <Severity of={row.severity} />
      <span data-testid="finding-state">
        <State of={row.state} />
      </span>
      <span>
        {of && of.place.length > 0 ? (
          <Link href={href(of.place)} onFollow={follow}>
            {what}
          </Link>
        ) : (
          what
        )}
      </span>
      <span>
        <Link href={checkHref(row.check)} onFollow={follow}>
          {row.check}
          {of && ` ${of.check.title}`}
        </Link>
      </span>
      {row.workloads.length > 0 && (
        <span>
          In the workload{row.workloads.length > 1 && "s"}{" "}
          {row.workloads.map((name, at) => (
            <span key={name}>
              {at > 0 && ", "}
              <Link href={href(["workloads", name])} onFollow={follow}>
                {name}
              </Link>
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

/** Reads what the finding is about once more, and nothing else. */
function CheckAgain({ of: { row } }: { of: CheckFindingView }) {
  const { put } = useFlashes();
  const recheck = useFindingChange(
    () => commands.recheckFinding(row.key),
    (view) => put(checkedAgain(view.row)),
  );
  return (
    <Button
      iconName="refresh"
      loading={recheck.isPending}
      onClick={() =>
        recheck.mutate(undefined, {
          onError: (error) =>
            put({
              id: "recheck",
              type: "error",
              header: "It could not be checked again",
              content: <ProblemWords error={error} />,
              dismissible: true,
            }),
        })
      }
      data-testid="recheck"
    >
      Check again
    </Button>
  );
}

function Found({ of }: { of: CheckFindingView }) {
  const { row, check, evidence, missing, witnesses } = of;
  return (
    <div className="gh-finding">
      <div>
        {row.state === "unanswered" && missing.length === 0 && (
          <Alert type="info" header="It could not be answered">
            {row.words}
          </Alert>
        )}
        <NoticeList notices={missing} />
        <Container header={<Header variant="h2">Why it matters</Header>}>
          <SpaceBetween size="m">
            <div>
              {check.why} <Explain subject={`check:${check.id}`} what={`${check.id} ${check.title}`} />
            </div>
            {witnesses.length > 0 && (
              <div>
                <Box variant="h3">Who could do what because of it</Box>
                <ul className="gh-plain-list">
                  {witnesses.map((witness) => (
                    <li key={witness}>{witness}</li>
                  ))}
                </ul>
              </div>
            )}
          </SpaceBetween>
        </Container>
        {evidence.length > 0 && <Evidence evidence={evidence} />}
        <Mend of={of} />
      </div>
      <div>
        <AcceptanceSection of={of} />
        <NoteSection of={of} />
        <Container header={<Header variant="h2">About the check</Header>}>
          <CheckFacts check={check} columns={1} />
        </Container>
      </div>
    </div>
  );
}
