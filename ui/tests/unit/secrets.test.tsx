import { act, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { SHOWN_FOR } from "../../src/features/secrets/reveal";
import { called, heading, openApp, shown } from "./app";

const filter = (tokens: unknown[]) =>
  `#/secrets?filter=${encodeURIComponent(JSON.stringify({ and: tokens }))}`;
const names = () =>
  within(screen.getByRole("table"))
    .queryAllByRole("link")
    .map((link) => link.textContent);
const WAREHOUSE = "#/secrets/churn%2Fwarehouse";
const reveal = (place: number) => screen.findAllByTestId("reveal").then((all) => all[place] as HTMLElement);
/** All that the page shows. */
const pageText = () => document.body.textContent ?? "";

afterEach(() => vi.useRealTimers());

describe("the list of secrets", () => {
  test("shows them without asking for a value", async () => {
    const { backend } = await openApp("#/secrets");
    await screen.findByRole("link", { name: "churn/warehouse" });
    expect(names()).toEqual(["churn/warehouse", "fraud/transactions-api", "recommender-poc-db"]);
    expect(called(backend, "reveal_secret")).toHaveLength(0);
  });

  test.each([
    [[["rotatedWord", "=", "Yes"]], ["churn/warehouse"]],
    [[["state", "=", "To be deleted"]], ["recommender-poc-db"]],
    [[["tagText", "=", "Project = fraud-detection"]], ["fraud/transactions-api"]],
    [[["keyText", "=", "alias/fraud"]], ["fraud/transactions-api"]],
  ])("the address %j shows %j", async (tokens, expected) => {
    await openApp(filter(tokens));
    await screen.findByRole("link", { name: expected[0] });
    expect(names()).toEqual(expected);
  });

  test("an account without secrets says what to do next", async () => {
    await openApp("#/secrets", { roles: [] });
    await shown(() => screen.findByText("No secrets yet"));
  });
});

describe("revealing", () => {
  test("shows one value, and hides it when the button is pressed again", async () => {
    const { user, backend } = await openApp(WAREHOUSE);
    await heading("churn/warehouse");
    expect(pageText()).not.toContain("mock-");
    await user.click(await reveal(0));
    await shown(() => screen.findByText("mock-current"));
    expect(pageText()).not.toContain("mock-previous");
    expect(called(backend, "reveal_secret")).toHaveLength(1);
    await user.click(await reveal(0));
    expect(pageText()).not.toContain("mock-current");
  });

  test("ends by itself after half a minute", async () => {
    const { user } = await openApp(WAREHOUSE);
    await reveal(0);
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(await reveal(0));
    await screen.findByText("mock-current");
    act(() => vi.advanceTimersByTime(SHOWN_FOR));
    expect(pageText()).not.toContain("mock-current");
  });

  test("ends with the page, and is not there when one comes back", async () => {
    const { user } = await openApp(WAREHOUSE);
    await user.click(await reveal(0));
    await screen.findByText("mock-current");
    await user.click(screen.getByRole("tab", { name: "Rotation" }));
    expect(pageText()).not.toContain("mock-current");
    await user.click(screen.getByRole("tab", { name: /Versions/ }));
    await reveal(0);
    expect(pageText()).not.toContain("mock-current");
  });

  test("is not offered while the secret is to be deleted", async () => {
    const { user } = await openApp("#/secrets/recommender-poc-db");
    await user.click(await screen.findByRole("button", { name: "Restore" }));
    await user.click(await screen.findByTestId("confirm-secret"));
    expect(await reveal(0)).toBeVisible();
  });
});

describe("copying a value", () => {
  // jsdom ends no transition, so a message that goes would stay.
  beforeEach(() => document.body.classList.add("awsui-motion-disabled"));
  afterEach(() => document.body.classList.remove("awsui-motion-disabled"));

  const copy = async (name: RegExp | string) =>
    (await screen.findAllByRole("button", { name }))[0] as HTMLElement;

  test("puts it on the clipboard without showing it, says how long, and clears it when asked", async () => {
    const { user, backend } = await openApp(WAREHOUSE);
    await user.click(await copy(/^Copy the value of version/));
    await shown(() => screen.findByText(/^On the clipboard: the value of version/));
    expect(backend.secrets.clipboard).toContain("mock-current");
    expect(pageText()).not.toContain("mock-current");
    expect(called(backend, "reveal_secret")).toHaveLength(0);
    await user.click(screen.getByTestId("clear-clipboard"));
    await waitFor(() => expect(screen.queryByText(/^On the clipboard/)).toBeNull());
    expect(backend.secrets.clipboard).toBeNull();
  });

  test("of one pair takes that alone", async () => {
    const { user, backend } = await openApp(WAREHOUSE);
    await user.click(await reveal(0));
    await user.click(await copy("Copy password"));
    await screen.findByText(/^On the clipboard: password of the value of version/);
    expect(backend.secrets.clipboard).toBe("mock-current");
  });

  test("counts down on whichever screen one is, and then says no more", async () => {
    const { user } = await openApp(WAREHOUSE);
    vi.useFakeTimers({ shouldAdvanceTime: true });
    await user.click(await copy(/^Copy the value of version/));
    await screen.findByTestId("clipboard-left");
    act(() => vi.advanceTimersByTime(10_000));
    expect(screen.getByTestId("clipboard-left").textContent).toMatch(/^(19|20) s left/);
    await user.click(screen.getByRole("link", { name: "Keys" }));
    expect(screen.getByTestId("clipboard-left")).toBeVisible();
    act(() => vi.advanceTimersByTime(21_000));
    await waitFor(() => expect(screen.queryByTestId("clipboard-left")).toBeNull());
  });
});

describe("changing a secret", () => {
  test("the previous version becomes current again", async () => {
    const { user, backend } = await openApp(WAREHOUSE);
    await user.click(await screen.findByRole("button", { name: /Make current: version 7a8b9c0d/ }));
    await user.click(await screen.findByTestId("confirm-secret"));
    await waitFor(() => expect(called(backend, "apply_plan")).toHaveLength(1));
    await shown(() => screen.findByRole("button", { name: /Make current: version 5f1d2c3b/ }));
  });

  test("a new value is typed hidden, reviewed and written", async () => {
    const { user, backend } = await openApp("#/secrets/fraud%2Ftransactions-api");
    await user.click(await screen.findByRole("button", { name: "New value" }));
    await user.click(await screen.findByTestId("review-value"));
    await shown(() => screen.findByText("The key is missing."));
    await user.type(screen.getByLabelText("Key 1"), "apiKey");
    const value = screen.getByLabelText("Value 1");
    expect(value).toHaveAttribute("type", "password");
    await user.type(value, "typed-by-hand");
    await user.click(screen.getByTestId("review-value"));
    await user.click(await screen.findByTestId("confirm-secret"));
    await waitFor(() => expect(called(backend, "apply_plan")).toHaveLength(1));
    const pairs = [{ key: "apiKey", value: "typed-by-hand" }];
    expect(called(backend, "plan_secret_value").at(-1)?.content).toEqual({ kind: "pairs", pairs });
    expect(JSON.stringify(window.sessionStorage) + JSON.stringify(window.localStorage)).not.toContain(
      "by-hand",
    );
  });

  test("a rotation needs a function", async () => {
    const { user, backend } = await openApp("#/secrets/fraud%2Ftransactions-api?tab=rotation");
    await user.click(await screen.findByTestId("set-rotation"));
    await user.click(await screen.findByTestId("review-rotation"));
    await shown(() => screen.findByText("Name the function by its ARN."));
    await user.type(screen.getByLabelText("Lambda function"), "arn:aws:lambda:us-east-1:1:function:f");
    await user.click(screen.getByTestId("review-rotation"));
    await user.click(await screen.findByTestId("confirm-secret"));
    await waitFor(() => expect(called(backend, "apply_plan")).toHaveLength(1));
    expect(called(backend, "plan_secret_rotation").at(-1)?.input).toMatchObject({
      days: 30,
      immediately: false,
    });
  });

  test("is deleted only after its name was typed", async () => {
    const { user, backend } = await openApp("#/secrets/fraud%2Ftransactions-api");
    await user.click(await screen.findByRole("button", { name: "Delete" }));
    const confirm = await screen.findByTestId("confirm-secret");
    expect(confirm).toBeDisabled();
    await user.type(screen.getByLabelText("Type the secret's name to confirm"), "fraud/transactions-api");
    await waitFor(() => expect(confirm).toBeEnabled());
    await user.click(confirm);
    await waitFor(() => expect(called(backend, "apply_plan")).toHaveLength(1));
    await shown(() => screen.findByText("This secret is to be deleted"));
  });

  test("shows who can read it and why", async () => {
    await openApp(`${WAREHOUSE}?tab=readers`);
    await shown(() => screen.findByRole("link", { name: "notebook-admin" }));
    expect(screen.getByText("Allow by statement 1 of AdministratorAccess")).toBeVisible();
    expect(screen.getByText("If its own account allows")).toBeVisible();
  });
});

describe("storing a secret", () => {
  test("asks for the value, then for the name, and shows the plan", async () => {
    const { user, backend } = await openApp("#/secrets/new");
    await user.click(await screen.findByRole("button", { name: "Database" }));
    await user.type(await screen.findByLabelText("Host"), "db.internal");
    await user.type(screen.getByLabelText("User"), "reader");
    await user.click(screen.getByRole("button", { name: "Next" }));
    await user.click(screen.getByRole("button", { name: "Review and store" }));
    await shown(() => screen.findByText("A secret needs a name."));
    await user.type(screen.getByLabelText("Name"), "ml/database-credentials");
    await user.click(screen.getByRole("button", { name: "Review and store" }));
    await user.click(await screen.findByTestId("confirm-secret"));
    await shown(() => screen.findByRole("link", { name: "ml/database-credentials" }));
    const input = called(backend, "plan_secret_creation").at(-1)?.input;
    expect(input).toMatchObject({ content: { engine: "postgres", port: 5432, password: null } });
  });

  test("goes back to the field that is wrong", async () => {
    const { user } = await openApp("#/secrets/new");
    await user.click(await screen.findByRole("button", { name: "Next" }));
    await user.type(screen.getByLabelText("Name"), "db");
    await user.click(screen.getByRole("button", { name: "Review and store" }));
    await shown(() => screen.findByText("The key is missing."));
  });
});
