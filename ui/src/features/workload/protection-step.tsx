import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { InfoLink } from "../../shell/help";
import type { StepProps } from "./form";
import { kmsHelp, vpcHelp } from "./help";
import { optional, TextField } from "./text-field";

export function ProtectionStep({ input, change, errors }: StepProps) {
  const noKey = input.kmsKey === "";
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
          <TextField
            field="kmsKey"
            label={optional("KMS key")}
            constraint="The key's id or ARN. An alias is not enough: a policy must name the key itself."
            placeholder="1234abcd-12ab-34cd-56ef-1234567890ab"
            value={input.kmsKey}
            onChange={(kmsKey) => change({ kmsKey: kmsKey.trim() })}
            errors={errors}
          />
          <FormField label="What the key encrypts" errorText={errors.of("kmsUse")} stretch>
            <SpaceBetween size="xs">
              <Checkbox
                checked={input.kmsForData}
                disabled={noKey}
                controlId="kms-for-data"
                description="The role may decrypt what it reads from S3 and encrypt what it writes there."
                onChange={({ detail }) => {
                  change({ kmsForData: detail.checked });
                  errors.touch("kmsUse");
                }}
              >
                Data in S3
              </Checkbox>
              <Checkbox
                checked={input.kmsForVolume}
                disabled={noKey}
                controlId="kms-for-volume"
                description="SageMaker may use the key for the disks of the machines that train."
                onChange={({ detail }) => {
                  change({ kmsForVolume: detail.checked });
                  errors.touch("kmsUse");
                }}
              >
                Training volumes
              </Checkbox>
            </SpaceBetween>
          </FormField>
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" info={<InfoLink topic={vpcHelp} />}>
            Network
          </Header>
        }
      >
        <RadioGroup
          ariaLabel="Network"
          value={input.vpc ? "vpc" : "aws"}
          onChange={({ detail }) => change({ vpc: detail.value === "vpc" })}
          items={[
            {
              value: "aws",
              controlId: "network-aws",
              label: "SageMaker's own network",
              description: "The job can reach the internet. The role needs no rights on the network.",
            },
            {
              value: "vpc",
              controlId: "network-vpc",
              label: "In my VPC",
              description:
                "The job reaches only what your subnets and security groups allow. The role may attach network interfaces while a job runs.",
            },
          ]}
        />
      </Container>
    </SpaceBetween>
  );
}
