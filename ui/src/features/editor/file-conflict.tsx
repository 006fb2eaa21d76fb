import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Dialog } from "../../shared/dialog";

interface Props {
  onReplace: () => void;
  onSaveAs: () => void;
  onClose: () => void;
}

/** Another program wrote the file since it was opened here: nothing of that is lost unasked. */
export function FileConflict({ onReplace, onSaveAs, onClose }: Props) {
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  return (
    <Dialog
      header="The file was changed by another program"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button onClick={then(onSaveAs)}>Save as</Button>
            <Button variant="primary" data-testid="save-over" onClick={then(onReplace)}>
              Save over it
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      Since you opened it here, another program wrote another text into it. Saving over it loses that text.
    </Dialog>
  );
}
