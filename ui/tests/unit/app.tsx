import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect } from "vitest";
import { App } from "../../src/app";
import { MockBackend, type MockOptions } from "../../src/ipc/mock/backend";
import { newQueryClient } from "../../src/ipc/queries";
import { setTransport } from "../../src/ipc/transport";

/** The whole window over a mocked account, at a place. */
export async function openApp(hash: string, options: MockOptions = {}) {
  window.history.replaceState(null, "", hash);
  const backend = new MockBackend({ delay: 0, ...options });
  setTransport(backend.transport);
  const user = person();
  render(<App client={newQueryClient()} />);
  await waitFor(() => expect(document.querySelector("main h1")?.textContent).not.toBe("Gatehouse"));
  return { backend, user };
}

/** Somebody at the window. What is held back for a moment is waited for before it is clicked, as a person does. */
export function person() {
  const user = userEvent.setup({ delay: null, pointerEventsCheck: 0 });
  const held = (element: Element) =>
    element.isConnected && (element.matches(":disabled") || element.getAttribute("aria-disabled") === "true");
  const click = async (element: Element) => {
    // What stays held back is clicked all the same: a test may mean just that.
    if (held(element))
      await waitFor(() => expect(held(element)).toBe(false), { timeout: 5_000 }).catch(() => {});
    await user.click(element);
  };
  return { ...user, click };
}

export const called = (backend: MockBackend, command: string) =>
  backend.calls.filter((call) => call.command === command).map((call) => call.args);

export const heading = (name: string | RegExp) => screen.findByRole("heading", { level: 1, name });

/** Waits until it is there and to be seen: Cloudscape mounts notices and dialogs hidden and shows them a moment later. */
export async function shown(find: () => Promise<HTMLElement>) {
  await waitFor(async () => expect(await find()).toBeVisible());
}
