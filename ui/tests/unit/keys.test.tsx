import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { CHURN_KEY } from "../../src/ipc/mock/keys";
import { called, heading, openApp, shown } from "./app";

const filter = (tokens: unknown[]) => `#/keys?filter=${encodeURIComponent(JSON.stringify({ and: tokens }))}`;
const table = () => screen.getByRole("table");
const names = () =>
  within(table())
    .queryAllByRole("link")
    .map((link) => link.textContent);

describe("the list of keys", () => {
  test("shows each key with its state and rotation", async () => {
    await openApp("#/keys");
    await screen.findByRole("link", { name: "alias/churn-data" });
    expect(names()).toEqual(["alias/aws/s3", "alias/churn-data", "alias/labels-2024", "alias/old-models"]);
    const row = screen.getByRole("link", { name: "alias/churn-data" }).closest("tr") as HTMLElement;
    for (const words of ["Enabled", "Every 365 days", "role/MLTrainingRole"])
      expect(within(row).getByText(words)).toBeVisible();
    expect(screen.getByText("Pending deletion")).toBeVisible();
    expect(screen.getByText("Managed by AWS")).toBeVisible();
  });

  test.each([
    [[["stateText", "=", "Disabled"]], ["alias/labels-2024"]],
    [[["rotationText", "=", "Every 365 days"]], ["alias/churn-data"]],
    [[["namedText", ":", "MLTraining"]], ["alias/churn-data"]],
    [[["manager", "=", "AWS"]], ["alias/aws/s3"]],
    [[["tagText", "=", "team = churn"]], ["alias/churn-data"]],
  ])("the address %j shows %j", async (tokens, expected) => {
    await openApp(filter(tokens));
    await screen.findByRole("link", { name: expected[0] });
    expect(names()).toEqual(expected);
  });
});

describe("a long reading of keys", () => {
  test("shows those read so far, and then all of them", async () => {
    await openApp("#/keys", { delay: 60 });
    await screen.findByRole("link", { name: "alias/aws/s3" });
    expect(names().length).toBeLessThan(4);
    expect(screen.getByTestId("cancel-reading")).toBeVisible();
    await screen.findByTestId("refresh-keys");
    expect(names()).toHaveLength(4);
  });

  test("that is cancelled says that not all are shown", async () => {
    const { user } = await openApp("#/keys", { delay: 200 });
    await screen.findByRole("link", { name: "alias/aws/s3" });
    await user.click(screen.getByTestId("cancel-reading"));
    await shown(() => screen.findByText(/What was read before is shown/));
    expect(names().length).toBeLessThan(4);
  });
});

