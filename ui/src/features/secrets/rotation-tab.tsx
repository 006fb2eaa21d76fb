import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { Time } from "../../shared/time";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { PlanOfSecret } from "./plan-of-secret";
import { RotationModal } from "./rotation-modal";

export function RotationTab({ secret, changeable }: { secret: SecretView; changeable: boolean }) {
  const [doing, setDoing] = useState<"set" | "stop" | null>(null);
  const { rotation } = secret;
  const done = () => setDoing(null);
  return (
    <SpaceBetween size="m">
      {rotation ? (
        <KeyValuePairs
          columns={3}
          items={[
            { label: "Rotated", value: rotation.enabled ? "Yes" : "No, it was stopped" },
            {
              label: "When",
              value: rotation.days ? `Every ${rotation.days} days` : (rotation.schedule ?? "Only when asked"),
            },
            { label: "Window", value: rotation.duration ?? "As AWS chooses" },
            { label: "Last time", value: rotation.last ? <Time at={rotation.last} /> : "Not yet" },
            { label: "Next time", value: rotation.next ? <Time at={rotation.next} /> : "Not known" },
            {
              label: "Lambda function",
              value: <span className="gh-break">{rotation.function || "Kept by AWS"}</span>,
            },
          ]}
        />
      ) : (
        <Box color="text-body-secondary">
          This secret is not rotated. A password that never changes is as good as known after a while.
        </Box>
      )}
      <SpaceBetween direction="horizontal" size="xs">
        <Spot id={hotspots.secretRotation}>
          <Button disabled={!changeable} onClick={() => setDoing("set")} data-testid="set-rotation">
            {rotation?.enabled ? "Change the rotation" : "Set a rotation up"}
          </Button>
        </Spot>
        {rotation?.enabled && (
          <Button disabled={!changeable} onClick={() => setDoing("stop")} data-testid="stop-rotation">
            Stop rotating
          </Button>
        )}
      </SpaceBetween>
      {doing === "set" && <RotationModal secret={secret} onClose={done} />}
      {doing === "stop" && (
        <PlanOfSecret
          id={["no-rotation", secret.arn]}
          make={() => commands.planSecretRotation(secret.arn, null)}
          header="Stop rotating the secret"
          errorHeader="The rotation cannot be stopped"
          confirmText="Stop rotating"
          onClose={done}
        />
      )}
    </SpaceBetween>
  );
}
