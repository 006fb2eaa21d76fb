import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { CheckFixView } from "../../bindings/CheckFixView";
import { PolicyDocument } from "../../shared/policy-document";
import { PlanModal } from "../../shared/runs/plan-modal";
import { StatusIndicator } from "../../shared/status-indicator";
import { count } from "./words";

interface Props {
  fix: Extract<CheckFixView, { is: "plan" }>;
  onStarted: (runId: string) => void;
}

/** A fix by plan: what it does to the checklist and to saved workloads, then its steps, then applied. */
export function FixPlan({ fix, onStarted }: Props) {
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState(false);
  const { plan, breaks } = fix;
  return (
    <SpaceBetween size="m">
      <Outcome fix={fix} />
      <Button variant="primary" onClick={() => setOpen(true)} data-testid="see-fix-plan">
        {plan.steps.length === 1 ? "See the step and apply" : `See the ${plan.steps.length} steps and apply`}
      </Button>
      {open && (
        <PlanModal
          header={plan.title}
          plan={plan}
          error={null}
          errorHeader="This cannot be done"
          confirmText="Apply"
          confirmId="confirm-fix"
          confirmed={breaks.length === 0 || known}
          confirmation={
            <SpaceBetween size="m">
              {plan.documents.map(({ title, text, size, limit }) => (
                <ExpandableSection
                  key={title}
                  headerText={`${title}, as it is written`}
                  headingTagOverride="h3"
                >
                  <PolicyDocument title={title} text={text} size={{ used: size, limit }} />
                </ExpandableSection>
              ))}
              {breaks.length > 0 && (
                <Checkbox checked={known} onChange={({ detail }) => setKnown(detail.checked)}>
                  I know that {count(breaks.length, "link", "links")} of saved workloads would break
                </Checkbox>
              )}
            </SpaceBetween>
          }
          onStarted={(run) => onStarted(run.id)}
          onClose={() => setOpen(false)}
        />
      )}
    </SpaceBetween>
  );
}

/** What passes, fails and breaks afterwards. */
function Outcome({ fix: { turnsGreen, turnsRed, breaks } }: Pick<Props, "fix">) {
  return (
    <SpaceBetween size="s">
      <Sentences title="Turns green" type="success" of={turnsGreen} />
      <Sentences title="Turns red" type="error" of={turnsRed} />
      {breaks.length > 0 ? (
        <Sentences title="Would break" type="warning" of={breaks} />
      ) : (
        <StatusIndicator type="success">No saved workload breaks</StatusIndicator>
      )}
    </SpaceBetween>
  );
}

interface SentencesProps {
  title: string;
  type: "success" | "error" | "warning";
  of: readonly string[];
}

function Sentences({ title, type, of }: SentencesProps) {
  if (of.length === 0) return null;
  return (
    <section aria-label={title}>
      <Box variant="strong">
        <StatusIndicator type={type}>{title}</StatusIndicator>
      </Box>
      <ul className="gh-plain-list">
        {of.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
