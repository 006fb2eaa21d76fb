import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { isRefusal } from "../../src/features/doctor/ask-doctor-button";
import { problem } from "../../src/ipc/mock/problem";
import { called, heading, openApp, shown } from "./app";

const example = async (name: string) => {
  const opened = await openApp("#/doctor");
  await opened.user.click(await screen.findByRole("button", { name }));
  return opened;
};

describe("the error doctor", () => {
  test("wants a text first", async () => {
    const { user, backend } = await openApp("#/doctor");
    await user.click(await screen.findByTestId("diagnose"));
    await shown(() => screen.findByText("Paste an error first, or try an example."));
    expect(screen.getByRole("textbox", { name: /^The error/ })).toHaveFocus();
    expect(called(backend, "diagnose")).toHaveLength(0);
  });

  test("says what it read, what is behind it, and what of the account shows that", async () => {
    const { backend } = await example("A job that never begins");
    await shown(() => screen.findByRole("heading", { name: "SageMaker could not become the role" }));
    expect(screen.getByText("The trust policy of the role does not name SageMaker.")).toBeVisible();
    expect(screen.getByText("Trust policy of the role")).toBeVisible();
    expect(screen.getByText("sts:AssumeRole")).toBeVisible();
    expect(screen.getByText("Certain: the account shows it")).toBeVisible();
    const looked = within(screen.getByRole("table", { name: "What was looked at" }));
    expect(looked.getByRole("row", { name: /^Broken.*Its trust policy/ })).toBeVisible();
    const chain = within(screen.getByRole("region", { name: "The chain of the workload" }));
    expect(chain.getByRole("button", { name: /assumes the role.*broken/ })).toHaveAttribute("data-chosen");
    expect(screen.getByRole("link", { name: /^Trust: who may become/ })).toHaveAttribute(
      "href",
      "#/study/lessons/trust",
    );
    expect(called(backend, "diagnose")).toHaveLength(1);
  });

  test("mends it by a plan, and looks again once that is done", async () => {
    const { user, backend } = await example("An object that cannot be read");
    expect(
      await screen.findByRole("link", { name: "Open in the editor: Allow exactly this" }),
    ).toHaveAttribute("href", "#/policies/edit?role=MLTrainingRole&policy=MLTrainingPolicy");
    expect(screen.getByRole("button", { name: "Copy Statement: Allow exactly this" })).toBeVisible();
    await user.click(screen.getByTestId("plan-fix"));
    await shown(() => screen.findByRole("list", { name: "Steps of the plan" }));
    await user.click(screen.getByTestId("confirm-doctor-fix"));
    await waitFor(() => expect(called(backend, "diagnose")).toHaveLength(2));
    await shown(() => screen.findByText("It would pass today"));
    expect(screen.queryByTestId("plan-fix")).toBeNull();
  });

  test("asks what only the person knows, and looks again with the answer", async () => {
    const { user, backend } = await example("A connection that times out");
    await shown(() => screen.findByText("Likely"));
    await user.click(screen.getByRole("button", { name: /^In which VPC does the job run/ }));
    await user.click(await screen.findByRole("option", { name: /ml-workloads/ }));
    await user.click(screen.getByTestId("answer-doctor"));
    await shown(() => screen.findByText(/The VPC vpc-ml has no endpoint for KMS/));
    expect(called(backend, "diagnose").at(-1)?.answers).toEqual([{ id: "vpc", answer: "vpc-ml" }]);
    expect(screen.getByRole("button", { name: /^In which VPC does the job run/ })).toHaveTextContent(
      "ml-workloads",
    );
    expect(screen.getByRole("button", { name: /^Copy the code/ })).toBeVisible();
  });

  test("says where no policy of one's own can help, and who can", async () => {
    await example("A refusal from above");
    await shown(() => screen.findByText("No policy of yours can help"));
    expect(screen.getByText(/Only whoever manages the organization can change it/)).toBeVisible();
    expect(screen.queryByTestId("plan-fix")).toBeNull();
  });

  test("says honestly what it does not know", async () => {
    const { user } = await openApp("#/doctor");
    await user.type(await screen.findByRole("textbox", { name: /^The error/ }), "Segmentation fault");
    await user.keyboard("{Control>}{Enter}{/Control}");
    await shown(() => screen.findByRole("heading", { name: "Not recognised" }));
    expect(screen.getByText(/^Paste more of it/)).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Clear" }));
    await waitFor(() => expect(screen.queryByText("Not recognised")).toBeNull());
    expect(screen.getByRole("textbox", { name: /^The error/ })).toHaveValue("");
  });

  test("that fails says so", async () => {
    const { user, backend } = await openApp("#/doctor");
    backend.refused.set("diagnose", problem("NETWORK", "The account could not be read."));
    await user.click(await screen.findByRole("button", { name: "A job that never begins" }));
    await shown(() => screen.findByText("The error could not be looked at"));
  });

  test("is asked from a problem that AWS refused, and from that alone", async () => {
    const { user, backend } = await openApp("#/");
    const refused = problem(
      "AccessDenied",
      "User: arn:aws:iam::111122223333:user/student is not authorized to perform: s3:GetObject",
    );
    backend.refused.set("get_study", refused);
    await user.click(screen.getByRole("link", { name: "Study" }));
    await shown(() => screen.findByText("Your progress could not be shown"));
    backend.refused.clear();
    await user.click(screen.getByTestId("ask-doctor"));
    await heading("Error doctor");
    await shown(() => screen.findByRole("heading", { name: "The role may not read the object" }));
    expect(called(backend, "diagnose")[0]?.text).toBe(`AccessDenied: ${refused.message}`);
    expect(["AccessDeniedException", "UnauthorizedOperation", "AccessDenied"].every(isRefusal)).toBe(true);
    expect(["LimitExceeded", "NoSuchEntity", "CANCELLED"].some(isRefusal)).toBe(false);
  });
});
