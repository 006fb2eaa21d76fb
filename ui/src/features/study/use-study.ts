import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { AccountView } from "../../bindings/AccountView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount, useTakeAccount } from "../accounts/account-context";

export function useStudy() {
  return useQuery({ queryKey: keys.study(useAccount()), queryFn: commands.getStudy });
}

export function useLesson(id: string, enabled = true) {
  return useQuery({
    queryKey: keys.lesson(useAccount(), id),
    queryFn: () => commands.getLesson(id),
    enabled,
  });
}

export function useScenario(id: string, enabled = true) {
  return useQuery({
    queryKey: keys.scenario(useAccount(), id),
    queryFn: () => commands.getScenario(id),
    enabled,
  });
}

/** What was learned is counted anew. */
export function useStudied(): () => void {
  const account = useAccount();
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keys.study(account) });
}

/** A command that opens another account: of a lesson, of a scenario, or the practice account again. */
export function useEnter(open: () => Promise<AccountView>, done?: () => void) {
  const take = useTakeAccount();
  return useMutation({
    mutationFn: open,
    onSuccess: (account) => {
      take(account);
      done?.();
    },
  });
}
