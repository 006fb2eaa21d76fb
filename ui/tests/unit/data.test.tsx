import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { called, heading, openApp, shown } from "./app";

/** The row of the table in which something stands. */
async function row(table: string, name: string) {
  const found = within(await screen.findByRole("table", { name: table })).getByText(name);
  const whole = found.closest("tr");
  if (!whole) throw new Error(`${name} stands in no row`);
  return whole;
}

describe("buckets", () => {
  test("show what their security hangs on, and what could not be read", async () => {
    await openApp("#/data");
    const good = await row("Buckets", "example-churn-features");
    expect(within(good).getByText("Blocked")).toBeVisible();
    expect(within(good).getByText("KMS key 1234abcd-12ab-34cd-56ef-1234567890ab")).toBeVisible();
    const weak = await row("Buckets", "example-fraud-scores");
    expect(within(weak).getByText("Public")).toBeVisible();
    const other = await row("Buckets", "example-audit");
    expect(within(other).getByText("Could not be read")).toBeVisible();
    expect(screen.getByText(/s3:GetEncryptionConfiguration is missing/)).toBeVisible();
  });

  test("are closed by a plan", async () => {
    const { user, backend } = await openApp("#/data");
    await user.click(await screen.findByRole("button", { name: "Change example-fraud-scores" }));
    await user.click(await screen.findByRole("menuitem", { name: "Block public access" }));
    await screen.findByText("Block all public access to the bucket example-fraud-scores.");
    await user.click(screen.getByTestId("confirm-change"));
    await waitFor(() => expect(backend.data.buckets[1]?.publicAccess?.blockPolicy).toBe(true));
  });

  test("are encrypted with a key that is filled in", async () => {
    const { user, backend } = await openApp("#/data");
    await user.click(await screen.findByRole("button", { name: "Change example-fraud-scores" }));
    await user.click(await screen.findByRole("menuitem", { name: "Choose the encryption" }));
    await user.type(await screen.findByLabelText("KMS key"), "alias/fraud");
    await user.click(screen.getByTestId("see-plan"));
    await screen.findByText(/with the KMS key alias\/fraud/);
    expect(called(backend, "plan_bucket_change")[0]?.change).toEqual({
      is: "encryption",
      key: "alias/fraud",
      bucketKey: false,
    });
  });

  test("lead to their policy in the editor", async () => {
    const { user } = await openApp("#/data");
    await user.click(await screen.findByRole("link", { name: "Open the policy of example-fraud-scores" }));
    await heading("Bucket policy");
  });

  test("of an empty account say what to do", async () => {
    await openApp("#/data", { roles: [] });
    await shown(() => screen.findByText(/The account has no buckets/));
  });
});

describe("images, jobs and trails", () => {
  test("a repository that everybody may pull from stands out", async () => {
    const { user } = await openApp("#/data?tab=images");
    const open = await row("Repositories", "fraud/scoring");
    expect(within(open).getByText("Every account")).toBeVisible();
    await user.click(within(open).getByRole("link", { name: "Open the policy of fraud/scoring" }));
    await heading("Repository policy");
  });

  test("jobs say what protects them, and a secret in the clear by its name alone", async () => {
    await openApp("#/data?tab=jobs");
    const good = await row("Jobs and notebooks", "churn-weekly-107");
    expect(within(good).getByText("In a VPC, 2 subnets")).toBeVisible();
    expect(within(good).getByText("Isolated containers")).toBeVisible();
    const weak = await row("Jobs and notebooks", "fraud-graph-2");
    expect(within(weak).getByText("Its 4 instances talk in the clear")).toBeVisible();
    expect(within(weak).getByText("Holds a secret in the clear: WAREHOUSE_PASSWORD")).toBeVisible();
    expect(screen.getByText(/Of training jobs the newest 100 are shown/)).toBeVisible();
  });

  test("root access of a notebook is taken away by a plan", async () => {
    const { user, backend } = await openApp("#/data?tab=jobs");
    await user.click(await screen.findByRole("button", { name: "Take root access away: recommender-poc" }));
    await screen.findByText("Let nobody be root on the notebook instance recommender-poc.");
    await user.click(screen.getByTestId("confirm-change"));
    await waitFor(() => expect(backend.data.jobs[1]?.rootAccess).toBe(false));
  });

  test("a stopped trail is started again", async () => {
    const { user, backend } = await openApp("#/data?tab=trails");
    const stopped = await row("Trails", "audit-2025");
    expect(within(stopped).getByText("Stopped")).toBeVisible();
    await user.click(within(stopped).getByRole("button", { name: "Change audit-2025" }));
    await user.click(await screen.findByRole("menuitem", { name: "Start logging" }));
    await user.click(await screen.findByTestId("confirm-change"));
    await waitFor(() => expect(backend.data.trails[0]?.logging).toBe(true));
  });

  test("a trail logs who reads a bucket", async () => {
    const { user, backend } = await openApp("#/data?tab=trails");
    await user.click(await screen.findByRole("button", { name: "Change audit-2025" }));
    await user.click(await screen.findByRole("menuitem", { name: "Log who reads a bucket" }));
    await user.type(await screen.findByLabelText("Bucket"), "example-fraud-scores");
    await user.click(screen.getByTestId("see-plan"));
    await user.click(await screen.findByTestId("confirm-change"));
    await waitFor(() =>
      expect(backend.data.trails[0]?.dataEvents?.[0]?.values).toEqual(["arn:aws:s3:::example-fraud-scores/"]),
    );
  });

  test("are filtered", async () => {
    const { user } = await openApp("#/data?tab=jobs");
    await user.type(await screen.findByLabelText("Find jobs and notebooks"), "Notebook");
    await user.click(await screen.findByRole("option", { name: /Notebook"/ }));
    await waitFor(() => expect(screen.queryByText("fraud-graph-2")).toBeNull());
    expect(screen.getByText("recommender-poc")).toBeVisible();
  });
});
