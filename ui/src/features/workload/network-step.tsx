import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { InfoLink } from "../../shell/help";
import { useNetwork } from "../network/use-network";
import type { StepProps } from "./form";
import { vpcHelp } from "./help";
import { ChosenPlace, TypedPlace } from "./network-place";
import { ServicesField } from "./services-field";

export function NetworkStep(form: StepProps) {
  const { input, change } = form;
  return (
    <SpaceBetween size="l">
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
      {input.vpc && <Place {...form} />}
    </SpaceBetween>
  );
}

function Place(form: StepProps) {
  const { input, change } = form;
  const network = useNetwork();
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Where the job stands, so that what it needs of the network can be looked at and made."
        >
          Place in the VPC
        </Header>
      }
    >
      <SpaceBetween size="l">
        {network.isPending && (
          <Box color="text-body-secondary">
            <Spinner /> Reading the network
          </Box>
        )}
        {network.data && <ChosenPlace {...form} network={network.data} />}
        {network.isError && !network.data && (
          <TypedPlace {...form} error={network.error} onAgain={() => void network.refetch()} />
        )}
        {input.vpcId !== "" && (
          <SpaceBetween size="l">
            <ServicesField {...form} network={network.data} />
            <Checkbox
              checked={input.makeEndpoints}
              controlId="make-endpoints"
              description="Endpoints, routes and rules of groups that the job needs and that are not there become steps of the plan. Interface endpoints cost money."
              onChange={({ detail }) => change({ makeEndpoints: detail.checked })}
            >
              Make what the network lacks
            </Checkbox>
          </SpaceBetween>
        )}
      </SpaceBetween>
    </Container>
  );
}
