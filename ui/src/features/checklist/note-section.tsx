import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useEffect, useEffectEvent, useState } from "react";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import { commands } from "../../ipc/commands";
import { ProblemWords } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { useFlashes } from "../../shell/flashes";
import { setGuard } from "../../shell/router";
import { useFindingChange } from "./use-checklist";

/** What a reviewer wants to remember about a finding. It is kept by a button, and when they go on. */
export function NoteSection({ of: { row, note } }: { of: CheckFindingView }) {
  const [text, setText] = useState(note ?? "");
  const { put } = useFlashes();
  const save = useFindingChange(
    (what: string) => commands.setFindingNote(row.key, what),
    undefined,
    // The page may be gone by then: what was written stands in the message.
    (error, what) =>
      put({
        id: `note:${row.key}`,
        type: "error",
        header: `The note about ${row.check} of ${row.name} was not kept`,
        content: (
          <>
            <ProblemWords error={error} />
            <Box padding={{ top: "xs" }}>{what}</Box>
          </>
        ),
        dismissible: true,
      }),
  );
  const changed = text.trim() !== (note ?? "");
  const keep = () => {
    if (changed && !save.isPending) save.mutate(text.trim());
  };
  const keepOnLeaving = useEffectEvent(keep);
  // Whoever goes on to the next finding takes no note with them.
  useEffect(() => {
    if (!changed) return;
    setGuard(() => {
      keepOnLeaving();
      return true;
    });
    return () => setGuard(null);
  }, [changed]);
  return (
    <Container header={<Header variant="h2">Note</Header>}>
      <SpaceBetween size="s">
        <FormField
          label="For the next review"
          description="Stays on this machine, and stands in reports"
          controlId="finding-note"
          stretch
        >
          <Textarea
            value={text}
            rows={3}
            onChange={({ detail }) => setText(detail.value)}
            onKeyDown={({ detail }) => {
              if (detail.key === "Enter" && detail.ctrlKey) keep();
            }}
          />
        </FormField>
        <SpaceBetween direction="horizontal" size="s" alignItems="center">
          <Button disabled={!changed} loading={save.isPending} onClick={keep} data-testid="save-note">
            Keep the note
          </Button>
          {save.isSuccess && !changed && (
            <StatusIndicator type="success">{note === null ? "Taken away" : "Kept"}</StatusIndicator>
          )}
        </SpaceBetween>
      </SpaceBetween>
    </Container>
  );
}
