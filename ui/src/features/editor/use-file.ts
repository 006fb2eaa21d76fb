import { useCallback, useState } from "react";
import type { FileView } from "../../bindings/FileView";
import { commands } from "../../ipc/commands";
import { isProblem } from "../../ipc/problem";
import { wellFormed } from "./bytes";
import { type Draft, findDraft, keepDraft } from "./origin";

/** A policy's file: saved where it is, or at a place that the person chooses. */
export function useFile(draft: string | null) {
  const [file, setFile] = useState(() => (draft === null ? null : (findDraft(draft)?.file ?? null)));
  /** The text that waits for a word about a file that another program changed. */
  const [conflict, setConflict] = useState<string | null>(null);

  const took = useCallback(
    ({ file, name, text }: FileView) => {
      setFile(file);
      const known = draft === null ? null : findDraft(draft);
      if (draft !== null && known)
        keepDraft(draft, { ...known, file, fileName: name, saved: text } satisfies Draft);
    },
    [draft],
  );

  /** The text as it was written; null where the person thought better of it or is asked first. */
  const saveAs = async (name: string, text: string): Promise<string | null> => {
    const saved = await commands.saveFileAs(name, wellFormed(text));
    if (saved) took(saved);
    return saved && text;
  };
  const save = async (name: string, text: string, replace = false): Promise<string | null> => {
    if (file === null) return saveAs(name, text);
    try {
      took(await commands.saveFile(file, wellFormed(text), replace));
      return text;
    } catch (error) {
      if (!isProblem(error)) throw error;
      // A handle ends with the window: after a reload the file is chosen anew.
      if (error.code === "FILE_UNKNOWN") return saveAs(name, text);
      if (error.code !== "FILE_CHANGED") throw error;
      setConflict(text);
      return null;
    }
  };
  return { hasFile: file !== null, save, saveAs, conflict, settle: () => setConflict(null) };
}