describe("one key", () => {
  const open = (tab = "") => openApp(`#/keys/${CHURN_KEY}${tab && `?tab=${tab}`}`);

  test("shows its policy, with a way into the editor", async () => {
    const { user } = await open();
    await heading("alias/churn-data");
    const edit = await screen.findByRole("link", { name: "Edit the key policy" });
    expect(edit).toHaveAttribute("href", `#/policies/edit?key=${CHURN_KEY}`);
    expect(screen.getByText(new RegExp(`key/${CHURN_KEY}$`))).toBeVisible();
    await user.click(edit);
    await shown(() => screen.findByRole("button", { name: "Save to the key" }));
  });

  test("a key of AWS has nothing to change", async () => {
    await openApp("#/keys/def0abcd-12ab-34cd-56ef-1234567890ab");
    await heading("alias/aws/s3");
    expect(screen.queryByRole("link", { name: "Edit the key policy" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Actions" })).toBeNull();
  });

  test("a key that is not there says where to look", async () => {
    await openApp("#/keys/nothing");
    await shown(() => screen.findByText(/another Region/));
  });

  test("who can use it is asked when somebody looks", async () => {
    const { user, backend } = await open();
    await heading("alias/churn-data");
    expect(called(backend, "who_uses_key")).toHaveLength(0);
    await user.click(screen.getByRole("tab", { name: "Who can use it" }));
    expect(await screen.findByRole("link", { name: "MLTrainingRole" })).toHaveAttribute(
      "href",
      "#/roles/MLTrainingRole",
    );
    expect(screen.getByText("By a grant")).toBeVisible();
  });

  test("the rotation is set through a plan", async () => {
    const { user, backend } = await open("rotation");
    await user.click(await screen.findByTestId("set-rotation"));
    const days = await screen.findByLabelText("Rotate after so many days");
    await user.clear(days);
    await user.type(days, "10");
    await user.click(screen.getByTestId("see-plan"));
    await shown(() => screen.findByText("A key rotates after 90 to 2,560 days."));
    await user.clear(days);
    await user.type(days, "180");
    await user.click(screen.getByTestId("see-plan"));
    await user.click(await screen.findByTestId("confirm-change"));
    await waitFor(() => expect(called(backend, "apply_plan")).toHaveLength(1));
    expect(called(backend, "plan_key_change").at(-1)).toEqual({
      key: CHURN_KEY,
      change: { is: "rotation", days: 180 },
    });
    expect((await screen.findAllByText("Every 180 days")).length).toBeGreaterThan(0);
  });

  test("deleting tells what stops working before anything is done", async () => {
    const { user, backend } = await open();
    await heading("alias/churn-data");
    await user.click(screen.getByRole("button", { name: "Actions" }));
    await user.click(await screen.findByRole("menuitem", { name: "Delete" }));
    await user.click(await screen.findByTestId("see-plan"));
    await shown(() => screen.findByText(/no longer could: MLTrainingRole/));
    expect(called(backend, "apply_plan")).toHaveLength(0);
    await user.click(screen.getByTestId("confirm-change"));
    expect((await screen.findAllByText("Pending deletion")).length).toBeGreaterThan(0);
  });

  test("a grant is revoked through a plan", async () => {
    const { user } = await open("grants");
    await user.click(await screen.findByRole("button", { name: "Revoke the grant of role/MLTrainingRole" }));
    await user.click(await screen.findByTestId("confirm-change"));
    await shown(() => screen.findByText(/^No grants/));
  });

  test("a grant asks for whom", async () => {
    const { user, backend } = await open("grants");
    await user.click(await screen.findByTestId("add-grant"));
    await user.click(await screen.findByTestId("see-plan"));
    await shown(() => screen.findByText("Write the ARN of a role, a user or an account."));
    await user.type(screen.getByLabelText("Grantee"), "arn:aws:iam::111122223333:role/train");
    await user.click(screen.getByTestId("see-plan"));
    await screen.findByTestId("confirm-change");
    expect(called(backend, "plan_key_change").at(-1)?.change).toMatchObject({
      grantee: "arn:aws:iam::111122223333:role/train",
      operations: ["Decrypt"],
    });
  });

  test("a text is encrypted and decrypted with its context", async () => {
    const { user, backend } = await open("trial");
    await user.type(await screen.findByLabelText("Text"), "hello");
    await user.click(screen.getByRole("button", { name: "Add a pair" }));
    await user.type(screen.getByRole("textbox", { name: "Encryption context Key" }), "purpose");
    await user.type(screen.getByRole("textbox", { name: "Encryption context Value" }), "trial");
    await user.click(screen.getByTestId("encrypt"));
    await waitFor(() => expect(screen.getByLabelText("Ciphertext in Base64")).toHaveValue(btoa("hello")));
    await user.click(screen.getByTestId("decrypt"));
    expect(await screen.findByTestId("decrypted")).toHaveTextContent("hello");
    expect(called(backend, "decrypt_text")[0]?.context).toEqual([["purpose", "trial"]]);
  });
});

describe("a new key", () => {
  test("is planned, shown, and made", async () => {
    const { user, backend } = await openApp("#/keys/new");
    await user.type(await screen.findByLabelText(/^Alias/), "demand-data");
    await user.click(screen.getByTestId("see-plan"));
    await user.click(await screen.findByTestId("confirm-create"));
    await shown(() => screen.findByRole("link", { name: "alias/demand-data" }));
    expect(called(backend, "plan_key_creation")[0]?.input).toMatchObject({
      alias: "demand-data",
      spec: "SYMMETRIC_DEFAULT",
      rotationDays: 365,
    });
  });

  test("an alias of AWS is refused at its field", async () => {
    const { user } = await openApp("#/keys/new");
    await user.type(await screen.findByLabelText(/^Alias/), "aws/mine");
    await user.click(screen.getByTestId("see-plan"));
    await shown(() => screen.findByText(/kept for keys that AWS manages/));
  });

  test("its policy is written from who was chosen", async () => {
    const { user, backend } = await openApp("#/keys/new");
    await user.click(await screen.findByRole("button", { name: /Execution roles of SageMaker/ }));
    await user.click(await screen.findByRole("option", { name: /MLTrainingRole/ }));
    await waitFor(() =>
      expect(called(backend, "draft_key_policy").at(-1)?.choice).toMatchObject({
        sageMakerRoles: [expect.stringMatching(/role\/MLTrainingRole$/)],
      }),
    );
  });
});
