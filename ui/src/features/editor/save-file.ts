import type { FileView } from "../../bindings/FileView";
import { commands } from "../../ipc/commands";
import { wellFormed } from "./bytes";

/** Writes a text to a file of the person's choice, byte by byte as it stands. Null: they thought better of it. */
export const saveFile = (fileName: string, text: string): Promise<FileView | null> =>
  commands.saveFileAs(fileName, wellFormed(text));
