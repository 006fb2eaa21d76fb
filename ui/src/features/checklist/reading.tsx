import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import LiveRegion from "@cloudscape-design/components/live-region";
import Spinner from "@cloudscape-design/components/spinner";
import { ProblemAlert } from "../../shared/problem";
import type { Checking } from "./use-checklist";

/** How far the account is read; or why it was not read whole. */
export function Reading({ checking: { running, progress, error, cancelled } }: { checking: Checking }) {
  if (running)
    return (
      <Box>
        <Spinner />{" "}
        <LiveRegion tagName="span">
          {progress ? `Reading ${progress.what}: ${progress.found} so far` : "Reading the account"}
        </LiveRegion>
      </Box>
    );
  if (cancelled)
    return (
      <Alert type="info" header="The check was cancelled">
        Nothing was changed. The last run that ended stands.
      </Alert>
    );
  if (error) return <ProblemAlert error={error} header="The account could not be checked" />;
  return null;
}
