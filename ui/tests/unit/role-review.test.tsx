import { screen, within } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { documents } from "../../src/ipc/mock/documents";
import { roleReport } from "../../src/ipc/mock/policies";
import { problem } from "../../src/ipc/mock/problem";
import { called, heading, openApp, shown } from "./app";

const REVIEW = "#/roles/MLTrainingRole?tab=review";
const findings = () => within(screen.getByRole("table", { name: "Findings" }));
const rows = () => findings().getAllByRole("row").slice(1);

describe("the review of a role", () => {
  test("its report is what the engine wrote, saved as a file", async () => {
    const { user, backend } = await openApp(REVIEW);
    await user.click(await screen.findByTestId("save-report"));
    await shown(() => screen.findByText("The report was saved"));
    expect(called(backend, "role_report")).toEqual([{ name: "MLTrainingRole" }]);
    const { fileName, html } = roleReport("MLTrainingRole");
    expect(called(backend, "save_file_as")).toEqual([{ name: fileName, text: html }]);
  });

  test("who thinks better of it is told nothing", async () => {
    const { user, backend } = await openApp(REVIEW);
    backend.disk.chosen = null;
    await user.click(await screen.findByTestId("save-report"));
    await vi.waitFor(() => expect(called(backend, "save_file_as")).toHaveLength(1));
    expect(screen.queryByText("The report was saved")).toBeNull();
  });

  test("a file that cannot be written is told of", async () => {
    const { user, backend } = await openApp(REVIEW);
    backend.disk.fault = problem("FILE_UNWRITABLE", "The disk is full.");
    await user.click(await screen.findByTestId("save-report"));
    await shown(() => screen.findByText("The report was not saved"));
    expect(screen.getByText("The disk is full.")).toBeVisible();
  });

  test("the gravest finding comes first, and the order can be turned", async () => {
    const { user } = await openApp(REVIEW);
    await screen.findByText("Any role of the account can be passed on.");
    expect(rows()[0]).toHaveTextContent("Security");
    await user.click(findings().getByRole("button", { name: "Weight" }));
    expect(rows()[0]).toHaveTextContent("Warning");
  });

  test("findings can be narrowed to one weight", async () => {
    const { user } = await openApp(REVIEW);
    await user.click(await screen.findByRole("button", { name: /Which findings/ }));
    await user.click(await screen.findByRole("option", { name: "Warnings (1)" }));
    expect(rows()).toHaveLength(1);
    expect(rows()[0]).toHaveTextContent("SageMaker may use the role");
    await user.click(screen.getByRole("button", { name: /Which findings/ }));
    await user.click(await screen.findByRole("option", { name: "Errors (0)" }));
    await user.click(screen.getByRole("button", { name: "Show all" }));
    expect(rows()).toHaveLength(2);
  });

  test("a finding leads to its line in the editor", async () => {
    const { user } = await openApp(REVIEW);
    await user.click(await screen.findByRole("link", { name: /MLTrainingPolicy, line 12/ }));
    await heading("MLTrainingPolicy");
    await screen.findByRole("textbox", { name: "Text of the policy" });
    const wanted = documents.wideTraining.split("\n")[11];
    expect(wanted).toContain('"');
    await vi.waitFor(() => expect(document.querySelector(".cm-activeLine")?.textContent).toBe(wanted));
  });
});
