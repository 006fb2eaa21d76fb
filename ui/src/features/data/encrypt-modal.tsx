import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { BucketView } from "../../bindings/BucketView";
import { commands } from "../../ipc/commands";
import { Dialog } from "../../shared/dialog";
import { PlanOfChange } from "./plan-of-change";

/** Which key new objects of a bucket are encrypted with. */
export function EncryptModal({ bucket, onClose }: { bucket: BucketView; onClose: () => void }) {
  const [key, setKey] = useState(bucket.encryption?.key ?? "");
  const [bucketKey, setBucketKey] = useState(bucket.encryption?.bucketKey ?? true);
  const [planned, setPlanned] = useState(false);
  const header = `Encryption of ${bucket.name}`;
  if (planned) {
    return (
      <PlanOfChange
        change={{
          id: ["encrypt", bucket.name, key, bucketKey],
          header,
          confirmText: "Change",
          make: () => commands.planBucketChange(bucket.name, { is: "encryption", key, bucketKey }),
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
            <Button variant="primary" onClick={() => setPlanned(true)} data-testid="see-plan">
              See the plan
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setPlanned(true);
        }}
      >
        <SpaceBetween size="l">
          <FormField
            label="KMS key"
            description="Its ARN, its id or an alias. Leave it empty for keys that S3 keeps itself."
          >
            <Input value={key} onChange={({ detail }) => setKey(detail.value)} />
          </FormField>
          <Checkbox checked={bucketKey} onChange={({ detail }) => setBucketKey(detail.checked)}>
            Use a bucket key: fewer requests to KMS, at less cost
          </Checkbox>
        </SpaceBetween>
      </form>
    </Dialog>
  );
}
