import { screen, waitFor, within } from "@testing-library/react";
import type { UserEvent } from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import type { WorkloadInput } from "../../src/bindings/WorkloadInput";
import type { MockBackend } from "../../src/ipc/mock/backend";
import { CHURN_KEY } from "../../src/ipc/mock/keys";
import { problem } from "../../src/ipc/mock/problem";
import { called, heading, openApp, shown } from "./app";

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
  for (const step of ["Encryption", "Secret", "Network"]) {
    await heading(new RegExp(`^${step}`));
    await next(user);
  }
  await heading("Review and create");
}

describe("the wizard", () => {
  test("goes from the first field to a role that exists", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    await shown(() => screen.findByText("Read objects in s3://churn-data/training/"));
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
    await shown(() => screen.findByText(/A role name has letters/));
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
    await toReview(user, "notebook-admin");
    await user.click(await screen.findByRole("button", { name: "Go to Role name" }));
    await heading("Workload and role");
    expect(screen.getByLabelText("Role name")).toBeInvalid();
    expect(screen.getByText(/There is a role notebook-admin/)).toBeVisible();
  });

  test("creates nothing in a read-only account", async () => {
    const { user, backend } = await openApp("#/workload", { profile: "ml-prod" });
    await toReview(user);
    await shown(() => screen.findByText("This account is read-only"));
    expect(screen.getByTestId("create-role")).toBeDisabled();
    expect(called(backend, "apply_plan")).toEqual([]);
  });
});

