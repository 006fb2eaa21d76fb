import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { useAccount } from "../accounts/account-context";

/** The saved workloads of the open account and Region. */
export function useWorkloads() {
  const account = useAccount();
  return useQuery({ queryKey: keys.workloads(account), queryFn: commands.listWorkloads });
}

/** What a role can be given rights for. */
export const useActivities = () =>
  useQuery({ queryKey: ["workload-activities"], queryFn: commands.workloadActivities });

/** The words for an activity; its id until they are known. */
export function useActivityTitle(): (id: string) => string {
  const { data } = useActivities();
  return (id) => data?.find((each) => each.id === id)?.title ?? id;
}
