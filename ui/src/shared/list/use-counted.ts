import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";

/** The time between two counts that are shown, in milliseconds: a thousand keys come in a thousand messages. */
const COUNT_EACH = 100;

/** How far a reading has come; some give what was read so far, to be shown meanwhile. */
export interface Come<T> {
  found: number;
  soFar?: T | null;
}

/** A long reading, with how much was found while it goes on. */
export function useCounted<T>(queryKey: QueryKey, read: (tell: (come: Come<T>) => void) => Promise<T>) {
  const client = useQueryClient();
  const [found, setFound] = useState(0);
  const query = useQuery({
    queryKey,
    queryFn: () => {
      setFound(0);
      let last = 0;
      const before = client.getQueryData<T>(queryKey);
      return read(({ found, soFar }) => {
        // A part takes nothing away from what was read whole before.
        if (soFar && before === undefined) client.setQueryData(queryKey, soFar);
        const now = performance.now();
        if (now - last < COUNT_EACH) return;
        last = now;
        setFound(found);
      });
    },
  });
  const cancelled = query.isError && asProblem(query.error).code === "CANCELLED";
  return { ...query, found, cancelled, cancel: () => void commands.cancelReading() };
}

export type Counted<T> = ReturnType<typeof useCounted<T>>;
