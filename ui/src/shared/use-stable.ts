import { useCallback, useLayoutEffect, useRef } from "react";

/** The newest version of a handler behind a function that stays the same, so that what is given it need not be rendered anew. */
export function useStable<A extends unknown[], R>(handler: (...args: A) => R): (...args: A) => R {
  const latest = useRef(handler);
  useLayoutEffect(() => {
    latest.current = handler;
  });
  return useCallback((...args: A) => latest.current(...args), []);
}
