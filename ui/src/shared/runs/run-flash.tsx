import Button from "@cloudscape-design/components/button";
import type { FlashbarProps } from "@cloudscape-design/components/flashbar";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { RunView } from "../../bindings/RunView";
import { follow, href } from "../../shell/router";
import { currentStep, doneCount } from "./run-words";

interface Actions {
  stop: (run: RunView) => void;
  finish: (run: RunView) => void;
  undo: (run: RunView) => void;
}

/** A run as a message at the top of the window. */
export function runFlash(run: RunView, actions: Actions): FlashbarProps.MessageDefinition & { id: string } {
  const id = `run:${run.id}`;
  if (run.state === "running") {
    const step = currentStep(run);
    return {
      id,
      type: "in-progress",
      loading: true,
      header: run.title,
      content: step
        ? `Step ${Math.min(doneCount(run) + 1, run.steps.length)} of ${run.steps.length}: ${step.words}`
        : "Almost done",
      action: <Button onClick={() => actions.stop(run)}>Stop after this step</Button>,
    };
  }
  const good = run.state === "complete" || run.state === "undone";
  return {
    id,
    type: good ? "success" : run.state === "failed" ? "error" : "warning",
    header: run.title,
    content: (
      <>
        {run.summary}{" "}
        <Link color="inverted" href={href(["activity", run.id])} onFollow={follow}>
          See each step under Activity
        </Link>
      </>
    ),
    dismissible: true,
    action: (run.canFinish || (run.canUndo && !run.undoes)) && (
      <SpaceBetween direction="horizontal" size="xs">
        {run.canFinish && <Button onClick={() => actions.finish(run)}>Finish</Button>}
        {run.canUndo && !run.undoes && <Button onClick={() => actions.undo(run)}>Undo</Button>}
      </SpaceBetween>
    ),
  };
}
