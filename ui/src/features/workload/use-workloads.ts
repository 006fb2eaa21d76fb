import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useCounted } from "../../shared/list/use-counted";
import { useAccount } from "../accounts/account-context";

/** The saved workloads of the open account and Region. */
export function useWorkloads() {
  return useCounted(keys.workloads(useAccount()), () => commands.listWorkloads());
}

/** What a role can be given rights for. */
export const useActivities = () =>
  useQuery({ queryKey: ["workload-activities"], queryFn: commands.workloadActivities });

/** The words for an activity; its id until they are known. */
export function useActivityTitle(): (id: string) => string {
  const { data } = useActivities();
  return (id) => data?.find((each) => each.id === id)?.title ?? id;
}
