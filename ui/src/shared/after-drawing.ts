import { useEffect, useRef, useState } from "react";

/** Where no frame is drawn, as in a hidden window, it goes on after as many milliseconds. */
const NO_FRAME = 100;

/** Calls it once the frame that is due has been drawn. The answer calls it off. */
export function afterDrawing(then: () => void): () => void {
  let over = false;
  const drawn = new MessageChannel();
  const once = () => {
    if (over) return;
    callOff();
    then();
  };
  // A frame's callback comes before it is drawn, a message that it sends after.
  const frame = requestAnimationFrame(() => drawn.port2.postMessage(null));
  const noFrame = setTimeout(once, NO_FRAME);
  drawn.port1.onmessage = once;
  const callOff = () => {
    over = true;
    cancelAnimationFrame(frame);
    clearTimeout(noFrame);
    drawn.port1.close();
  };
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
    let callOff = () => {};
    const wait = (left: number) => {
      callOff = afterDrawing(() => (left > 1 ? wait(left - 1) : setLater(() => latest.current)));
    };
    wait(frames);
    return () => callOff();
  }, [differs, later, frames]);
  return later;
}
