import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";

/** All secrets of the account, with how many were found while they are being read. */
export function useSecrets() {
  const account = useAccount();
  const [found, setFound] = useState(0);
  const query = useQuery({
    queryKey: keys.secrets(account),
    queryFn: () => {
      setFound(0);
      return commands.listSecrets((progress) => setFound(progress.found));
    },
  });
  const cancelled = query.isError && asProblem(query.error).code === "CANCELLED";
  return { ...query, found, cancelled, cancel: () => void commands.cancelReading() };
}
