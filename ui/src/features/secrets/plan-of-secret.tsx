import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { PlanView } from "../../bindings/PlanView";
import { PlanModal } from "../../shared/runs/plan-modal";

interface Props {
  /** What tells this plan from others. */
  id: readonly unknown[];
  make: () => Promise<PlanView>;
  header: string;
  errorHeader: string;
  confirmText: string;
  confirmation?: ReactNode;
  confirmed?: boolean;
  onStarted?: () => void;
  onClose: () => void;
}

/** A plan that needs no more input: it is made, shown and applied. */
export function PlanOfSecret({ id, make, ...modal }: Props) {
  const plan = useQuery({ queryKey: ["plan-secret", ...id], queryFn: make, gcTime: 0, staleTime: 0 });
  return <PlanModal {...modal} plan={plan.data} error={plan.error} confirmId="confirm-secret" />;
}
