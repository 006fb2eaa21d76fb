import "./study.css";
import Badge from "@cloudscape-design/components/badge";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import type { ScenarioView } from "../../bindings/ScenarioView";
import { commands } from "../../ipc/commands";
import { ProblemAlert } from "../../shared/problem";
import { Line, Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { Page } from "../../shell/page";
import { follow } from "../../shell/router";
import { chainSummary } from "../workloads/words";
import { ChainShown } from "./chain-shown";
import { Goals } from "./goals";
import { scenarioHelp } from "./help";
import { lessonHref } from "./path";
import { Sources } from "./sources";
import { StartButtons } from "./start-buttons";
import { useScenario, useScore, useStudy } from "./use-study";
import { levelWords } from "./words";

const above = [{ text: "Study", href: "#/study" }];

/** A broken account to repair. */
export function ScenarioPage({ id }: { id: string }) {
  const scenario = useScenario(id);
  const study = useStudy();
  const row = scenario.data?.row ?? study.data?.scenarios.find((each) => each.id === id);
  return (
    <Page
      title={row?.title ?? "Scenario"}
      help={scenarioHelp}
      above={above}
      actions={
        scenario.data && (
          <StartButtons
            what="scenario"
            open={scenario.data.open}
            start={() => commands.startScenario(id)}
            reset={() => commands.resetScenario(id)}
            startText="Open the broken account"
          />
        )
      }
    >
      {scenario.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Opening the scenario
        </Box>
      )}
      {scenario.isError && !scenario.data && (
        <ProblemAlert error={scenario.error} header="The scenario could not be opened" />
      )}
      {scenario.data && <Scenario of={scenario.data} />}
    </Page>
  );
}

function Scenario({ of }: { of: ScenarioView }) {
  const { row, story, reddened, chain, lessons, sources, open } = of;
  return (
    <SpaceBetween size="l">
      <SpaceBetween direction="horizontal" size="s" alignItems="center">
        <Badge>{levelWords[row.level]}</Badge>
        <Box>About {row.minutes} minutes</Box>
        <Box>{row.best === null ? "Not tried yet" : `Best score ${row.best} %`}</Box>
        {open && <StatusIndicator type="in-progress">Its account is open</StatusIndicator>}
      </SpaceBetween>
      <Container header={<Header variant="h2">What happened</Header>}>
        <Prose text={story} />
      </Container>
      <Score of={of} />
      {reddened.length > 0 && (
        <Container
          header={
            <Header variant="h2" description="The checklist found these well at the start. They cost.">
              What went red on the way
            </Header>
          }
        >
          <ul className="gh-goals" aria-label="What went red on the way">
            {reddened.map((each) => (
              <li key={each}>
                <StatusIndicator type="error">
                  <Line text={each} />
                </StatusIndicator>
              </li>
            ))}
          </ul>
        </Container>
      )}
      {chain && (
        <Container
          header={
            <Header variant="h2" description="Choose a link to see why it stands so.">
              Chain of the workload: {chainSummary(chain).text.toLowerCase()}
            </Header>
          }
        >
          <ChainShown chain={chain} label="The chain of the workload" />
        </Container>
      )}
      {lessons.length > 0 && (
        <Container header={<Header variant="h2">Lessons that help</Header>}>
          <ul className="gh-plain-list">
            {lessons.map(({ id, title, summary }) => (
              <li key={id}>
                <Link href={lessonHref(id)} onFollow={follow}>
                  {title}
                </Link>
                : {summary}
              </li>
            ))}
          </ul>
        </Container>
      )}
      {sources.length > 0 && (
        <Container header={<Header variant="h2">Read on at AWS</Header>}>
          <Sources of={sources} />
        </Container>
      )}
    </SpaceBetween>
  );
}

function Score({ of: { row, goals, score: now, open } }: { of: ScenarioView }) {
  const score = useScore(row.id);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            open ? undefined : "Open the account to begin. It is inside Gatehouse: nothing reaches AWS."
          }
          actions={
            open && (
              <Button loading={score.isPending} onClick={() => score.mutate()} data-testid="score">
                Score it
              </Button>
            )
          }
        >
          Goals
        </Header>
      }
    >
      <SpaceBetween size="m">
        <LiveRegion>
          {now !== null && (
            <Box fontSize="heading-xl" fontWeight="bold">
              Score: {now} %
            </Box>
          )}
        </LiveRegion>
        <Goals goals={goals} />
        {score.isError && <ProblemAlert error={score.error} header="It could not be scored" />}
      </SpaceBetween>
    </Container>
  );
}
