import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { InfoLink } from "../../shell/help";
import { splitS3Uri } from "./fields";
import type { StepProps } from "./form";
import { dataHelp } from "./help";
import { optional, TextField } from "./text-field";

export function DataStep({ input, change, errors }: StepProps) {
  const setInputBucket = (text: string) => {
    const uri = splitS3Uri(text);
    change(uri ? { inputBucket: uri.bucket, inputPrefix: uri.prefix } : { inputBucket: text });
  };
  const setOutputBucket = (text: string) => {
    const uri = splitS3Uri(text);
    change(uri ? { outputBucket: uri.bucket, outputPrefix: uri.prefix } : { outputBucket: text });
  };
  const hint = "The bucket's name. You can paste a whole address, s3://bucket/prefix.";

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            info={<InfoLink topic={dataHelp} />}
            description="The job may list and read these objects, and nothing else in the bucket."
          >
            Data to read
          </Header>
        }
      >
        <SpaceBetween size="l">
          <TextField
            field="inputBucket"
            label="Bucket to read"
            constraint={hint}
            placeholder="churn-data"
            value={input.inputBucket}
            onChange={setInputBucket}
            errors={errors}
          />
          <TextField
            field="inputPrefix"
            label={optional("Prefix to read")}
            constraint="Only what is at or below it. Left empty, the job may read the whole bucket."
            placeholder="training/"
            value={input.inputPrefix}
            onChange={(inputPrefix) => change({ inputPrefix })}
            errors={errors}
          />
        </SpaceBetween>
      </Container>
      <Container
        header={
          <Header variant="h2" description="The job may write its model here.">
            Results to write
          </Header>
        }
      >
        <SpaceBetween size="l">
          <TextField
            field="outputBucket"
            label="Bucket to write"
            constraint={hint}
            placeholder="churn-models"
            value={input.outputBucket}
            onChange={setOutputBucket}
            errors={errors}
            beside={
              <Button
                disabled={!input.inputBucket || input.outputBucket === input.inputBucket}
                onClick={() => change({ outputBucket: input.inputBucket })}
                data-testid="same-bucket"
              >
                Same bucket
              </Button>
            }
          />
          <TextField
            field="outputPrefix"
            label={optional("Prefix to write")}
            constraint="Only what is below it. A prefix of its own keeps the job from overwriting its input."
            placeholder="models/"
            value={input.outputPrefix}
            onChange={(outputPrefix) => change({ outputPrefix })}
            errors={errors}
          />
        </SpaceBetween>
      </Container>
    </SpaceBetween>
  );
}
