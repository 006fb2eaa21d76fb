import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";

/** The network of the account's Region. */
export function useNetwork() {
  const account = useAccount();
  const query = useQuery({
    queryKey: keys.network(account),
    queryFn: () => commands.getNetwork(() => undefined),
  });
  const cancelled = query.isError && asProblem(query.error).code === "CANCELLED";
  return { ...query, cancelled, cancel: () => void commands.cancelReading() };
}
