import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { problem } from "../../src/ipc/mock/problem";
import { called, heading, openApp, shown } from "./app";

const filter = (tokens: unknown[]) =>
  `#/workloads?filter=${encodeURIComponent(JSON.stringify({ and: tokens }))}`;

describe("the saved workloads", () => {
  test("are listed with what belongs to them, and lead to their page", async () => {
    const { user } = await openApp("#/workloads");
    const row = (await screen.findByRole("link", { name: "MLTrainingRole" })).closest("tr") as HTMLElement;
    expect(within(row).getByText("Data scientist")).toBeVisible();
    expect(within(row).getByText("Secret churn/warehouse")).toBeVisible();
    expect(within(row).getByText("2 subnets")).toBeVisible();
    await user.click(screen.getByRole("link", { name: "MLTrainingRole" }));
    await heading("MLTrainingRole");
    expect(screen.getByRole("link", { name: "Workloads", current: "page" })).toBeVisible();
  });

  test.each([
    ["any text", [[null, ":", "alias/CHURN"]], ["MLTrainingRole"]],
    ["a part", [["partText", "=", "Bucket fraud-data"]], ["sagemaker-endpoint-fraud"]],
    ["without a part", [["partText", "!=", "Bucket fraud-data"]], ["MLTrainingRole"]],
    ["who uses it", [["personaText", "=", "MLOps"]], ["sagemaker-endpoint-fraud"]],
  ])("are found by %s", async (_, tokens, names) => {
    await openApp(filter(tokens));
    const found = await screen.findAllByRole("rowheader");
    expect(found.map(({ textContent }) => textContent)).toEqual(names);
  });

  test("a filter that nothing matches can be cleared", async () => {
    const { user } = await openApp(filter([[null, ":", "nothing like it"]]));
    await shown(() => screen.findByText("No workload matches"));
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await shown(() => screen.findByRole("link", { name: "MLTrainingRole" }));
  });

  test("none yet: the way to the wizard", async () => {
    const { user } = await openApp("#/workloads", { roles: [], runs: [] });
    await user.click(await screen.findByRole("button", { name: "Set up the first one" }));
    await heading("Workload and role");
  });

  test("that cannot be read say so", async () => {
    const { backend, user } = await openApp("#/");
    backend.refused.set("list_workloads", problem("FILE", "The folder cannot be read."));
    await user.click(screen.getByRole("link", { name: "Workloads" }));
    await shown(() => screen.findByText("The workloads could not be read"));
    backend.refused.clear();
    await user.click(screen.getByRole("button", { name: "Try again" }));
    await shown(() => screen.findByRole("link", { name: "MLTrainingRole" }));
  });
});

