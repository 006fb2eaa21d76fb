import Alert from "@cloudscape-design/components/alert";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { Choice } from "../../bindings/Choice";
import { InfoLink } from "../../shell/help";
import { useSecrets } from "../secrets/use-secrets";
import type { StepProps } from "./form";
import { secretHelp } from "./help";
import { OfferedField } from "./offered-field";
import { optional, TextField } from "./text-field";

export function SecretStep({ input, change, errors }: StepProps) {
  return (
    <Container
      header={
        <Header
          variant="h2"
          info={<InfoLink topic={secretHelp} />}
          description="What the job's code needs to sign in somewhere. It is read while the job runs, and stands in no code."
        >
          Secret
        </Header>
      }
    >
      <SpaceBetween size="l">
        <RadioGroup
          ariaLabel="Secret"
          value={input.secret}
          onChange={({ detail }) => change({ secret: detail.value as Choice })}
          items={[
            { value: "none", controlId: "secret-none", label: "The code reads no secret" },
            {
              value: "existing",
              controlId: "secret-existing",
              label: "A secret of this account",
              description: "The role may read this one secret.",
            },
            {
              value: "new",
              controlId: "secret-new",
              label: "A new secret with database credentials",
              description: "Made with the workload; the role may read it.",
            },
          ]}
        />
        {input.secret === "existing" && <ExistingSecret {...{ input, change, errors }} />}
        {input.secret === "new" && <NewSecret {...{ input, change, errors }} />}
      </SpaceBetween>
    </Container>
  );
}

function ExistingSecret({ input, change, errors }: StepProps) {
  const secrets = useSecrets();
  const all = secrets.data?.secrets ?? [];
  const chosen = all.find(({ arn }) => arn === input.secretArn);
  return (
    <OfferedField
      field="secretArn"
      label="Secret"
      about={chosen ? [chosen.name, chosen.description].filter(Boolean).join(": ") : undefined}
      constraint="Choose one by its name, or type its whole ARN."
      placeholder="arn:aws:secretsmanager:…:secret:churn/warehouse-a1B2c3"
      value={input.secretArn}
      onChange={(secretArn) => change({ secretArn })}
      errors={errors}
      what="secrets"
      reading={secrets}
      options={all
        .filter(({ deleted }) => deleted === null)
        .map(({ arn, name, description }) => ({ value: arn, label: name, description }))}
    />
  );
}

function NewSecret({ input, change, errors }: StepProps) {
  return (
    <SpaceBetween size="l">
      <Alert type="info" header="The password is generated">
        AWS draws it when the secret is made. Gatehouse never shows it here and writes it into no file. Give
        it to the database afterwards: the secret's own page reveals it.
      </Alert>
      <TextField
        field="secretName"
        label="Name of the new secret"
        constraint="Letters, digits and / _ + = . @ - · the code asks for it by this name."
        placeholder="ml/database-credentials"
        value={input.secretName}
        onChange={(secretName) => change({ secretName: secretName.trim() })}
        errors={errors}
      />
      <ColumnLayout columns={2}>
        <TextField
          field="secretUsername"
          label="Database user"
          placeholder="churn_reader"
          value={input.secretUsername}
          onChange={(secretUsername) => change({ secretUsername })}
          errors={errors}
        />
        <TextField
          field="secretDatabase"
          label={optional("Database")}
          placeholder="warehouse"
          value={input.secretDatabase}
          onChange={(secretDatabase) => change({ secretDatabase })}
          errors={errors}
        />
        <TextField
          field="secretHost"
          label="Host"
          placeholder="warehouse.internal"
          value={input.secretHost}
          onChange={(secretHost) => change({ secretHost: secretHost.trim() })}
          errors={errors}
        />
        <TextField
          field="secretPort"
          label="Port"
          placeholder="5432"
          value={input.secretPort}
          onChange={(secretPort) => change({ secretPort: secretPort.trim() })}
          errors={errors}
        />
      </ColumnLayout>
    </SpaceBetween>
  );
}
