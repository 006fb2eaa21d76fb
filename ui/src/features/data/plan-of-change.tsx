import { useQuery } from "@tanstack/react-query";
import type { PlanView } from "../../bindings/PlanView";
import { PlanModal } from "../../shared/runs/plan-modal";

/** A change that needs nothing to be filled in. */
export interface Change {
  /** What tells it from others. */
  id: readonly unknown[];
  header: string;
  confirmText: string;
  make: () => Promise<PlanView>;
}

/** Its plan is made, shown and applied. */
export function PlanOfChange({ change, onClose }: { change: Change; onClose: () => void }) {
  const plan = useQuery({
    queryKey: ["plan-data", ...change.id],
    queryFn: change.make,
    gcTime: 0,
    staleTime: 0,
  });
  return (
    <PlanModal
      header={change.header}
      plan={plan.data}
      error={plan.error}
      errorHeader="This cannot be done"
      confirmText={change.confirmText}
      confirmId="confirm-change"
      onClose={onClose}
    />
  );
}
