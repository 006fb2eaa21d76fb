import { type QueryKey, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";

export type Reading<T> = UseQueryResult<T> & { cancelled: boolean; cancel: () => void };

/** A list of the account that is read when its tab is opened. */
export function useReading<T>(queryKey: QueryKey, queryFn: () => Promise<T>): Reading<T> {
  const query = useQuery({ queryKey, queryFn });
  const cancelled = query.isError && asProblem(query.error).code === "CANCELLED";
  return { ...query, cancelled, cancel: () => void commands.cancelReading() };
}
