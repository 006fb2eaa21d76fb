import { useMutation, useQueryClient } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";
import { useStudied } from "./use-study";

/** Counts how many goals of a scenario hold. */
export function useScore(id: string) {
  const account = useAccount();
  const client = useQueryClient();
  const studied = useStudied();
  return useMutation({
    mutationFn: () => commands.scoreScenario(id),
    onSuccess: (view) => {
      client.setQueryData(keys.scenario(account, id), view);
      studied();
    },
  });
}
