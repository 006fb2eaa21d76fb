import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { TrailView } from "../../bindings/TrailView";
import { commands } from "../../ipc/commands";
import { Dialog } from "../../shared/dialog";
import { PlanOfChange } from "./plan-of-change";

/** Which bucket's reads and writes a trail logs as well. */
export function LogObjectsModal({ trail, onClose }: { trail: TrailView; onClose: () => void }) {
  const [bucket, setBucket] = useState("");
  const [planned, setPlanned] = useState(false);
  const header = `Log who reads a bucket, with ${trail.name}`;
  if (planned) {
    return (
      <PlanOfChange
        change={{
          id: ["objects", trail.arn, bucket],
          header,
          confirmText: "Log it",
          make: () => commands.planTrailChange(trail.arn, { is: "logObjects", bucket }),
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog
      header={header}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={bucket.trim() === ""}
              onClick={() => setPlanned(true)}
              data-testid="see-plan"
            >
              See the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (bucket.trim() !== "") setPlanned(true);
        }}
      >
        <FormField
          label="Bucket"
          description="Its name. Each object that is read or written there is an event, and costs."
        >
          <Input value={bucket} onChange={({ detail }) => setBucket(detail.value)} />
        </FormField>
      </form>
    </Dialog>
  );
}
