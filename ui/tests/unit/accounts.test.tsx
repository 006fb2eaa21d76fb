import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { called, heading, openApp, shown } from "./app";

const band = () => within(screen.getByRole("region", { name: "Open account" }));

describe("the account's stripe", () => {
  test("says Practice, in a word, where nothing was open yet", async () => {
    const { backend } = await openApp("#/");
    expect(band().getByText("Practice")).toBeVisible();
    expect(called(backend, "open_account")).toEqual([{ choice: { kind: "practice" } }]);
  });

  test("a real account is read-only, and is unlocked by its name alone", async () => {
    const { user } = await openApp("#/", { profile: "ml-prod" });
    expect(band().queryByText("Practice")).toBeNull();
    expect(band().getByText("Read-only")).toBeVisible();

    await user.click(screen.getByRole("button", { name: "Unlock writing" }));
    const dialog = within(await screen.findByRole("dialog"));
    const field = dialog.getByLabelText("Type the account's alias or id");
    await user.type(field, "acme");
    await user.click(dialog.getByRole("button", { name: "Unlock" }));
    await shown(() => dialog.findByText("This is neither the account's id nor its alias."));
    expect(field).toBeInvalid();

    await user.clear(field);
    await user.type(field, "acme-ml-prod");
    await user.click(dialog.getByRole("button", { name: "Unlock" }));
    await shown(() => band().findByText("Writing unlocked"));

    await waitFor(() => expect(screen.getByRole("button", { name: "Lock again" })).toHaveFocus());
    await user.click(screen.getByRole("button", { name: "Lock again" }));
    await shown(() => band().findByText("Read-only"));
  });
});

describe("the accounts screen", () => {
  test("opens a profile and says what is wrong with the config file", async () => {
    const { user, backend } = await openApp("#/accounts");
    await shown(() => screen.findByText(/was not understood/));
    await user.click(await screen.findByRole("button", { name: "Open ml-dev" }));
    await heading("Overview");
    expect(called(backend, "open_account").at(-1)).toEqual({
      choice: { kind: "profile", name: "ml-dev", region: null },
    });
    expect(band().getByText("Read-only")).toBeVisible();
  });

  test("a profile without a Region asks for one first", async () => {
    await openApp("#/accounts");
    expect(await screen.findByRole("button", { name: "Open expired" })).toHaveAttribute(
      "aria-disabled",
      "true",
    );
  });

  test("expired credentials come with the command to run", async () => {
    const { user } = await openApp("#/accounts");
    await user.click(await screen.findByLabelText(/Region for expired/));
    await user.click(await screen.findByRole("option", { name: "us-east-1" }));
    await user.click(screen.getByRole("button", { name: "Open expired" }));
    await shown(() => screen.findByText("The account could not be opened"));
    expect(screen.getByText("aws sso login --profile expired")).toBeVisible();
    expect(screen.getByRole("button", { name: "Copy the command" })).toBeVisible();
    expect(screen.getByText(/CREDENTIALS_EXPIRED/)).toBeVisible();
  });
});
