import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { AccountView } from "../../bindings/AccountView";
import type { RunState } from "../../bindings/RunState";
import type { RunStepState } from "../../bindings/RunStepState";
import type { RunView } from "../../bindings/RunView";

type Word = { text: string; type: StatusIndicatorProps.Type };

export const runStates: Record<RunState, Word> = {
  running: { text: "Running", type: "in-progress" },
  complete: { text: "Complete", type: "success" },
  failed: { text: "Failed", type: "error" },
  stopped: { text: "Stopped", type: "stopped" },
  interrupted: { text: "Interrupted", type: "warning" },
  undone: { text: "Undone", type: "info" },
  partlyUndone: { text: "Partly undone", type: "warning" },
};

export const stepStates: Record<RunStepState, Word> = {
  pending: { text: "Not done", type: "pending" },
  inDoubt: { text: "Not known", type: "warning" },
  done: { text: "Done", type: "success" },
  failed: { text: "Failed", type: "error" },
};

export const doneCount = (run: RunView) => run.steps.filter((step) => step.state === "done").length;
export const hasDoubt = (run: RunView) =>
  run.state !== "running" && run.steps.some((step) => step.state === "inDoubt");

/** The step that is under way, or comes next. */
export const currentStep = (run: RunView) => run.steps.find((step) => step.state !== "done");

/** A run is finished or undone only in the account in which it began. */
export const belongsTo = (run: RunView, account: AccountView) =>
  run.accountKind === account.kind && run.accountId === account.id;