describe("the whole of a workload", () => {
  const begin = async (hash = "#/workload") => {
    const app = await openApp(hash);
    await fill(app.user, "Role name", "sagemaker-training-churn");
    return app;
  };
  /** Goes to a step whose forerunners are right. */
  const goTo = async (user: UserEvent, step: string) => {
    await toReview(user);
    await user.click(screen.getByRole("button", { name: `Edit ${step}` }));
    await heading(new RegExp(`^${step}`));
  };
  const saved = (backend: MockBackend) => called(backend, "save_workload").at(-1)?.input as WorkloadInput;

  test("who uses the role ticks the activities to begin with", async () => {
    const { user } = await begin();
    expect(await screen.findByLabelText("Publish metrics")).toBeChecked();
    expect(screen.getByLabelText("Manage endpoints")).not.toBeChecked();
    await user.click(screen.getByLabelText("MLOps"));
    expect(screen.getByLabelText("Manage endpoints")).toBeChecked();
    expect(screen.getByLabelText("Manage experiments")).not.toBeChecked();
    await user.click(screen.getByLabelText("Manage experiments"));
    await user.click(screen.getByLabelText("Custom"));
    expect(screen.getByLabelText("Manage experiments")).toBeChecked();
    await user.click(screen.getByTestId("save-workload"));
    await heading(/^Workloads/);
  });

  test("a key of the account is chosen by its alias", async () => {
    const { user, backend } = await openApp("#/workload");
    await goTo(user, "Encryption");
    await user.click(screen.getByLabelText("A key of this account"));
    await user.click(await screen.findByLabelText("KMS key"));
    await user.click(await screen.findByRole("option", { name: /alias\/churn/ }));
    await shown(() => screen.findByText(/Churn data sets and models/));
    // Disabled, to be deleted, and AWS's own: none of them is offered.
    expect(screen.queryByText("alias/labels-2024")).toBeNull();
    await user.click(screen.getByTestId("save-workload"));
    await waitFor(() => expect(saved(backend)).toMatchObject({ key: "existing", kmsKey: CHURN_KEY }));
  });

  test("a new key and a new secret are part of the one plan", async () => {
    const { user, backend } = await openApp("#/workload");
    await goTo(user, "Encryption");
    await user.click(screen.getByLabelText("A new key"));
    await next(user);
    await shown(() => screen.findByText("Give the key an alias."));
    await fill(user, "Alias of the new key", "churn-training");
    await next(user);
    await heading(/^Secret/);
    await user.click(screen.getByLabelText("A new secret with database credentials"));
    expect(screen.getByText("The password is generated")).toBeVisible();
    await fill(user, "Name of the new secret", "ml/database-credentials");
    await fill(user, "Database user", "reader");
    await fill(user, "Host", "warehouse.internal");
    await fill(user, "Port", "5432");
    await next(user);
    await heading(/^Network/);
    await next(user);
    await heading("Review and create");
    const steps = await screen.findByLabelText("Steps of the plan");
    expect(
      within(steps)
        .getAllByRole("listitem")
        .map((step) => step.textContent),
    ).toEqual([
      expect.stringContaining("kms:CreateKey"),
      expect.stringContaining("kms:CreateAlias"),
      expect.stringContaining("secretsmanager:CreateSecret"),
      expect.stringContaining("iam:CreateRole"),
      expect.stringContaining("iam:PutRolePolicy"),
    ]);
    await user.click(screen.getByTestId("create-role"));
    await heading("sagemaker-training-churn is ready");
    // It is saved before anything is done.
    const order = backend.calls.map(({ command }) => command);
    expect(order.indexOf("save_workload")).toBeLessThan(order.indexOf("apply_plan"));
    expect(saved(backend)).toMatchObject({
      key: "new",
      secret: "new",
      secretName: "ml/database-credentials",
    });
    await user.click(screen.getByTestId("open-workload"));
    await heading("sagemaker-training-churn");
  });

  test("a place in the VPC is chosen, and what the network lacks is said", async () => {
    const { user, backend } = await openApp("#/workload");
    await goTo(user, "Network");
    await user.click(screen.getByLabelText("In my VPC"));
    await user.click(await screen.findByLabelText(/^VPC/));
    await user.click(await screen.findByRole("option", { name: /ml-workloads/ }));
    expect(screen.getByLabelText(/^Services that the code calls/)).toBeDisabled();
    await user.click(screen.getByLabelText(/^Subnets/));
    await user.click(await screen.findByRole("option", { name: /ml-private-a/ }));
    await user.keyboard("{Escape}");
    await user.click(screen.getByLabelText(/^Security groups/));
    await user.click(await screen.findByRole("option", { name: /ml-training/ }));
    await user.keyboard("{Escape}");
    await shown(() => screen.findByText(/has no route to ml-s3/));
    await user.click(screen.getByLabelText(/^Services that the code calls/));
    await user.click(await screen.findByRole("option", { name: /sts/ }));
    await user.keyboard("{Escape}");
    await waitFor(() =>
      expect(called(backend, "network_needs").at(-1)?.input).toMatchObject({ uses: ["sts"] }),
    );
    await user.click(screen.getByTestId("save-workload"));
    await waitFor(() =>
      expect(saved(backend)).toMatchObject({
        vpc: true,
        vpcId: "vpc-0a11ce0000000001",
        subnets: ["subnet-0a11ce000000000a"],
        groups: ["sg-training"],
        services: ["sts"],
        makeEndpoints: true,
      }),
    );
  });

  test("what cannot be read can be typed", async () => {
    const { user, backend } = await openApp("#/workload");
    backend.refused.set("get_network", problem("AccessDenied", "ec2:DescribeVpcs is not allowed."));
    await goTo(user, "Network");
    await user.click(screen.getByLabelText("In my VPC"));
    await shown(() => screen.findByText(/ec2:DescribeVpcs is not allowed/));
    await fill(user, /^VPC/, "vpc-1");
    await fill(user, "Subnets", "subnet-1, subnet-2");
    await fill(user, "Security groups", "sg-1");
    await fill(user, "Services that the code calls", "sts");
    await user.click(screen.getByTestId("save-workload"));
    await waitFor(() =>
      expect(saved(backend)).toMatchObject({
        ...{ vpcId: "vpc-1", subnets: ["subnet-1", "subnet-2"], groups: ["sg-1"], services: ["sts"] },
      }),
    );
  });

  test("is saved for later, and nothing is created", async () => {
    const { user, backend } = await openApp("#/workload");
    await user.click(await screen.findByTestId("save-workload"));
    await shown(() => screen.findByText("Give the role a name."));
    await fill(user, "Role name", "sagemaker-training-churn");
    await user.click(screen.getByTestId("save-workload"));
    await shown(() => screen.findByText("sagemaker-training-churn was saved"));
    await heading(/^Workloads/);
    expect(called(backend, "apply_plan")).toEqual([]);
    expect(window.sessionStorage.getItem("gatehouse.workload.draft")).toBeNull();
  });

  test("a saved one of the same name is not replaced unawares", async () => {
    const { user } = await openApp("#/workload");
    await fill(user, "Role name", "MLTrainingRole");
    await shown(() => screen.findByText("There is a saved workload MLTrainingRole"));
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
    await shown(() => dialog.findByText(/Take back: Create the role/));
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
    await shown(() => screen.findByRole("tab", { name: "SageMaker Python SDK" }));
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
    await user.click(screen.getByRole("button", { name: "Save as a file: template.yaml" }));
    await shown(() => screen.findByText("template.yaml was saved"));
    expect(backend.disk.files.get("template.yaml")).toContain("RoleName: sagemaker-training-churn");
  });

  test("that could not be saved is told", async () => {
    const { user, backend } = await openApp("#/workload");
    await toReview(user);
    backend.disk.fault = problem("FILE", "The disk is full.");
    await user.click(await screen.findByTestId("save-code"));
    await shown(() => screen.findByText("The code was not saved"));
    expect(screen.getByText("The disk is full.", { exact: false })).toBeVisible();
  });
});
