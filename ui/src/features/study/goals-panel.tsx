import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Link from "@cloudscape-design/components/link";
import LiveRegion from "@cloudscape-design/components/live-region";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { ProblemAlert } from "../../shared/problem";
import { follow, href } from "../../shell/router";
import { Goals } from "./goals";
import { useScenario, useScore } from "./use-study";

/** The goals of the scenario that is open. */
export function GoalsPanel({ id }: { id: string }) {
  const scenario = useScenario(id);
  const score = useScore(id);
  if (scenario.isPending)
    return (
      <Box color="text-body-secondary">
        <Spinner /> Looking up the goals
      </Box>
    );
  if (!scenario.data) return <ProblemAlert error={scenario.error} header="The goals could not be shown" />;
  const { goals, score: now } = scenario.data;
  return (
    <SpaceBetween size="m">
      <Link href={href(["study", "scenarios", id])} onFollow={follow}>
        Back to the story
      </Link>
      <Goals goals={goals} />
      <LiveRegion>{now !== null && `Score: ${now} %`}</LiveRegion>
      {score.isError && <ProblemAlert error={score.error} header="It could not be scored" />}
      <Button
        variant="primary"
        loading={score.isPending}
        onClick={() => score.mutate()}
        data-testid="score-panel"
      >
        Score it
      </Button>
    </SpaceBetween>
  );
}
