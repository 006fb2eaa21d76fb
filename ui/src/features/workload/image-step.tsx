import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { InfoLink } from "../../shell/help";
import { useAccount } from "../accounts/account-context";
import type { StepProps } from "./form";
import { imageHelp } from "./help";
import { TextField } from "./text-field";

export function ImageStep({ input, change, errors }: StepProps) {
  const { id, region } = useAccount();
  return (
    <Container
      header={
        <Header
          variant="h2"
          info={<InfoLink topic={imageHelp} />}
          description="The container that trains. The job may pull it from this one ECR repository."
        >
          Training image
        </Header>
      }
    >
      <SpaceBetween size="m">
        <TextField
          field="image"
          label="ECR repository or image"
          constraint="The repository's name, its ARN, or the image URI as your code has it."
          placeholder="churn-training"
          value={input.image}
          onChange={(image) => change({ image: image.trim() })}
          errors={errors}
        />
        <Box color="text-body-secondary" fontSize="body-s">
          <div>Each of these is understood:</div>
          <ul className="gh-plain-list gh-break">
            <li>
              <code>churn-training</code>, in this account and Region
            </li>
            <li>
              <code>
                arn:aws:ecr:{region}:{id}:repository/churn-training
              </code>
            </li>
            <li>
              <code>
                {id}.dkr.ecr.{region}.amazonaws.com/churn-training:latest
              </code>
            </li>
          </ul>
        </Box>
      </SpaceBetween>
    </Container>
  );
}
