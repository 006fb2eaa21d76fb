import { replaceEqualDeep } from "@tanstack/react-query";
import { useLayoutEffect, useRef } from "react";

/** What is as it was at the last rendering stays the same object: what is given it need not be rendered anew. */
export function useShared<T>(next: T): T {
  const last = useRef(next);
  const shared = replaceEqualDeep(last.current, next);
  useLayoutEffect(() => {
    last.current = shared;
  });
  return shared;
}
