import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import DatePicker from "@cloudscape-design/components/date-picker";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { AcceptanceView } from "../../bindings/AcceptanceView";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { FieldProblem } from "../../bindings/FieldProblem";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { Dialog } from "../../shared/dialog";
import { ProblemAlert } from "../../shared/problem";
import { errorAt } from "../../shared/runs/plan-form";
import { inDays, lastDay, problemsOf, today, written } from "./acceptance-rules";
import { useFindingChange } from "./use-checklist";

/** How long a risk is accepted where nobody says, in days. */
const USUAL = 90;

/** Somebody answers for a risk, says why, and until when. */
export function AcceptModal({ of, onClose }: { of: CheckFindingView; onClose: () => void }) {
  const { row, acceptance } = of;
  const [input, setInput] = useState<AcceptanceView>(
    acceptance ?? { reason: "", owner: "", expires: inDays(USUAL) },
  );
  const [fields, setFields] = useState<readonly FieldProblem[]>([]);
  const accept = useFindingChange((what: AcceptanceView) => commands.acceptRisk(row.key, what), onClose);
  const change = (part: Partial<AcceptanceView>) => {
    const next = { ...input, ...part };
    setInput(next);
    // What was told to be wrong goes as soon as it is right; nothing new is told while somebody types.
    setFields((old) => {
      const still = problemsOf(next);
      return old.flatMap(({ field }) => still.filter((each) => each.field === field));
    });
  };
  const submit = () => {
    const wrong = problemsOf(input);
    setFields(wrong);
    const first = wrong[0];
    if (first) document.getElementById(`accept-${first.field}`)?.focus();
    else
      accept.mutate(
        { ...input, reason: input.reason.trim(), owner: input.owner.trim() },
        { onError: (error) => setFields(asProblem(error).fields) },
      );
  };
  const refused = accept.isError && asProblem(accept.error).fields.length === 0;
  return (
    <Dialog
      header="Accept the risk"
      firstField="accept-reason"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              loading={accept.isPending}
              onClick={submit}
              data-testid="confirm-acceptance"
            >
              Accept the risk
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <SpaceBetween size="m">
          <div>{row.words}</div>
          {refused && <ProblemAlert error={accept.error} header="The risk was not accepted" />}
          <FormField
            label="Why"
            description="For whoever reads the list in half a year"
            constraintText="At least 10 characters"
            errorText={errorAt(fields, "reason")}
            controlId="accept-reason"
            stretch
          >
            <Textarea
              value={input.reason}
              rows={3}
              onChange={({ detail }) => change({ reason: detail.value })}
            />
          </FormField>
          <FormField
            label="Who answers for it"
            constraintText="A person or a team, not a role"
            errorText={errorAt(fields, "owner")}
            controlId="accept-owner"
            stretch
          >
            <Input
              value={input.owner}
              spellcheck={false}
              onChange={({ detail }) => change({ owner: detail.value })}
            />
          </FormField>
          <FormField
            label="Until"
            description="The last day on which it counts. After it the check fails again."
            constraintText="YYYY/MM/DD, a year from now at most"
            errorText={errorAt(fields, "expires")}
            controlId="accept-expires"
          >
            <DatePicker
              value={input.expires}
              placeholder="YYYY/MM/DD"
              locale="en-GB"
              isDateEnabled={(day) => {
                const at = written(day);
                return at >= today() && at <= lastDay();
              }}
              onChange={({ detail }) => change({ expires: detail.value })}
            />
          </FormField>
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
