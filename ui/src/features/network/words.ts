import type { EndpointKindView } from "../../bindings/EndpointKindView";
import type { NetworkNeedState } from "../../bindings/NetworkNeedState";
import type { NetworkView } from "../../bindings/NetworkView";
import type { WorkloadKindView } from "../../bindings/WorkloadKindView";

export const kindWords: Record<EndpointKindView, string> = {
  gateway: "Gateway",
  interface: "Interface",
  other: "Other",
};

export const workloadWords: Record<WorkloadKindView, string> = {
  training: "Training jobs",
  processing: "Processing jobs",
  hosting: "Hosted models",
  notebook: "Notebook instances",
  studio: "Studio",
};

/** How it stands with a service: a word and the indicator that goes with it. */
export const stateWords: Record<
  NetworkNeedState,
  { text: string; type: "success" | "warning" | "error" | "info" | "stopped" }
> = {
  met: { text: "Within reach", type: "success" },
  byInternet: { text: "Over the internet", type: "warning" },
  missing: { text: "No endpoint", type: "error" },
  unusable: { text: "Endpoint cannot be used", type: "error" },
  notOffered: { text: "Not in this Region", type: "stopped" },
  unknown: { text: "Could not be read", type: "info" },
};

/** The part of a service's name that differs: `kms` of `com.amazonaws.eu-west-1.kms`. */
export function shortService(service: string, region: string): string {
  const at = service.indexOf(`.${region}.`);
  return at < 0 ? service : service.slice(at + region.length + 2);
}

/** `ml-private-a (subnet-1)`, or the id alone. */
export function named(id: string, name: string | null | undefined): string {
  return name ? `${name} (${id})` : id;
}

/** The name of whatever has this id. */
export function nameOf(network: NetworkView, id: string): string {
  const all = [network.vpcs, network.subnets, network.routeTables, network.groups, network.endpoints];
  for (const list of all) {
    const found = (list as { id: string; name: string | null }[]).find((each) => each.id === id);
    if (found) return named(id, found.name);
  }
  return id;
}

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
export const money = (amount: number) => dollars.format(amount);
