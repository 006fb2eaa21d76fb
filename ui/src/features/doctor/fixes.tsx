import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useEffect, useEffectEvent, useState } from "react";
import type { DoctorAnswer } from "../../bindings/DoctorAnswer";
import type { DoctorFix } from "../../bindings/DoctorFix";
import { commands } from "../../ipc/commands";
import { CodeView } from "../../shared/code/code-view";
import { formatJson } from "../../shared/code/format-json";
import { PolicyDocument } from "../../shared/policy-document";
import { Prose } from "../../shared/prose";
import { AskedPlan } from "../../shared/runs/asked-plan";
import { useRuns } from "../../shared/runs/runs";
import { follow } from "../../shell/router";
import { editorHref } from "../roles/role-findings";

interface Props {
  fixes: readonly DoctorFix[];
  text: string;
  answers: readonly DoctorAnswer[];
  /** A plan was carried out: it is looked at again. */
  onMended: () => void;
}

/** What mends it: a plan, a statement to add by hand, or code. */
export function Fixes({ fixes, text, answers, onMended }: Props) {
  const [planned, setPlanned] = useState<DoctorFix | null>(null);
  const [runId, setRunId] = useState<string | null>(null);
  const { live } = useRuns();
  const mended = useEffectEvent(onMended);
  const done = runId !== null && live[runId]?.state === "complete";
  useEffect(() => {
    if (done) mended();
  }, [done]);
  return (
    <Container header={<Header variant="h2">What mends it</Header>}>
      <ul className="gh-doctor-fixes" aria-label="What mends it">
        {fixes.map((fix) => (
          <li key={fix.id}>
            <Fix fix={fix} onPlan={() => setPlanned(fix)} />
          </li>
        ))}
      </ul>
      {planned && (
        <AskedPlan
          id={["doctor-fix", planned.id, text, answers]}
          make={() => commands.planDoctorFix(text, [...answers], planned.id)}
          header={planned.title}
          errorHeader="This cannot be planned"
          confirmText="Apply"
          confirmId="confirm-doctor-fix"
          onStarted={({ id }) => setRunId(id)}
          onClose={() => setPlanned(null)}
        />
      )}
    </Container>
  );
}

function Fix({ fix, onPlan }: { fix: DoctorFix; onPlan: () => void }) {
  const { title, words, plan, target, statement, code } = fix;
  return (
    <SpaceBetween size="s">
      <Box variant="h3" padding="n">
        {title}
      </Box>
      <Prose text={words} />
      {statement !== null && <PolicyDocument title={`Statement: ${title}`} text={formatJson(statement)} />}
      {code !== null && (
        <div className="gh-document">
          <div className="gh-document-bar">
            <span className="gh-document-actions">
              <CopyToClipboard
                copyButtonText="Copy"
                copyButtonAriaLabel={`Copy the code: ${title}`}
                textToCopy={code}
                copySuccessText="Copied"
                copyErrorText="Could not copy. Select the text instead."
              />
            </span>
          </div>
          <CodeView text={code} label={`Code: ${title}`} language="python" />
        </div>
      )}
      <SpaceBetween direction="horizontal" size="m" alignItems="center">
        {plan && (
          <Button
            variant="primary"
            ariaLabel={`See the plan: ${title}`}
            onClick={onPlan}
            data-testid="plan-fix"
          >
            See the plan
          </Button>
        )}
        {target && (
          <Link href={editorHref(target)} onFollow={follow} ariaLabel={`Open in the editor: ${title}`}>
            Open in the editor
          </Link>
        )}
      </SpaceBetween>
    </SpaceBetween>
  );
}
