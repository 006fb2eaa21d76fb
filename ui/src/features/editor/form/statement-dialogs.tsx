import { useState } from "react";
import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";
import { AddActions } from "./add-actions";
import { AddPrincipal } from "./add-principal";
import { AddResource } from "./add-resource";
import { ConditionDialog } from "./condition-dialog";
import type { Ask } from "./statement-card";
import type { Change } from "./use-changes";

interface Props {
  ask: Ask;
  analysis: PolicyAnalysis;
  texts: readonly string[];
  change: Change;
  onClose: () => void;
}

/** The dialog that a card asked for. It stays with the statement as it was when it was opened. */
export function StatementDialogs({ ask, analysis, texts, change, onClose }: Props) {
  const [opened] = useState({ view: analysis.statements[ask.statement], shown: texts[ask.statement] ?? "" });
  const { view, shown } = opened;
  if (!view) return null;
  const common = { statement: ask.statement, view, kind: analysis.kind, shown, change, onClose };
  switch (ask.what) {
    case "actions":
      return <AddActions {...common} />;
    case "resource":
      return <AddResource {...common} />;
    case "principal":
      return <AddPrincipal {...common} />;
    case "condition":
      return <ConditionDialog {...common} line={ask.line} />;
  }
}
