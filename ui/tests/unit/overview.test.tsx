import { screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { heading, openApp, shown } from "./app";

describe("overview", () => {
  test("leads from a figure to the roles that it counts", async () => {
    const { user } = await openApp("#/");
    await user.click(await screen.findByRole("link", { name: "Unused: 3" }));
    await heading(/^Roles/);
    await shown(() => screen.findByRole("link", { name: "partner-labelling" }));
    expect(screen.queryByRole("link", { name: "MLTrainingRole" })).toBeNull();
  });

  test("points at what is unfinished and at what to look at first", async () => {
    const { user } = await openApp("#/");
    await shown(() => screen.findByText("2 changes are not finished"));
    await user.click(screen.getByRole("link", { name: "notebook-admin" }));
    await heading("notebook-admin");
  });

  test("a newcomer's card can be put away for good", async () => {
    const { user } = await openApp("#/");
    await user.click(await screen.findByRole("button", { name: "Put this away" }));
    expect(screen.queryByText("Start here")).toBeNull();
    expect(window.localStorage.getItem("gatehouse.start-here.hidden")).toBe("yes");
  });

  test("what was found at the start stands at the top", async () => {
    const notice = {
      level: "warning" as const,
      code: "STATE_SET_ASIDE",
      title: "Started anew",
      message: "Kept aside.",
    };
    await openApp("#/", { startupNotices: [notice] });
    await shown(() => screen.findByText("Started anew"));
  });
});

describe("the window", () => {
  test("has the screen's name as its title, and its heading in focus after a move", async () => {
    const { user } = await openApp("#/");
    expect(document.title).toBe("Overview · Gatehouse");
    await user.click(screen.getByRole("link", { name: "Roles" }));
    const title = await heading(/^Roles/);
    expect(document.title).toBe("Roles · Gatehouse");
    expect(title).toHaveFocus();
  });

  test("an address without a screen leads back", async () => {
    await openApp("#/nowhere/at/all");
    await shown(() => screen.findByRole("link", { name: "Go to the overview" }));
  });
});
