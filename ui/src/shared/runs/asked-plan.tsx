import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import type { PlanView } from "../../bindings/PlanView";
import { PlanModal } from "./plan-modal";

export interface AskedPlanProps extends Omit<ComponentProps<typeof PlanModal>, "plan" | "error"> {
  /** What tells this plan from others: what it is, then what it is made of. */
  id: readonly unknown[];
  make: () => Promise<PlanView>;
}

/** A plan that needs nothing to be filled in: it is made, shown and applied. */
export function AskedPlan({ id, make, ...modal }: AskedPlanProps) {
  const plan = useQuery({ queryKey: ["plan", ...id], queryFn: make, gcTime: 0, staleTime: 0 });
  return <PlanModal {...modal} plan={plan.data} error={plan.error} />;
}
