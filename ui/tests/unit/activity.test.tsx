import { screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { called, heading, openApp, shown } from "./app";

describe("activity", () => {
  test("lists what was changed with its state in a word", async () => {
    await openApp("#/activity");
    const row = (
      await screen.findByRole("link", { name: "Create the role sagemaker-training-forecast" })
    ).closest("tr");
    expect(within(row as HTMLElement).getByText("Failed")).toBeVisible();
    expect(within(row as HTMLElement).getByText("1 of 2")).toBeVisible();
  });

  test("says in plain words that a step may have happened or not", async () => {
    await openApp("#/activity/run-interrupted");
    await shown(() => screen.findByText("One step may or may not have happened"));
    const steps = within(screen.getByRole("list", { name: "Steps of the run" }));
    expect(steps.getByText("Not known")).toBeVisible();
  });

  test("a failed step has its code, its words and the request id", async () => {
    await openApp("#/activity/run-failed");
    await shown(() => screen.findByText(/LimitExceeded: Maximum policy size/));
    expect(
      screen.getByRole("button", { name: "Copy the request id of step 2", hidden: true }),
    ).toBeInTheDocument();
  });

  test("an undo shows its plan before anything happens", async () => {
    const { user, backend } = await openApp("#/activity/run-complete");
    await user.click(await screen.findByRole("button", { name: "Undo" }));
    const dialog = within(await screen.findByRole("dialog"));
    await shown(() => dialog.findByRole("list", { name: "Steps of the plan" }));
    expect(called(backend, "apply_plan")).toEqual([]);
    await user.click(dialog.getByRole("button", { name: "Undo" }));
    await shown(() => screen.findByText("Undone"));
  });

  test("a run of another account is not touched from here", async () => {
    await openApp("#/activity/run-failed", { profile: "ml-prod" });
    expect(await screen.findByRole("button", { name: /^Finish/ })).toHaveAttribute("aria-disabled", "true");
  });

  test("with nothing done yet it says what to do next", async () => {
    const { user } = await openApp("#/activity", { runs: [] });
    await shown(() => screen.findByText("Nothing was changed yet"));
    await user.click(screen.getByRole("button", { name: "Set up a workload" }));
    await heading("Workload and role");
  });
});
