import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { PlanForm } from "../../shared/runs/plan-form";
import { type ContentDraft, contentOf, emptyContent } from "./content";
import { ContentFields } from "./content-fields";

/** The value first, then the plan. */
export function NewValueModal({ secret, onClose }: { secret: SecretView; onClose: () => void }) {
  const [draft, setDraft] = useState<ContentDraft>(emptyContent);
  return (
    <PlanForm
      size="large"
      header={`New value of ${secret.name}`}
      make={() => commands.planSecretValue(secret.arn, contentOf(draft))}
      reviewText="Review"
      reviewId="review-value"
      errorHeader="The plan could not be made"
      confirmText="Write the value"
      confirmId="confirm-secret"
      onClose={onClose}
    >
      {(fields) => (
        <ContentFields
          draft={draft}
          fields={fields}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      )}
    </PlanForm>
  );
}