describe("a workload", () => {
  test("says how it stands, and what differs", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole");
    await shown(() => screen.findByText("2 things differ"));
    expect(screen.getByText("2 broken links")).toBeVisible();
    await user.click(screen.getByRole("tab", { name: "Compared with the account (2)" }));
    const table = within(await screen.findByRole("table", { name: "Compared with the account" }));
    const rows = table.getAllByRole("row").slice(1);
    // What differs stands first, and what could not be read before what is the same.
    expect(rows.slice(0, 3).map((row) => within(row).getByRole("rowheader").textContent)).toEqual([
      "Endpoint for sts",
      "Permissions policy",
      "Network ACLs",
    ]);
    expect(table.getByText("Not there")).toBeVisible();
    expect(table.getByText(/ec2:DescribeNetworkAcls is missing/)).toBeVisible();
  });

  test("shows both texts of a policy that differs", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole?tab=drift");
    await user.click(await screen.findByRole("button", { name: "See the difference of Permissions policy" }));
    const dialog = within(await screen.findByRole("dialog"));
    const text = await dialog.findByRole("textbox", { name: "Changes of the text" });
    expect(text).toHaveTextContent("s3:*");
    expect(text).toHaveTextContent("s3:GetObject");
  });

  test("is repaired by a plan that is shown first, and read again", async () => {
    const { user, backend } = await openApp("#/workloads/MLTrainingRole");
    await user.click(await screen.findByTestId("repair-workload"));
    await screen.findByLabelText("Steps of the plan");
    expect(called(backend, "apply_plan")).toEqual([]);
    await user.click(screen.getByTestId("confirm-repair"));
    await shown(() => screen.findByText("Every link holds", undefined, { timeout: 10_000 }));
    expect(screen.getByText(/^No difference is known/)).toBeVisible();
    expect(called(backend, "get_workload").length).toBeGreaterThanOrEqual(2);
  });

  test("that is whole has nothing to repair", async () => {
    const { user } = await openApp("#/workloads/sagemaker-endpoint-fraud");
    await shown(() => screen.findByText("All as it was chosen"));
    expect(screen.getByText("Every link holds")).toBeVisible();
    await user.click(screen.getByTestId("repair-workload"));
    await shown(() => screen.findByText(/nothing that a plan could repair/));
    await user.click(screen.getByTestId("close-repair"));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  test("is changed in the wizard, under the name that it has", async () => {
    const { user, backend } = await openApp("#/workloads/MLTrainingRole");
    await user.click(await screen.findByTestId("change-workload"));
    const name = await screen.findByLabelText("Role name");
    expect(name).toHaveValue("MLTrainingRole");
    expect(name).toBeDisabled();
    expect(screen.getByLabelText("Data scientist")).toBeChecked();
    expect(screen.getByLabelText("Manage experiments")).toBeChecked();
    expect(document.title).toContain("Change MLTrainingRole");
    await user.click(screen.getByTestId("save-workload"));
    await heading(/^Workloads/);
    expect(called(backend, "save_workload")[0]?.input).toMatchObject({
      ...{ roleName: "MLTrainingRole", persona: "dataScientist", secret: "existing", services: ["sts"] },
    });
  });

  test("what was begun in the wizard is not lost unasked", async () => {
    const { user } = await openApp("#/workload");
    await user.click(screen.getByLabelText("Role name"));
    await user.paste("another-one");
    await user.click(screen.getByRole("link", { name: "Workloads" }));
    await user.click(await screen.findByRole("link", { name: "MLTrainingRole" }));
    await user.click(await screen.findByTestId("change-workload"));
    await user.click(await screen.findByTestId("confirm-change"));
    expect(await screen.findByLabelText("Role name")).toHaveValue("MLTrainingRole");
  });

  test("is forgotten after a question, and nothing else happens", async () => {
    const { user, backend } = await openApp("#/workloads/MLTrainingRole");
    await user.click(await screen.findByTestId("forget-workload"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(dialog.getByText("Nothing in the account is deleted")).toBeVisible();
    expect(called(backend, "forget_workload")).toEqual([]);
    await user.click(dialog.getByTestId("confirm-forget"));
    await heading(/^Workloads/);
    await shown(() => screen.findByText("MLTrainingRole was forgotten"));
    expect(screen.queryByRole("link", { name: "MLTrainingRole" })).toBeNull();
    expect(backend.roles.map(({ name }) => name)).toContain("MLTrainingRole");
  });

  test("shows its code and what was chosen", async () => {
    const { user } = await openApp("#/workloads/MLTrainingRole?tab=code");
    await shown(() => screen.findByRole("tab", { name: "Terraform" }));
    await user.click(screen.getByRole("tab", { name: "What was chosen" }));
    await shown(() => screen.findByText("Manage jobs, Manage experiments"));
    expect(screen.getByText("s3://churn-data/training")).toBeVisible();
    expect(screen.queryByRole("button", { name: "Edit Data" })).toBeNull();
  });

  test("that is not in the account yet lacks everything", async () => {
    const { user } = await openApp("#/workload");
    await user.click(screen.getByLabelText("Role name"));
    await user.paste("later");
    await user.click(screen.getByTestId("save-workload"));
    await user.click(await screen.findByRole("link", { name: "later" }));
    await shown(() => screen.findByText("3 things differ"));
  });

  test("that is not saved says so", async () => {
    await openApp("#/workloads/gone");
    await shown(() => screen.findByText("There is no saved workload gone."));
  });
});
