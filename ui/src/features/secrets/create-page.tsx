import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Wizard from "@cloudscape-design/components/wizard";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { FieldProblem } from "../../bindings/FieldProblem";
import type { PlanView } from "../../bindings/PlanView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { errorAt } from "../../shared/runs/plan-form";
import { PlanModal } from "../../shared/runs/plan-modal";
import { InfoLink } from "../../shell/help";
import { useScreen } from "../../shell/page";
import { navigate } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { type ContentDraft, contentOf, emptyContent } from "./content";
import { ContentFields } from "./content-fields";
import { createSecretHelp } from "./help";

const above = [{ text: "Secrets", href: "#/secrets" }];

/** The fields of the first step; all others are on the second. */
const SECOND_STEP = ["name", "description", "kmsKey", "replicas"];

const strings = {
  stepNumberLabel: (step: number) => `Step ${step}`,
  collapsedStepsLabel: (step: number, count: number) => `Step ${step} of ${count}`,
  cancelButton: "Cancel",
  previousButton: "Previous",
  nextButton: "Next",
  submitButton: "Review and store",
  navigationAriaLabel: "Steps",
};

export function CreateSecretPage() {
  useScreen({ title: "Store a secret", help: createSecretHelp, contentType: "wizard", above });
  const account = useAccount();
  const [content, setContent] = useState<ContentDraft>(emptyContent);
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const [kmsKey, setKmsKey] = useState("");
  const [replicas, setReplicas] = useState<string[]>([]);
  const [step, setStep] = useState(0);
  const [fields, setFields] = useState<FieldProblem[]>([]);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [plan, setPlan] = useState<PlanView | null>(null);
  const accounts = useQuery({ queryKey: keys.accounts, queryFn: commands.listAccounts });
  const regions = (accounts.data?.regions ?? []).filter((region) => region !== account.region);

  const review = async () => {
    setBusy(true);
    setError(null);
    try {
      const input = { name, description, kmsKey, content: contentOf(content), tags: [], replicas };
      setPlan(await commands.planSecretCreation(input));
      setFields([]);
    } catch (reason) {
      const problem = asProblem(reason);
      setFields(problem.fields);
      setError(problem.fields.length ? null : reason);
      if (problem.fields.length)
        setStep(problem.fields.some(({ field }) => !SECOND_STEP.includes(field)) ? 0 : 1);
    } finally {
      setBusy(false);
    }
  };

  const change = (part: Partial<ContentDraft>) => {
    setContent((before) => ({ ...before, ...part }));
    setFields([]);
  };

  return (
    <>
      <Wizard
        i18nStrings={strings}
        activeStepIndex={step}
        isLoadingNextStep={busy}
        onNavigate={({ detail }) => setStep(detail.requestedStepIndex)}
        onCancel={() => navigate("/secrets")}
        onSubmit={() => void review()}
        steps={[
          {
            title: "Value",
            description: "What the secret holds.",
            info: <InfoLink topic={createSecretHelp} />,
            content: (
              <Container header={<Header variant="h2">Value</Header>}>
                <ContentFields draft={content} fields={fields} onChange={change} />
              </Container>
            ),
          },
          {
            title: "Name and protection",
            description: "How it is found, and which key encrypts it.",
            info: <InfoLink topic={createSecretHelp} />,
            content: (
              <Container header={<Header variant="h2">Name and protection</Header>}>
                <SpaceBetween size="l">
                  {error !== null && <ProblemAlert error={error} header="The plan could not be made" />}
                  <FormField
                    label="Name"
                    constraintText="Letters, digits and /_+=.@-!, up to 512 characters. Slashes make groups."
                    errorText={errorAt(fields, "name")}
                  >
                    <Input
                      value={name}
                      placeholder="ml/database-credentials"
                      autoComplete={false}
                      spellcheck={false}
                      onChange={({ detail }) => setName(detail.value)}
                    />
                  </FormField>
                  <FormField
                    label="Description"
                    description="May be left empty. Write nothing secret here: lists show it."
                    errorText={errorAt(fields, "description")}
                  >
                    <Input value={description} onChange={({ detail }) => setDescription(detail.value)} />
                  </FormField>
                  <FormField
                    label="KMS key"
                    description="A key's id, ARN or alias. Left empty, the account's own key for secrets."
                    errorText={errorAt(fields, "kmsKey")}
                  >
                    <Input
                      value={kmsKey}
                      placeholder="alias/ml-data"
                      autoComplete={false}
                      spellcheck={false}
                      onChange={({ detail }) => setKmsKey(detail.value)}
                    />
                  </FormField>
                  <FormField
                    label="Replicate to"
                    description="Other Regions that shall have the secret too. May be left empty."
                    errorText={errorAt(fields, "replicas")}
                  >
                    <Multiselect
                      selectedOptions={replicas.map((region) => ({ value: region, label: region }))}
                      options={regions.map((region) => ({ value: region, label: region }))}
                      placeholder="No other Region"
                      filteringType="auto"
                      filteringAriaLabel="Find Regions"
                      deselectAriaLabel={({ label }) => `Remove ${label}`}
                      onChange={({ detail }) =>
                        setReplicas(detail.selectedOptions.flatMap(({ value }) => (value ? [value] : [])))
                      }
                    />
                  </FormField>
                </SpaceBetween>
              </Container>
            ),
          },
        ]}
      />
      {plan && (
        <PlanModal
          header={`Store the secret ${name}`}
          plan={plan}
          error={null}
          errorHeader="This secret cannot be stored"
          confirmText="Store"
          confirmId="confirm-secret"
          onStarted={() => navigate("/secrets")}
          onClose={() => setPlan(null)}
        />
      )}
    </>
  );
}
