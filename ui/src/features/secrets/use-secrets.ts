import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useCounted } from "../../shared/list/use-counted";
import { useAccount } from "../accounts/account-context";

/** All secrets of the account's Region. */
export function useSecrets() {
  return useCounted(keys.secrets(useAccount()), commands.listSecrets);
}
