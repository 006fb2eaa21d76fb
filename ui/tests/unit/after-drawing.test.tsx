import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { afterDrawing, useFramesLater } from "../../src/shared/after-drawing";

const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));

describe("after drawing", () => {
  test("something is done once, after the frame", async () => {
    const done: string[] = [];
    afterDrawing(() => done.push("later"));
    await frame();
    done.push("frame");
    await waitFor(() => expect(done).toEqual(["frame", "later"]));
    await new Promise((passed) => setTimeout(passed, 150));
    expect(done).toEqual(["frame", "later"]);
  });

  test("what is called off is not done", async () => {
    let done = false;
    afterDrawing(() => {
      done = true;
    })();
    await new Promise((passed) => setTimeout(passed, 150));
    expect(done).toBe(false);
  });

  test("it is done without a frame, too", async () => {
    const original = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = () => 0;
    try {
      let done = false;
      afterDrawing(() => {
        done = true;
      });
      await waitFor(() => expect(done).toBe(true));
    } finally {
      globalThis.requestAnimationFrame = original;
    }
  });
});

describe("a value, some frames later", () => {
  test("is the old one at first, and comes to the newest, however quickly it changes", async () => {
    const { result, rerender } = renderHook(({ value }) => useFramesLater(value, 2), {
      initialProps: { value: 0 },
    });
    expect(result.current).toBe(0);
    rerender({ value: 1 });
    expect(result.current).toBe(0);
    await waitFor(() => expect(result.current).toBe(1));
    const seen = new Set<number>();
    for (let value = 2; value <= 30; value += 1) {
      rerender({ value });
      await act(frame);
      seen.add(result.current);
    }
    // Who goes on is followed meanwhile.
    expect(seen.size).toBeGreaterThan(3);
    await waitFor(() => expect(result.current).toBe(30));
  });

  test("is left alone where it is the old one again", async () => {
    const { result, rerender } = renderHook(({ value }) => useFramesLater(value, 1), {
      initialProps: { value: "one" },
    });
    rerender({ value: "two" });
    rerender({ value: "one" });
    for (let frames = 0; frames < 4; frames += 1) await act(frame);
    expect(result.current).toBe("one");
  });
});
