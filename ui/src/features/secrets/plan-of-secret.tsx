import { AskedPlan, type AskedPlanProps } from "../../shared/runs/asked-plan";

/** A plan of a secret that needs nothing to be filled in. */
export function PlanOfSecret({ id, ...modal }: Omit<AskedPlanProps, "confirmId">) {
  return <AskedPlan {...modal} id={["secret", ...id]} confirmId="confirm-secret" />;
}
