import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { CheckFixView } from "../../bindings/CheckFixView";
import { commands } from "../../ipc/commands";
import { CodeView } from "../../shared/code/code-view";
import type { CodeLanguage } from "../../shared/code/languages";
import { ProblemAlert } from "../../shared/problem";
import { useRuns } from "../../shared/runs/runs";
import { StatusIndicator } from "../../shared/status-indicator";
import { useFlashes } from "../../shell/flashes";
import { checkedAgain } from "./checked-again";
import { FixPlan } from "./fix-plan";
import { useFindingChange } from "./use-checklist";

/** What mends it. It is worked out when somebody asks, and what was applied is checked again. */
export function Mend({ of }: { of: CheckFindingView }) {
  const { row, fixable, check } = of;
  const [asked, setAsked] = useState(false);
  const [runId, setRunId] = useState<string | null>(null);
  useCheckOnceDone(of, runId);
  const fix = useQuery({
    queryKey: ["plan-finding-fix", row.key],
    queryFn: () => commands.planFindingFix(row.key),
    enabled: asked,
    gcTime: 0,
    staleTime: 0,
  });
  const open = row.state === "failed" || row.state === "accepted";
  return (
    <Container header={<Header variant="h2">How to mend it</Header>}>
      {row.state === "passed" && <StatusIndicator type="success">There is nothing to mend.</StatusIndicator>}
      {row.state === "notApplicable" && <Box>The check asks nothing of this one.</Box>}
      {row.state === "unanswered" && (
        <Box>Whether something is wrong is not known. Once the permission is there, check it again.</Box>
      )}
      {open && !fixable && (
        <Box>Gatehouse cannot mend this by itself. It passes when this holds: {check.criterion}</Box>
      )}
      {open && fixable && (
        <SpaceBetween size="m">
          {!asked && (
            <SpaceBetween size="s">
              <div>Gatehouse works out what mends it, and what else that changes. Nothing is done yet.</div>
              <Button onClick={() => setAsked(true)} data-testid="show-fix">
                Show what mends it
              </Button>
            </SpaceBetween>
          )}
          {asked && fix.isPending && (
            <Box color="text-body-secondary">
              <Spinner /> Working out what mends it
            </Box>
          )}
          {asked && fix.isError && (
            <ProblemAlert
              error={fix.error}
              header="What mends it could not be worked out"
              action={<Button onClick={() => void fix.refetch()}>Try again</Button>}
            />
          )}
          {asked && fix.data && (
            <Fix
              fix={fix.data}
              onStarted={(id) => {
                setRunId(id);
                setAsked(false);
              }}
            />
          )}
        </SpaceBetween>
      )}
    </Container>
  );
}

function Fix({ fix, onStarted }: { fix: CheckFixView; onStarted: (runId: string) => void }) {
  if (fix.is === "plan") return <FixPlan fix={fix} onStarted={onStarted} />;
  if (fix.is === "steps")
    return (
      <SpaceBetween size="s">
        <div>This cannot be changed where it is. A person does it, step by step:</div>
        <ol className="gh-steps" aria-label="Steps to do">
          {fix.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Alert type="info">When you are through, press “Check again” at the top.</Alert>
      </SpaceBetween>
    );
  return (
    <div className="gh-document">
      <div className="gh-document-bar">
        <Box color="text-body-secondary">What is made already stays as it is. Use this from now on.</Box>
        <span className="gh-document-actions">
          <CopyToClipboard
            copyButtonText="Copy"
            copyButtonAriaLabel="Copy the code"
            textToCopy={fix.text}
            copySuccessText="Copied"
            copyErrorText="Could not copy. Select the text instead."
          />
        </span>
      </div>
      <CodeView text={fix.text} label="Code that mends it" language={fix.language as CodeLanguage} />
    </div>
  );
}

/** A plan that was carried out is looked at: whether it passes now is asked of the account, not believed. */
function useCheckOnceDone({ row }: CheckFindingView, runId: string | null) {
  const { live } = useRuns();
  const { put } = useFlashes();
  const recheck = useFindingChange(
    () => commands.recheckFinding(row.key),
    (view) => put(checkedAgain(view.row)),
  );
  const check = useEffectEvent(() => recheck.mutate(undefined));
  const done = runId !== null && live[runId]?.state === "complete";
  useEffect(() => {
    if (done) check();
  }, [done]);
}
