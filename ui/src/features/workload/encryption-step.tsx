import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Choice } from "../../bindings/Choice";
import { InfoLink } from "../../shell/help";
import { useKeys } from "../keys/use-keys";
import type { StepProps } from "./form";
import { kmsHelp } from "./help";
import { OfferedField } from "./offered-field";
import { TextField } from "./text-field";

export function EncryptionStep({ input, change, errors }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            info={<InfoLink topic={kmsHelp} />}
            description="Without a key of your own, S3 and SageMaker encrypt with keys that AWS manages."
          >
            Encryption
          </Header>
        }
      >
        <SpaceBetween size="l">
          <RadioGroup
            ariaLabel="Encryption"
            value={input.key}
            onChange={({ detail }) => change({ key: detail.value as Choice })}
            items={[
              {
                value: "none",
                controlId: "key-none",
                label: "Keys that AWS manages",
                description: "Nothing to decide, and no say in who may decrypt.",
              },
              {
                value: "existing",
                controlId: "key-existing",
                label: "A key of this account",
                description: "Its policy must let the role use it. What it lacks, the last step says.",
              },
              {
                value: "new",
                controlId: "key-new",
                label: "A new key",
                description:
                  "Made with the workload, with a policy for it. A key costs one US dollar a month.",
              },
            ]}
          />
          {input.key === "existing" && <ExistingKey {...{ input, change, errors }} />}
          {input.key === "new" && (
            <SpaceBetween size="m">
              <TextField
                field="keyAlias"
                label="Alias of the new key"
                constraint="What people and programs call it: letters, digits and / _ -, without the prefix alias/."
                placeholder="churn-training"
                value={input.keyAlias}
                onChange={(keyAlias) => change({ keyAlias: keyAlias.trim() })}
                errors={errors}
              />
              <Checkbox
                checked={input.keyRotation}
                controlId="key-rotation"
                description="What was encrypted before stays readable: the key keeps its old material."
                onChange={({ detail }) => change({ keyRotation: detail.checked })}
              >
                New key material every year
              </Checkbox>
            </SpaceBetween>
          )}
        </SpaceBetween>
      </Container>
      {input.key !== "none" && <KeyUses {...{ input, change, errors }} />}
    </SpaceBetween>
  );
}

function ExistingKey({ input, change, errors }: StepProps) {
  const keys = useKeys();
  // SageMaker and S3 take symmetric keys only, and a policy of AWS's own keys cannot be changed.
  const fitting = (keys.data?.keys ?? []).filter(
    ({ awsManaged, state, spec }) => !awsManaged && state === "enabled" && spec === "SYMMETRIC_DEFAULT",
  );
  const chosen = keys.data?.keys.find(({ id, arn }) => input.kmsKey === id || input.kmsKey === arn);
  return (
    <OfferedField
      field="kmsKey"
      label="KMS key"
      about={chosen ? [chosen.name, chosen.description].filter(Boolean).join(": ") : undefined}
      constraint="Choose one by its alias, or type an id or ARN. An alias is not enough: a policy must name the key itself."
      placeholder="1234abcd-12ab-34cd-56ef-1234567890ab"
      value={input.kmsKey}
      onChange={(kmsKey) => change({ kmsKey })}
      errors={errors}
      what="keys"
      reading={keys}
      options={fitting.map(({ id, name, description }) => ({ value: id, label: name, description }))}
    />
  );
}

function KeyUses({ input, change, errors }: StepProps) {
  const uses = [
    {
      field: "kmsForData",
      id: "kms-for-data",
      text: "Data in S3",
      description: "The role may decrypt what it reads from S3 and encrypt what it writes there.",
    },
    {
      field: "kmsForVolume",
      id: "kms-for-volume",
      text: "Training volumes",
      description: "SageMaker may use the key for the disks of the machines that train.",
    },
    {
      field: "kmsForSecret",
      id: "kms-for-secret",
      text: "The new secret",
      description: "If one is made in the next step: the role may decrypt it.",
    },
  ] as const;
  return (
    <Container header={<Header variant="h2">What the key encrypts</Header>}>
      <FormField errorText={errors.of("kmsUse")} stretch>
        <SpaceBetween size="xs">
          {uses.map(({ field, id, text, description }) => (
            <Checkbox
              key={field}
              checked={input[field]}
              controlId={id}
              description={description}
              onChange={({ detail }) => {
                change({ [field]: detail.checked });
                errors.touch("kmsUse");
              }}
            >
              {text}
            </Checkbox>
          ))}
        </SpaceBetween>
      </FormField>
    </Container>
  );
}
