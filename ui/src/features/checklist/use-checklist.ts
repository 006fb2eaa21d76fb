import { type QueryClient, skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountView } from "../../bindings/AccountView";
import type { CheckFindingView } from "../../bindings/CheckFindingView";
import type { Progress } from "../../bindings/Progress";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";

/** The time between two counts that are shown, in milliseconds. */
const COUNT_EACH = 100;

/** The last run of the account; null: it never ran. */
export function useChecklist() {
  return useQuery({ queryKey: keys.checklist(useAccount()), queryFn: commands.getChecklist });
}

/** A run of the checklist. It goes on while the person looks at other screens. */
export function useChecking() {
  const account = useAccount();
  const client = useQueryClient();
  const place = ["checklist-run", ...keys.checklist(account)];
  const told = [...place, "told"];
  const progress = useQuery<Progress>({ queryKey: told, queryFn: skipToken });
  const run = useQuery({
    queryKey: place,
    enabled: false,
    queryFn: async () => {
      client.removeQueries({ queryKey: told });
      let last: Progress | null = null;
      let at = 0;
      const view = await commands.runChecklist((come) => {
        const now = performance.now();
        if (come.what === last?.what && now - at < COUNT_EACH) return;
        last = come;
        at = now;
        client.setQueryData(told, come);
      });
      client.setQueryData(keys.checklist(account), view);
      void client.invalidateQueries({ queryKey: keys.checkFindings(account) });
      void client.invalidateQueries({ queryKey: keys.findings(account) });
      return view;
    },
  });
  return {
    running: run.isFetching,
    progress: run.isFetching ? progress.data : undefined,
    error: run.isFetching ? null : run.error,
    cancelled: run.isError && asProblem(run.error).code === "CANCELLED",
    start: () => void run.refetch(),
    cancel: () => void commands.cancelReading(),
  };
}

export type Checking = ReturnType<typeof useChecking>;

export function useFinding(key: string) {
  return useQuery({
    queryKey: keys.finding(useAccount(), key),
    queryFn: () => commands.getFinding(key),
  });
}

/** Puts a finding as it is now in the place of what was known of it. */
async function put(client: QueryClient, account: AccountView, view: CheckFindingView): Promise<void> {
  const place = keys.finding(account, view.row.key);
  // One that is being read may come later, and tell of earlier.
  await client.cancelQueries({ queryKey: place });
  client.setQueryData(place, view);
  void client.invalidateQueries({ queryKey: keys.checklist(account) });
  void client.invalidateQueries({ queryKey: keys.checkFindings(account) });
}

/** Something that is done with a finding, and answers with how it is then. */
export function useFindingChange<T>(
  change: (what: T) => Promise<CheckFindingView>,
  done?: (view: CheckFindingView) => void,
  failed?: (error: Error, what: T) => void,
) {
  const account = useAccount();
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (view) => {
      await put(client, account, view);
      done?.(view);
    },
    onError: failed,
  });
}
