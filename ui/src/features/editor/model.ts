import { createContext, useContext } from "react";
import type { PolicyAnalysis } from "../../bindings/PolicyAnalysis";
import type { PolicyEdit } from "../../bindings/PolicyEdit";
import type { TextEditView } from "../../bindings/TextEditView";

/** What lights up in all three views after a question was asked. */
export interface Lit {
  deciding: number[];
  near: number[];
}

/**
 * The one document that text, form and picture show. The text is the truth: the form asks for changes of it, and what
 * everybody shows is the analysis of the text.
 */
export interface EditorModel {
  text: string;
  /** Of the newest text that could be read; null before the first answer. */
  analysis: PolicyAnalysis | null;
  /** The text of that analysis: all places in it are places of this text. */
  analysedText: string;
  /** The text cannot be read at the moment: form and picture show the last state that could, and cannot be changed. */
  stale: boolean;
  readOnly: boolean;
  /** The statement that is looked at. */
  selected: number | null;
  select: (statement: number | null) => void;
  /** Asks for a change of the form; resolves once the text has it. Rejects with a `Problem`. */
  change: (edit: PolicyEdit) => Promise<void>;
  /** Applies changes of the text, as those of a fix. */
  apply: (edits: TextEditView[]) => void;
  lit: Lit | null;
}

const Model = createContext<EditorModel | null>(null);

export const ModelProvider = Model.Provider;

/** The model of the workbench around it. */
export function useModel(): EditorModel {
  const model = useContext(Model);
  if (!model) throw new Error("there is a workbench around every panel");
  return model;
}
