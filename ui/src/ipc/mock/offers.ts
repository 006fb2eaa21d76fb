import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { Offers } from "../../bindings/Offers";
import type { RoleView } from "../../bindings/RoleView";
import { ACCOUNT_ID } from "./roles";

type Named = { arn: string; name: string; description: string };

const offersOf = (found: readonly Named[]): Offers => ({
  offers: found.map(({ arn, name, description }) => ({ arn, label: name, description })),
  readable: true,
  notice: null,
});

export function offeredResources(
  pattern: string,
  roles: readonly RoleView[],
  policies: readonly ManagedPolicyView[],
): Offers {
  if (pattern.includes(":role/")) return offersOf(roles);
  if (pattern.includes(":policy/")) return offersOf(policies);
  return { offers: [], readable: false, notice: null };
}

export const offeredPrincipals = (roles: readonly RoleView[]): Offers =>
  offersOf([
    {
      arn: `arn:aws:iam::${ACCOUNT_ID}:root`,
      name: "This account",
      description: "Its own policies decide.",
    },
    ...roles,
  ]);
