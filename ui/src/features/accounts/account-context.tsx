import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useCallback } from "react";
import type { AccountChoice } from "../../bindings/AccountChoice";
import type { AccountView } from "../../bindings/AccountView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useFlashes } from "../../shell/flashes";
import { navigate } from "../../shell/router";

interface Accounts {
  account: AccountView;
  /** Opens the dialog in which writing is unlocked. */
  askUnlock: () => void;
}

export const AccountContext = createContext<Accounts | null>(null);

function useAccounts(): Accounts {
  const accounts = use(AccountContext);
  if (!accounts) throw new Error("outside of AccountGate");
  return accounts;
}

/** The account that is open. */
export const useAccount = () => useAccounts().account;
export const useAskUnlock = () => useAccounts().askUnlock;

/** Puts another account in the place of the one that is open, and forgets what was read from that. */
export function useTakeAccount(): (account: AccountView) => void {
  const client = useQueryClient();
  const { clear } = useFlashes();
  return useCallback(
    (account) => {
      client.setQueryData(keys.account, account);
      client.removeQueries({ queryKey: keys.inAccount });
      void client.resetQueries({ queryKey: keys.runs });
      void client.resetQueries({ queryKey: keys.startupNotices });
      clear();
    },
    [client, clear],
  );
}

/** Opens another account and goes to the overview. */
export function useOpenAccount(): (choice: AccountChoice) => Promise<AccountView> {
  const take = useTakeAccount();
  return useCallback(
    async (choice) => {
      const account = await commands.openAccount(choice);
      take(account);
      navigate("/");
      return account;
    },
    [take],
  );
}

export function accountTitle(account: AccountView): string {
  if (account.study) return account.study.kind === "lesson" ? "Account of a lesson" : "Account of a scenario";
  if (account.kind === "practice") return "Practice account";
  return account.alias ?? account.profile ?? account.id;
}
