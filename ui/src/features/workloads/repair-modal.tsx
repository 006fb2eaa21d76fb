import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { commands } from "../../ipc/commands";
import { Dialog } from "../../shared/dialog";
import { NoticeList } from "../../shared/notices";
import { PolicyDocument } from "../../shared/policy-document";
import { PlanModal } from "../../shared/runs/plan-modal";

/** The plan that makes the account as it was chosen. Once it is carried out the workload is read again. */
export function RepairModal({ name, onClose }: { name: string; onClose: () => void }) {
  const review = useQuery({
    queryKey: ["review-workload-repair", name],
    queryFn: () => commands.reviewWorkloadRepair(name),
    gcTime: 0,
    staleTime: 0,
  });
  const header = `Repair ${name}`;
  const data = review.data;
  if (data?.plan.steps.length === 0)
    return (
      <Dialog
        header={header}
        onDismiss={onClose}
        footer={
          <Box float="right">
            <Button variant="primary" onClick={onClose} data-testid="close-repair">
              Close
            </Button>
          </Box>
        }
      >
        <SpaceBetween size="m">
          <NoticeList notices={data.notices} />
          <div>
            There is nothing that a plan could repair. What is broken all the same says at its link what to
            do.
          </div>
        </SpaceBetween>
      </Dialog>
    );
  return (
    <PlanModal
      header={header}
      plan={data?.plan}
      error={review.error}
      errorHeader="There is no plan"
      confirmText="Repair"
      confirmId="confirm-repair"
      confirmation={
        data && (
          <SpaceBetween size="s">
            <NoticeList notices={data.notices} />
            {data.plan.documents.map(({ title, text, size, limit }) => (
              <ExpandableSection
                key={title}
                headerText={`${title}, as it is written`}
                headingTagOverride="h3"
              >
                <PolicyDocument title={title} text={text} size={{ used: size, limit }} />
              </ExpandableSection>
            ))}
          </SpaceBetween>
        )
      }
      onClose={onClose}
    />
  );
}
