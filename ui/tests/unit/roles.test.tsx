import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { called, heading, openApp, shown } from "./app";

const filter = (tokens: unknown[]) => `#/roles?filter=${encodeURIComponent(JSON.stringify({ and: tokens }))}`;
const names = () =>
  within(screen.getByRole("table"))
    .queryAllByRole("link")
    .map((link) => link.textContent);

describe("the list of roles", () => {
  test("filters by the text that is typed, and keeps the filter in the address", async () => {
    const { user } = await openApp("#/roles");
    await screen.findByRole("link", { name: "MLTrainingRole" });
    expect(names()).toHaveLength(8);
    await user.type(screen.getByLabelText("Find roles"), "fraud");
    await user.click(await screen.findByRole("option", { name: /fraud"/ }));
    await waitFor(() => expect(names()).toEqual(["sagemaker-endpoint-fraud"]));
    expect(window.location.hash).toContain("fraud");
  });

  test.each([
    [[["trustedText", "=", "glue.amazonaws.com"]], ["feature-pipeline"]],
    [[["attachedText", ":", "administrator"]], ["notebook-admin"]],
    [[["tagText", "=", "team = churn"]], ["MLTrainingRole"]],
    [[["bounded", "=", "Yes"]], ["sagemaker-endpoint-fraud"]],
    [[["path", "=", "/service-role/"]], ["AmazonSageMaker-ExecutionRole-20240611T101512"]],
  ])("the address %j shows %j", async (tokens, expected) => {
    await openApp(filter(tokens));
    await screen.findByRole("link", { name: expected[0] });
    expect(names()).toEqual(expected);
  });

  test("a filter that nothing matches can be cleared", async () => {
    const { user } = await openApp(filter([[null, ":", "nothing like it"]]));
    await shown(() => screen.findByText("No role matches"));
    await user.click(screen.getByRole("button", { name: "Clear the filter" }));
    await screen.findByRole("link", { name: "MLTrainingRole" });
  });

  test("an account without roles says what to do next", async () => {
    await openApp("#/roles", { roles: [] });
    await shown(() => screen.findByText("No roles yet"));
  });

  test("a long reading shows how far it is, and can be cancelled", async () => {
    const { user, backend } = await openApp("#/roles", { delay: 40 });
    await screen.findAllByText(/\d roles so far/);
    await user.click(screen.getByRole("button", { name: "Cancel reading" }));
    await shown(() => screen.findByText("The reading was cancelled"));
    expect(called(backend, "cancel_reading")).toHaveLength(1);
  });
});

describe("one role", () => {
  test("shows its permissions, its trust and its boundary", async () => {
    const { user } = await openApp("#/roles/sagemaker-endpoint-fraud");
    await heading("sagemaker-endpoint-fraud");
    await shown(() => screen.findByText("fraud-endpoint"));
    expect(screen.getByText("arn:aws:iam::111122223333:role/sagemaker-endpoint-fraud")).toBeVisible();
    await user.click(screen.getByRole("tab", { name: "Trust" }));
    await shown(() => screen.findByText("(sagemaker.amazonaws.com)"));
    await user.click(screen.getByRole("tab", { name: /Boundary/ }));
    await shown(() => screen.findByText("ml-boundary"));
    expect(window.location.hash).toContain("tab=boundary");
  });

  test("is deleted only after its name was typed, with the consequences shown", async () => {
    const { user, backend } = await openApp("#/roles/feature-pipeline");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    await shown(() => dialog.findByText(/lose their access at once/));
    expect(dialog.getByText("Detach the policy AWSGlueServiceRole")).toBeVisible();
    const confirm = dialog.getByRole("button", { name: "Delete" });
    expect(confirm).toBeDisabled();
    await user.type(dialog.getByLabelText("Type the role's name to confirm"), "feature-pipeline");
    await user.click(confirm);

    await heading(/^Roles/);
    await shown(() => screen.findByText(/All 3 steps were done/));
    expect(screen.getByRole("button", { name: "Undo" })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole("link", { name: "feature-pipeline" })).toBeNull());
    expect(called(backend, "apply_plan")).toHaveLength(1);
  });

  test("is not deleted where it belongs to a service", async () => {
    await openApp("#/roles/AWSServiceRoleForAmazonSageMakerNotebooks");
    await screen.findByText("Summary");
    expect(screen.getByRole("button", { name: /^Delete/ })).toHaveAttribute("aria-disabled", "true");
  });

  test("is not deleted in a read-only account", async () => {
    const { user } = await openApp("#/roles/feature-pipeline", { profile: "ml-prod" });
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const dialog = within(await screen.findByRole("dialog"));
    await shown(() => dialog.findByText("This account is read-only"));
    await user.type(dialog.getByLabelText("Type the role's name to confirm"), "feature-pipeline");
    expect(dialog.getByRole("button", { name: "Delete" })).toBeDisabled();
  });

  test("that is gone gives AWS's code and the request id", async () => {
    await openApp("#/roles/gone");
    await shown(() => screen.findByText(/NoSuchEntity/));
    expect(screen.getByRole("button", { name: "Copy the request id" })).toBeVisible();
  });
});
