import Button from "@cloudscape-design/components/button";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { PolicyVersionView } from "../../bindings/PolicyVersionView";
import { commands } from "../../ipc/commands";
import { AskedPlan } from "../../shared/runs/asked-plan";
import { ReviewModal } from "./review/review-modal";

/** The versions that IAM keeps: any can be compared with the one in force, and be put in force again. */
export function Versions({ policy }: { policy: ManagedPolicyView }) {
  const [compared, setCompared] = useState<PolicyVersionView | null>(null);
  const [restored, setRestored] = useState<PolicyVersionView | null>(null);
  const force = policy.versions.find(({ isDefault }) => isDefault);
  return (
    <>
      <ExpandableSection headerText={`Versions (${policy.versions.length} of ${policy.mostVersions})`}>
        <Table
          variant="embedded"
          ariaLabels={{ tableLabel: "Versions" }}
          items={policy.versions}
          trackBy="id"
          columnDefinitions={[
            { id: "id", header: "Version", isRowHeader: true, cell: ({ id }) => id },
            { id: "created", header: "Saved", cell: ({ created }) => created },
            { id: "force", header: "In force", cell: ({ isDefault }) => (isDefault ? "Yes" : "No") },
            {
              id: "do",
              header: "Actions",
              cell: (version) =>
                version.isDefault ? (
                  "-"
                ) : (
                  <SpaceBetween direction="horizontal" size="xs">
                    <Button
                      variant="inline-link"
                      ariaLabel={`Compare ${version.id}`}
                      onClick={() => setCompared(version)}
                    >
                      Compare
                    </Button>
                    {!policy.awsManaged && (
                      <Button
                        variant="inline-link"
                        ariaLabel={`Restore ${version.id}`}
                        onClick={() => setRestored(version)}
                      >
                        Restore
                      </Button>
                    )}
                  </SpaceBetween>
                ),
            },
          ]}
        />
      </ExpandableSection>
      {compared && force && (
        <ReviewModal
          header={`From the version in force to ${compared.id}`}
          saved={force.document}
          text={compared.document}
          stale={false}
          onClose={() => setCompared(null)}
        />
      )}
      {restored && <RestoreModal policy={policy} version={restored} onClose={() => setRestored(null)} />}
    </>
  );
}

function RestoreModal({
  policy,
  version,
  onClose,
}: {
  policy: ManagedPolicyView;
  version: PolicyVersionView;
  onClose: () => void;
}) {
  return (
    <AskedPlan
      id={["policy-restore", policy.arn, version.id]}
      make={() => commands.planPolicyRestore(policy.arn, version.id)}
      header={`Put ${version.id} of ${policy.name} in force again`}
      errorHeader="This version cannot be restored"
      confirmText="Restore"
      confirmId="confirm-restore"
      onClose={onClose}
    />
  );
}
