import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useCounted } from "../../shared/list/use-counted";
import { useAccount } from "../accounts/account-context";

/** All keys of the account's Region. */
export function useKeys() {
  return useCounted(keys.kmsKeys(useAccount()), commands.listKeys);
}
