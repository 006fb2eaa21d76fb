import { type QueryKey, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Progress } from "../../bindings/Progress";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";

/** A long reading, with how much was found while it goes on. */
export function useCounted<T>(queryKey: QueryKey, read: (tell: (progress: Progress) => void) => Promise<T>) {
  const [found, setFound] = useState(0);
  const query = useQuery({
    queryKey,
    queryFn: () => {
      setFound(0);
      return read((progress) => setFound(progress.found));
    },
  });
  const cancelled = query.isError && asProblem(query.error).code === "CANCELLED";
  return { ...query, found, cancelled, cancel: () => void commands.cancelReading() };
}

export type Counted<T> = ReturnType<typeof useCounted<T>>;
