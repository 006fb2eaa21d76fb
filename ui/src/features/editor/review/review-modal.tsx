import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { Dialog } from "../../../shared/dialog";
import { AccessDifference } from "./access-difference";
import { TextDifference } from "./text-difference";

interface Props {
  header?: string;
  saved: string;
  text: string;
  /** The text cannot be read, so there is no access to compare. */
  stale: boolean;
  onClose: () => void;
}

/** What the changes since the last save come to: in what the policy grants, and letter by letter. */
export function ReviewModal({ header = "Review the changes", saved, text, stale, onClose }: Props) {
  return (
    <Dialog
      size="max"
      header={header}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <section aria-label="Changes of access">
          <Box variant="h2" padding={{ bottom: "s" }}>
            Access
          </Box>
          {stale ? (
            <Alert type="info">
              The text is no JSON at the moment. What it grants can be compared once it is.
            </Alert>
          ) : (
            <AccessDifference saved={saved} text={text} />
          )}
        </section>
        <section aria-label="Changes of text">
          <Box variant="h2" padding={{ bottom: "s" }}>
            Text
          </Box>
          {saved === text ? (
            <Box color="text-body-secondary">Nothing was changed since the last save.</Box>
          ) : (
            <TextDifference saved={saved} text={text} />
          )}
        </section>
      </SpaceBetween>
    </Dialog>
  );
}
