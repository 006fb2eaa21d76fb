import type { ButtonDropdownProps } from "@cloudscape-design/components/button-dropdown";
import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { useFlashes } from "../../shell/flashes";
import { heldBack, navigate } from "../../shell/router";
import { useAccount, useOpenAccount } from "./account-context";

/** The account switcher of the top bar: practice, the profiles, and the screen with all about them. */
export function useAccountMenu(): {
  items: ButtonDropdownProps.Items;
  onItemClick: (event: { detail: { id: string } }) => void;
} {
  const account = useAccount();
  const open = useOpenAccount();
  const { put } = useFlashes();
  const list = useQuery({ queryKey: keys.accounts, queryFn: commands.listAccounts });

  const profiles = (list.data?.profiles ?? []).map((profile) => ({
    id: `profile:${profile.name}`,
    text: profile.name,
    secondaryText: profile.accountId ?? undefined,
    disabled: account.profile === profile.name,
  }));
  const items: ButtonDropdownProps.Items = [
    {
      id: "practice",
      text: "Practice account",
      secondaryText: "Inside Gatehouse, reaches no AWS",
      disabled: account.kind === "practice" && account.study === null,
    },
    ...(profiles.length ? [{ id: "profiles", text: "Profiles on this computer", items: profiles }] : []),
    { id: "accounts", text: "All accounts and Regions" },
  ];

  const onItemClick = ({ detail }: { detail: { id: string } }) => {
    if (detail.id === "accounts") return navigate("/accounts");
    // Unsaved work belongs to the account that is open.
    if (heldBack("/")) return;
    const choice =
      detail.id === "practice"
        ? ({ kind: "practice" } as const)
        : ({ kind: "profile", name: detail.id.slice("profile:".length), region: null } as const);
    open(choice).catch((error) => {
      const { message, nextStep } = asProblem(error);
      put({
        id: "open-account",
        type: "error",
        header: "The account could not be opened",
        content: nextStep ? `${message} Next: ${nextStep}` : message,
        dismissible: true,
      });
    });
  };
  return { items, onItemClick };
}
