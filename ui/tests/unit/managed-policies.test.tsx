import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { called, heading, openApp, shown } from "./app";

const FREE = "#/policies/edit?arn=arn:aws:iam::111122223333:policy/OldExperiments";
const USED = "#/policies/edit?arn=arn:aws:iam::111122223333:policy/SharedData";

const button = (name: string | RegExp) => screen.findByRole("button", { name });
const dialog = async () => within(await screen.findByRole("dialog"));
const type = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });
const confirm = () => screen.findByTestId("confirm-create-policy");

describe("creating a managed policy", () => {
  test("begins on the page of policies, is named, planned, made, and opened", async () => {
    const { user, backend } = await openApp("#/policies");
    await user.click(await button("Create managed policy"));
    await heading("New managed policy");
    await user.click(await button("Save as managed policy"));
    const inside = await dialog();
    expect(inside.getByRole("textbox", { name: /Policy name/ })).toHaveFocus();

    type(inside.getByRole("textbox", { name: /Policy name/ }), "a b");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await shown(() => inside.findByText(/takes letters, digits/));

    type(inside.getByRole("textbox", { name: /Policy name/ }), "ChurnData");
    type(inside.getByRole("textbox", { name: /Description/ }), "Reads churn data");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await shown(() => screen.findByText("Create the policy ChurnData"));
    expect(called(backend, "apply_plan")).toEqual([]);
    await user.click(await confirm());
    await heading("ChurnData");
    expect(called(backend, "plan_policy_creation").at(-1)).toMatchObject({
      name: "ChurnData",
      description: "Reads churn data",
      text: expect.stringContaining('"Statement"'),
    });
    expect(window.location.hash).toContain("policy%2FChurnData");
    // It is the account's now: nothing holds back who leaves.
    await user.click(screen.getByRole("link", { name: "Policies", current: false }));
    await shown(() => screen.findByRole("link", { name: "ChurnData" }));
  });

  test("from a draft of another kind there is no such way", async () => {
    const { user } = await openApp("#/policies");
    const text =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}]}';
    fireEvent.change(await screen.findByLabelText("Text of the policy"), { target: { value: text } });
    await user.click(screen.getByRole("button", { name: "Open the text" }));
    await screen.findByText(/As it seems: Trust policy/);
    expect(screen.queryByRole("button", { name: "Save as managed policy" })).toBeNull();
  });

  test("a name that is taken is told at its field", async () => {
    const { user } = await openApp("#/policies");
    await user.click(await button("Create managed policy"));
    await user.click(await button("Save as managed policy"));
    const inside = await dialog();
    const name = inside.getByRole("textbox", { name: /Policy name/ });
    type(name, "SharedData");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await shown(() => inside.findByText(/has the policy SharedData already/));
    expect(name).toBeInvalid();
  });
});

describe("deleting a managed policy", () => {
  test("asks for its name, shows the plan, deletes it, and is undone from Activity", async () => {
    const { user, backend } = await openApp(FREE);
    await heading("OldExperiments");
    await user.click(await screen.findByTestId("delete-policy"));
    const inside = await dialog();
    await shown(() => inside.findByText("Delete the policy OldExperiments", { selector: "div" }));
    expect(inside.getByText(/another unique id/)).toBeVisible();
    const go = inside.getByTestId("confirm-delete");
    expect(go).toBeDisabled();
    type(inside.getByRole("textbox", { name: /Type the policy's name/ }), "OldExperiments");
    await user.click(go);
    await heading("Policies");
    await waitFor(() => expect(screen.queryByRole("link", { name: "OldExperiments" })).toBeNull());

    await user.click(screen.getByRole("link", { name: "Activity" }));
    await heading("Activity");
    await user.click(await screen.findByRole("link", { name: "Delete the policy OldExperiments" }));
    await user.click(await screen.findByTestId("undo-run"));
    await user.click(await screen.findByTestId("confirm-undo"));
    await waitFor(() => expect(backend.policies.map(({ name }) => name)).toContain("OldExperiments"));
  });

  test("one that somebody has is not deleted, and the page says who", async () => {
    const { user } = await openApp(USED);
    await heading("SharedData");
    await user.click(await button("Who has it (2)"));
    const who = within(screen.getByRole("list", { name: "Who has this policy" }));
    expect(who.getByRole("link", { name: "MLTrainingRole" })).toBeVisible();
    expect(who.getByText(/the user ana/)).toBeVisible();
    await user.click(await screen.findByTestId("delete-policy"));
    const inside = await dialog();
    await shown(() => inside.findByText(/attached to the role MLTrainingRole/));
    expect(inside.getByText(/Detach it there/)).toBeVisible();
    expect(inside.getByTestId("confirm-delete")).toBeDisabled();
  });
});

describe("a role's page leads into the editor", () => {
  test("of a policy of AWS, which is copied as a managed policy", async () => {
    const { user, backend } = await openApp("#/roles/notebook-admin");
    await user.click(await screen.findByRole("link", { name: "Open AdministratorAccess" }));
    await heading("AdministratorAccess");
    await shown(() => screen.findByText("Can only be read"));
    expect(screen.getByTestId("delete-policy")).toHaveAttribute("aria-disabled", "true");
    await user.click(await button("Copy as managed policy"));
    const inside = await dialog();
    type(inside.getByRole("textbox", { name: /Policy name/ }), "OurAdministrators");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await user.click(await confirm());
    await heading("OurAdministrators");
    expect(backend.policies.at(-1)?.versions[0]?.document).toBe(
      backend.roles.find(({ name }) => name === "notebook-admin")?.permissions[0]?.document,
    );
  });

  test("and as an inline policy of the role that led there", async () => {
    const { user } = await openApp("#/roles/feature-pipeline");
    await user.click(await screen.findByRole("link", { name: "Open AWSGlueServiceRole" }));
    await user.click(await button("Copy as inline policy"));
    const inside = await dialog();
    expect(inside.getByRole("combobox", { name: /Role/ })).toHaveValue("feature-pipeline");
    const name = inside.getByRole("textbox", { name: /Policy name/ });
    expect(name).toHaveValue("AWSGlueServiceRole");
    type(name, "feature-tables");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await shown(() => inside.findByText(/policy feature-tables already/));
    type(name, "glue-copy");
    await user.click(inside.getByRole("button", { name: "Show the plan" }));
    await user.click(await confirm());
    await heading("glue-copy");
    await shown(() => screen.findByText("As the account has it"));
  });

  test("of the boundary, which is the account's own", async () => {
    const { user } = await openApp("#/roles/sagemaker-endpoint-fraud?tab=boundary");
    await user.click(await screen.findByRole("link", { name: "Edit ml-boundary" }));
    await heading("ml-boundary");
    await shown(() => button("Save as a new version"));
    expect(screen.queryByRole("button", { name: /Copy as/ })).toBeNull();
  });

  test("nothing of a role that belongs to a service can be edited, but AWS's policy can be read", async () => {
    await openApp("#/roles/AWSServiceRoleForAmazonSageMakerNotebooks");
    await shown(() => screen.findByRole("link", { name: /^Open AmazonSageMakerNotebooks/ }));
    expect(screen.queryByRole("link", { name: /^Edit/ })).toBeNull();
  });
});
