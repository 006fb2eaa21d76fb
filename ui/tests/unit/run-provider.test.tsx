import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { RunView } from "../../src/bindings/RunView";
import { commands } from "../../src/ipc/commands";
import { RunProvider } from "../../src/shared/runs/run-provider";
import { useRunList, useRuns } from "../../src/shared/runs/runs";
import { FlashProvider } from "../../src/shell/flashes";

afterEach(() => vi.restoreAllMocks());

const run = (state: RunView["state"]) =>
  ({ id: "run-1", title: "A change", state, steps: [] }) as unknown as RunView;

function Shown() {
  const runs = useRuns();
  return (
    <>
      <button type="button" onClick={() => void runs.apply("plan-1", { quiet: () => true })}>
        Apply
      </button>
      <p>It is {runs.live["run-1"]?.state ?? "not begun"}</p>
    </>
  );
}

test("a word on the way that comes after the end does not take the end back", async () => {
  let tell: (run: RunView) => void = () => {};
  vi.spyOn(commands, "applyPlan").mockImplementation(async (_, onProgress) => {
    tell = onProgress;
    onProgress(run("running"));
    return run("complete");
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FlashProvider>
        <RunProvider>
          <Shown />
        </RunProvider>
      </FlashProvider>
    </QueryClientProvider>,
  );
  act(() => screen.getByRole("button", { name: "Apply" }).click());
  await screen.findByText("It is complete");
  act(() => tell(run("running")));
  expect(screen.getByText("It is complete")).toBeVisible();
});

function Journal() {
  const list = useRunList();
  return <p>The journal says {list.runs?.[0]?.state ?? "nothing yet"}</p>;
}

test("a first reading of the journal that began before a run's end does not show it as under way", async () => {
  let answer: (runs: RunView[]) => void = () => {};
  vi.spyOn(commands, "listRuns").mockImplementation(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  vi.spyOn(commands, "applyPlan").mockImplementation(async (_, onProgress) => {
    onProgress(run("running"));
    return run("complete");
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <FlashProvider>
        <RunProvider>
          <Shown />
          <Journal />
        </RunProvider>
      </FlashProvider>
    </QueryClientProvider>,
  );
  act(() => screen.getByRole("button", { name: "Apply" }).click());
  await screen.findByText("It is complete");
  act(() => answer([run("running")]));
  await screen.findByText("The journal says complete");
});
