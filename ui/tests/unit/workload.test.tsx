import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { WorkloadInput } from "../../src/bindings/WorkloadInput";
import { problem } from "../../src/ipc/mock/backend";
import { called, heading, openApp } from "./app";

const next = (user: UserEvent) => user.click(screen.getByTestId("wizard-next"));

/** Fills a field at once, as a paste does: typing letter by letter is what user-event is slow at. */
async function fill(user: UserEvent, label: string | RegExp, text: string) {
  const field = screen.getByLabelText(label);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

async function toReview(user: UserEvent, roleName = "sagemaker-training-churn") {
  await fill(user, "Role name", roleName);
  await next(user);
  await heading("Data");
  await fill(user, "Bucket to read", "s3://churn-data/training/");
  await fill(user, "Bucket to write", "churn-models");
  await next(user);
  await heading("Image");
  await fill(user, "ECR repository or image", "churn-training");
  await next(user);
  await heading(/Encryption/);
  await next(user);
  await heading("Review and create");
}

describe("the wizard", () => {
  test("goes from the first field to a role that exists", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    expect(await screen.findByText("Read objects in s3://churn-data/training/")).toBeVisible();
    expect(screen.getByText(/Create the role sagemaker-training-churn/)).toBeVisible();
    expect(screen.getByText("aws iam create-role", { exact: false })).toBeInTheDocument();
    expect(screen.getAllByText(/of 10,240 characters/)).toHaveLength(1);
    expect(screen.getByText("What you need yourself")).toBeVisible();

    await user.click(screen.getByTestId("create-role"));
    await heading("sagemaker-training-churn is ready");
    expect(screen.getByText("arn:aws:iam::111122223333:role/sagemaker-training-churn")).toBeVisible();
    expect(called(backend, "review_workload").at(-1)).toMatchObject({
      input: {
        inputBucket: "churn-data",
        inputPrefix: "training/",
        outputBucket: "churn-models",
        vpc: false,
      },
    });

    await user.click(screen.getByRole("button", { name: "Look at the role" }));
    await heading("sagemaker-training-churn");
  });

  test("says at the field what is wrong with it, and stays", async () => {
    const { user } = await openApp("#/workload");
    await fill(user, "Role name", "not a name");
    await next(user);
    expect(await screen.findByText(/A role name has letters/)).toBeVisible();
    expect(screen.getByLabelText("Role name")).toBeInvalid();
    expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("Workload and role");
  });

  test("an empty field is wrong only once one tries to go on", async () => {
    const { user } = await openApp("#/workload?step=2");
    await user.click(screen.getByLabelText("Bucket to read"));
    await user.tab();
    expect(screen.queryByText("Name the bucket.")).toBeNull();
    await next(user);
    expect(await screen.findAllByText("Name the bucket.")).toHaveLength(2);
  });

  test("keeps what was entered on the way back, and over a look elsewhere", async () => {
    const { user } = await openApp("#/workload");
    await fill(user, "Role name", "sagemaker-training-churn");
    await next(user);
    await heading("Data");
    await fill(user, "Bucket to read", "churn-data");
    await user.click(screen.getByRole("button", { name: "Same bucket" }));
    expect(screen.getByLabelText("Bucket to write")).toHaveValue("churn-data");
    await user.click(screen.getByTestId("wizard-previous"));
    await heading("Workload and role");
    expect(screen.getByLabelText("Role name")).toHaveValue("sagemaker-training-churn");

    await user.click(screen.getByRole("link", { name: "Activity" }));
    await heading("Activity");
    await user.click(screen.getByRole("link", { name: "Set up a workload" }));
    expect(await screen.findByLabelText("Role name")).toHaveValue("sagemaker-training-churn");
  });

  test("asks before it throws away what was entered", async () => {
    const { user } = await openApp("#/workload");
    await fill(user, "Role name", "sagemaker-training-churn");
    await user.click(screen.getByTestId("wizard-cancel"));
    const dialog = within(await screen.findByRole("dialog"));
    await user.click(dialog.getByRole("button", { name: "Leave" }));
    await heading("Overview");
  });

  test("a name that is taken is said in the review and at the field", async () => {
    const { user } = await openApp("#/workload");
    await toReview(user, "MLTrainingRole");
    await user.click(await screen.findByRole("button", { name: "Go to Role name" }));
    await heading("Workload and role");
    expect(screen.getByLabelText("Role name")).toBeInvalid();
    expect(screen.getByText(/There is a role MLTrainingRole/)).toBeVisible();
  });

  test("creates nothing in a read-only account", async () => {
    const { user, backend } = await openApp("#/workload", { profile: "ml-prod" });
    await toReview(user);
    expect(await screen.findByText("This account is read-only")).toBeVisible();
    expect(screen.getByTestId("create-role")).toBeDisabled();
    expect(called(backend, "apply_plan")).toEqual([]);
  });
});

