import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { NetworkView } from "../../bindings/NetworkView";
import type { Offers } from "../../bindings/Offers";
import type { RoleView } from "../../bindings/RoleView";
import { ACCOUNT_ID } from "./roles";

type Named = { arn: string; name: string; description: string };

const offersOf = (found: readonly Named[]): Offers => ({
  offers: found.map(({ arn, name, description }) => ({ value: arn, label: name, description })),
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
  return nothing;
}

const nothing: Offers = { offers: [], readable: false, notice: null };

/** By the condition keys that the mocked account has something for. */
export function offeredValues(key: string, roles: readonly RoleView[], network: NetworkView): Offers {
  const ids = (found: readonly { id: string; name: string | null }[], description: string): Offers => ({
    offers: found.map(({ id, name }) => ({ value: id, label: name ? `${name} (${id})` : id, description })),
    readable: true,
    notice: null,
  });
  switch (key.toLowerCase()) {
    case "aws:principalarn":
      return offersOf(roles);
    case "aws:sourcevpce":
      return ids(network.endpoints, "An endpoint");
    case "aws:sourcevpc":
      return ids(network.vpcs, "A VPC");
    case "sagemaker:vpcsubnets":
      return ids(network.subnets, "A subnet");
    default:
      return nothing;
  }
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
