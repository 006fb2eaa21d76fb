import { useEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";

/** Where no frame is drawn, as in a hidden window, it goes on after as many milliseconds. */
const NO_FRAME = 100;

/**
 * Calls it once the frame that is due has been drawn, as many frames later: what it changes is drawn in that one. The
 * answer calls it off.
 *
 * It counts frames. A timer or a message that is sent in a frame's callback comes sooner, and before whatever else
 * waits, the next key included.
 */
export function afterDrawing(then: () => void, frames = 1): () => void {
  let frame = 0;
  const callOff = () => {
    cancelAnimationFrame(frame);
    clearTimeout(noFrame);
  };
  const once = () => {
    callOff();
    then();
  };
  const noFrame = setTimeout(once, NO_FRAME);
  const wait = (left: number) => {
    frame = requestAnimationFrame(() => (left > 0 ? wait(left - 1) : once()));
  };
  wait(frames);
  return callOff;
}

/**
 * The value, some frames later: what hangs on it is drawn after what hangs on the value itself. What changes in places
 * far apart is drawn by WebKit as one, with all that lies between; in frames of their own they are drawn alone.
 */
export function useFramesLater<T>(value: T, frames: number): T {
  const [later, setLater] = useState(() => value);
  const latest = useRef(value);
  latest.current = value;
  const differs = !Object.is(later, value);
  // Whoever goes on changing it is followed at this distance, and not put off until they stop.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a value that came meanwhile is waited for anew
  useEffect(() => {
    if (!differs) return;
    // At once: React would put it off to a frame after this one.
    return afterDrawing(() => flushSync(() => setLater(() => latest.current)), frames);
  }, [differs, later, frames]);
  return later;
}