describe("a run that stops halfway", () => {
  test("says what was done and what was not, and is finished", async () => {
    const { user } = await openApp("#/workload", { failAtStep: 2 });
    await toReview(user);
    await screen.findByText("What Gatehouse will do");
    await user.click(screen.getByTestId("create-role"));
    await heading("sagemaker-training-churn is not ready");
    expect(screen.getByText("1 of 2 steps done; the others were not.")).toBeVisible();
    expect(screen.getAllByText(/LimitExceeded/)[0]).toBeVisible();
    await user.click(screen.getByTestId("finish-run"));
    await heading("sagemaker-training-churn is ready");
  });

  test("is undone, by a plan that is shown first", async () => {
    const { user, backend } = await openApp("#/workload", { failAtStep: 2 });
    await toReview(user);
    await screen.findByText("What Gatehouse will do");
    await user.click(screen.getByTestId("create-role"));
    await user.click(await screen.findByTestId("undo-run"));
    const dialog = within(await screen.findByRole("dialog"));
    expect(await dialog.findByText(/Take back: Create the role/)).toBeVisible();
    expect(called(backend, "apply_plan")).toHaveLength(1);
    await user.click(dialog.getByTestId("confirm-undo"));
    await heading("sagemaker-training-churn was taken back");
    await waitFor(() =>
      expect(backend.roles.map((role) => role.name)).not.toContain("sagemaker-training-churn"),
    );
  });
});

describe("the code", () => {
  test("stands in the review, and beside the role that was made", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    expect(await screen.findByRole("tab", { name: "SageMaker Python SDK" })).toBeVisible();
    await user.click(screen.getByRole("tab", { name: "Terraform" }));
    const text = await screen.findByRole("textbox", { name: "Terraform, main.tf" });
    expect(text).toHaveTextContent('resource "aws_iam_role" "training" {');
    expect(text).toHaveAttribute("aria-readonly", "true");

    await user.click(screen.getByTestId("create-role"));
    await heading("sagemaker-training-churn is ready");
    await user.click(await screen.findByRole("tab", { name: "boto3" }));
    await screen.findByRole("textbox", { name: "boto3, train_boto3.py" });
    const asked = called(backend, "workload_code").map(({ input }) => input as WorkloadInput);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    for (const input of asked) expect(input).toMatchObject({ roleName: "sagemaker-training-churn" });
  });

  test("is saved as a file under its usual name", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    await user.click(await screen.findByRole("tab", { name: "CloudFormation" }));
    await user.click(screen.getByRole("button", { name: "Save template.yaml as a file" }));
    expect(await screen.findByText("template.yaml was saved")).toBeVisible();
    expect(backend.disk.files.get("template.yaml")).toContain("RoleName: sagemaker-training-churn");
  });

  test("that could not be saved is told", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    backend.disk.fault = problem("FILE", "The disk is full.");
    await user.click(await screen.findByTestId("save-code"));
    expect(await screen.findByText("The code was not saved")).toBeVisible();
    expect(screen.getByText("The disk is full.", { exact: false })).toBeVisible();
  });
});
