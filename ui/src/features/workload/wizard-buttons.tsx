import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { REVIEW_STEP } from "./fields";

interface Props {
  step: number;
  busy: boolean;
  saving: boolean;
  canCreate: boolean;
  /** What the last button says. */
  createText: string;
  onCancel: () => void;
  onSave: () => void;
  onPrevious: () => void;
  onNext: () => void;
  onCreate: () => void;
}

export function WizardButtons(props: Props) {
  const { step, busy, saving, canCreate, createText, onCancel, onSave, onPrevious, onNext, onCreate } = props;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="link" onClick={onCancel} disabled={busy} data-testid="wizard-cancel">
        Cancel
      </Button>
      <Button onClick={onSave} disabled={busy} loading={saving} data-testid="save-workload">
        Save for later
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
        <Spot id={hotspots.createRole}>
          <Button
            variant="primary"
            onClick={onCreate}
            loading={busy}
            disabled={!canCreate}
            data-testid="create-role"
          >
            {createText}
          </Button>
        </Spot>
      )}
    </SpaceBetween>
  );
}
