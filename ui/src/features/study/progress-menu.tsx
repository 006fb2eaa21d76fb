import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { saveFile } from "../editor/save-file";
import { Confirm } from "./confirm";
import { useStudied } from "./use-study";

/** The progress as a file, and its end. */
export function ProgressMenu() {
  const { put } = useFlashes();
  const studied = useStudied();
  const [asked, setAsked] = useState(false);
  const save = useMutation({
    mutationFn: async () => {
      const { fileName, text } = await commands.studyProgressFile();
      return saveFile(fileName, text);
    },
    onSuccess: (saved) => {
      if (saved)
        put({
          id: "study-progress",
          type: "success",
          header: `${saved.name} was saved`,
          content: "It holds what you answered and which tasks you did, and nothing of any account.",
          dismissible: true,
        });
    },
    onError: (error) =>
      put({
        id: "study-progress",
        type: "error",
        header: "The progress was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      }),
  });
  const reset = useMutation({
    mutationFn: commands.resetProgress,
    onSuccess: () => {
      studied();
      setAsked(false);
      put({
        id: "study-progress",
        type: "success",
        header: "The progress was forgotten",
        dismissible: true,
      });
    },
  });
  return (
    <>
      <ButtonDropdown
        loading={save.isPending}
        items={[
          { id: "export", text: "Export the progress" },
          { id: "reset", text: "Forget the progress" },
        ]}
        onItemClick={({ detail }) => (detail.id === "export" ? save.mutate() : setAsked(true))}
        data-testid="progress-menu"
      >
        Progress
      </ButtonDropdown>
      {asked && (
        <Confirm
          header="Forget all progress?"
          confirmText="Forget it"
          confirmId="confirm-forget-progress"
          busy={reset.isPending}
          error={reset.error}
          onConfirm={() => reset.mutate()}
          onClose={() => setAsked(false)}
        >
          <div>
            Tasks done, answers, scores and timed sets are forgotten, and what is due begins anew. This cannot
            be taken back: export the progress first if you may want it again.
          </div>
        </Confirm>
      )}
    </>
  );
}
