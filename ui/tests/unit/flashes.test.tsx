import { act, render, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { FlashProvider, useFlashes } from "../../src/shell/flashes";
import { navigate } from "../../src/shell/router";

function Puts({ type }: { type: "success" | "error" }) {
  const { items, put } = useFlashes();
  return (
    <button type="button" onClick={() => put({ id: "told", type, content: "How it ended" })}>
      Put, {items.length} told
    </button>
  );
}

/** Asked of the list itself: Cloudscape leaves a message in the page until its way out is drawn, which is never here. */
const told = () => screen.queryByRole("button", { name: "Put, 1 told" }) !== null;

test.each([
  ["success", false],
  ["error", true],
] as const)(
  "a %s stays over the move that it came with; after a later one it is there: %s",
  (type, stays) => {
    const clock = vi.spyOn(performance, "now").mockReturnValue(1_000);
    window.history.replaceState(null, "", "#/roles/churn-training");
    render(
      <FlashProvider>
        <Puts type={type} />
      </FlashProvider>,
    );
    act(() => screen.getByRole("button", { name: "Put, 0 told" }).click());
    act(() => navigate("/roles"));
    expect(told()).toBe(true);
    clock.mockReturnValue(60_000);
    act(() => navigate("/keys"));
    expect(told()).toBe(stays);
    clock.mockRestore();
  },
);
