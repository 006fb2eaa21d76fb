import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";

/** A saved workload beside the account as it is now: read anew each time its page is opened. */
export function useWorkload(name: string) {
  const account = useAccount();
  return useQuery({
    queryKey: keys.workload(account, name),
    queryFn: () => commands.getWorkload(name),
    refetchOnMount: "always",
  });
}
