import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { REVIEW_STEP } from "./fields";

interface Props {
  step: number;
  busy: boolean;
  canCreate: boolean;
  onCancel: () => void;
  onPrevious: () => void;
  onNext: () => void;
  onCreate: () => void;
}

export function WizardButtons({ step, busy, canCreate, onCancel, onPrevious, onNext, onCreate }: Props) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={onCancel} disabled={busy} data-testid="wizard-cancel">
        Cancel
      </Button>
      {step > 0 && (
        <Button onClick={onPrevious} disabled={busy} data-testid="wizard-previous">
          Previous
        </Button>
      )}
      {step < REVIEW_STEP ? (
        <Button variant="primary" onClick={onNext} data-testid="wizard-next">
          Next
        </Button>
      ) : (
        <Button
          variant="primary"
          onClick={onCreate}
          loading={busy}
          disabled={!canCreate}
          data-testid="create-role"
        >
          Create role
        </Button>
      )}
    </SpaceBetween>
  );
}
