import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Dialog } from "../../shared/dialog";

interface Props {
  name: string;
  onChange: () => void;
  onClose: () => void;
}

/** The wizard holds one thing at a time: what was begun there is not lost unasked. */
export function ChangeModal({ name, onChange, onClose }: Props) {
  return (
    <Dialog
      header="Something else stands in the wizard"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button variant="primary" onClick={onChange} data-testid="confirm-change">
              Change {name}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      You began to set up another workload and did not finish. It is lost if you change {name} now. Go to "Set
      up a workload" and choose "Save for later" to keep it.
    </Dialog>
  );
}
