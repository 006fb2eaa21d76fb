import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useCounted } from "../../shared/list/use-counted";
import { useAccount } from "../accounts/account-context";

/** All roles of the account. */
export function useRoles() {
  return useCounted(keys.roles(useAccount()), commands.listRoles);
}
