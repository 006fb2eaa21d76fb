import { useEffect } from "react";
import { ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { NotText, readDropped } from "./bytes";
import { openDraft } from "./origin";

/** A policy file may be dropped anywhere: without this, the page would go away and show the file instead. */
export function DroppedFiles() {
  const { put } = useFlashes();
  useEffect(() => {
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const dropped = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      // Who took it already, such as the field for files, has said so.
      const taken = event.defaultPrevented;
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (taken || !file) return;
      readDropped(file).then(
        (saved) => openDraft({ name: file.name, fileName: file.name, kind: null, saved, file: null }),
        (error: unknown) =>
          put({
            id: "dropped-file",
            type: "error",
            header: `${file.name} could not be opened`,
            content: error instanceof NotText ? error.message : <ProblemWords error={error} />,
            dismissible: true,
          }),
      );
    };
    window.addEventListener("dragover", over);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("drop", dropped);
    };
  }, [put]);
  return null;
}
