import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { RunView } from "../../bindings/RunView";
import { useAccount, useAskUnlock } from "../../features/accounts/account-context";
import { useFlashes } from "../../shell/flashes";
import { ProblemWords } from "../problem";
import { GiveValueModal, stepWithoutValue } from "./give-value-modal";
import { belongsTo } from "./run-words";
import { type RunOptions, useRuns } from "./runs";

interface Props {
  run: RunView;
  how?: RunOptions;
}

/** Stop, finish, undo: whatever the run allows. */
export function RunActions({ run, how }: Props) {
  const account = useAccount();
  const askUnlock = useAskUnlock();
  const runs = useRuns();
  const { put } = useFlashes();
  const failed = (header: string) => (error: unknown) =>
    put({
      id: "run-action",
      type: "error",
      header,
      content: <ProblemWords error={error} />,
      dismissible: true,
    });
  const stop = useMutation({
    mutationFn: () => runs.stop(run.id),
    onError: failed("The run could not be stopped"),
  });
  const finish = useMutation({
    mutationFn: () => runs.finish(run.id, how),
    onError: failed("The run could not be finished"),
  });

  const [giving, setGiving] = useState(false);
  const waiting = stepWithoutValue(run);
  const elsewhere = !belongsTo(run, account);
  const reason =
    run.accountKind === "practice"
      ? "Open the practice account first"
      : `Open the account ${run.accountId} first`;
  const guarded = (act: () => void) => () => (account.writable ? act() : askUnlock());

  return (
    <SpaceBetween direction="horizontal" size="xs">
      {run.state === "running" && (
        <Button loading={stop.isPending} onClick={() => stop.mutate()} data-testid="stop-run">
          Stop after this step
        </Button>
      )}
      {run.canFinish && (
        <Button
          variant="primary"
          disabled={elsewhere}
          disabledReason={reason}
          loading={finish.isPending}
          onClick={guarded(() => (waiting ? setGiving(true) : finish.mutate()))}
          data-testid="finish-run"
        >
          {waiting ? "Give the value and finish" : "Finish"}
        </Button>
      )}
      {run.canUndo && (
        <Button
          disabled={elsewhere || finish.isPending}
          disabledReason={elsewhere ? reason : "It is being finished"}
          onClick={() => runs.askUndo(run)}
          data-testid="undo-run"
        >
          Undo
        </Button>
      )}
      {giving && waiting && (
        <GiveValueModal
          run={run}
          step={waiting.number}
          onGiven={() => finish.mutate()}
          onClose={() => setGiving(false)}
        />
      )}
    </SpaceBetween>
  );
}
