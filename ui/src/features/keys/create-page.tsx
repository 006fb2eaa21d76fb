import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import ExpandableSection from "@cloudscape-design/components/expandable-section";
import Form from "@cloudscape-design/components/form";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { KeyInput } from "../../bindings/KeyInput";
import type { KeyPolicyChoice } from "../../bindings/KeyPolicyChoice";
import type { PlanView } from "../../bindings/PlanView";
import type { RoleSummary } from "../../bindings/RoleSummary";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { PolicyDocument } from "../../shared/policy-document";
import { ProblemAlert } from "../../shared/problem";
import { PlanModal } from "../../shared/runs/plan-modal";
import { Page } from "../../shell/page";
import { navigate } from "../../shell/router";
import { useRoles } from "../roles/use-roles";
import { optional } from "../workload/text-field";
import { createKeyHelp } from "./help";
import { Pairs } from "./pairs";

interface Kind {
  value: string;
  label: string;
  description: string;
  usage: string;
  spec: string;
}

const symmetric: Kind = {
  value: "symmetric",
  label: "Encrypt and decrypt (symmetric)",
  description: "For data in S3, volumes, secrets: what AWS services take.",
  usage: "ENCRYPT_DECRYPT",
  spec: "SYMMETRIC_DEFAULT",
};

const kinds: Kind[] = [
  symmetric,
  {
    value: "rsa",
    label: "Encrypt and decrypt (RSA 2048)",
    description: "The public half encrypts outside of AWS.",
    usage: "ENCRYPT_DECRYPT",
    spec: "RSA_2048",
  },
  {
    value: "sign",
    label: "Sign and verify (ECC P-256)",
    description: "For signatures, such as those of models and images.",
    usage: "SIGN_VERIFY",
    spec: "ECC_NIST_P256",
  },
  {
    value: "mac",
    label: "Message authentication codes (HMAC 256)",
    description: "For tokens that only you can make and check.",
    usage: "GENERATE_VERIFY_MAC",
    spec: "HMAC_256",
  },
];

const start: KeyInput = {
  alias: "",
  description: "",
  usage: symmetric.usage,
  spec: symmetric.spec,
  multiRegion: false,
  rotationDays: 365,
  policy: { administrators: [], users: [], sageMakerRoles: [] },
  tags: [],
};

export function CreateKeyPage() {
  const [input, setInput] = useState(start);
  const [kind, setKind] = useState(symmetric);
  const [plan, setPlan] = useState<PlanView | null>(null);
  const [refused, setRefused] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const change = (part: Partial<KeyInput>) => setInput((old) => ({ ...old, ...part }));
  const fields = refused === null ? [] : asProblem(refused).fields;
  const errorOf = (field: string) =>
    fields
      .filter((each) => each.field === field)
      .map(({ message }) => message)
      .join(" ");
  const rotates = kind === symmetric;

  const make = async () => {
    setBusy(true);
    setRefused(null);
    try {
      const tags = input.tags.filter(({ key }) => key !== "");
      const rotationDays = rotates ? input.rotationDays : null;
      setPlan(await commands.planKeyCreation({ ...input, tags, rotationDays }));
    } catch (reason) {
      setRefused(reason);
    }
    setBusy(false);
  };

  return (
    <Page
      title="Create a key"
      help={createKeyHelp}
      above={[{ text: "Keys", href: "#/keys" }]}
      contentType="form"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <Form
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              <Button variant="link" formAction="none" onClick={() => navigate("/keys")}>
                Cancel
              </Button>
              <Button variant="primary" loading={busy} data-testid="see-plan">
                See the plan
              </Button>
            </SpaceBetween>
          }
          errorText={fields.length > 0 ? "Some fields need a change." : undefined}
        >
          <SpaceBetween size="l">
            {refused !== null && fields.length === 0 && (
              <ProblemAlert error={refused} header="The key cannot be created" />
            )}
            <Container header={<Header variant="h2">Key</Header>}>
              <SpaceBetween size="l">
                <FormField
                  label={optional("Alias")}
                  description="What people and programs call the key."
                  constraintText="Letters, digits and / _ -, without the prefix alias/."
                  errorText={errorOf("alias")}
                >
                  <Input
                    value={input.alias}
                    placeholder="churn-data"
                    autoComplete={false}
                    spellcheck={false}
                    onChange={({ detail }) => change({ alias: detail.value })}
                  />
                </FormField>
                <FormField
                  label={optional("Description")}
                  errorText={errorOf("description")}
                  constraintText="What it protects, and for whom."
                  stretch
                >
                  <Input
                    value={input.description}
                    onChange={({ detail }) => change({ description: detail.value })}
                  />
                </FormField>
                <FormField label="Use" description="It cannot be changed afterwards.">
                  <Select
                    selectedOption={kind}
                    options={kinds}
                    onChange={({ detail }) => {
                      const next = kinds.find(({ value }) => value === detail.selectedOption.value);
                      if (!next) return;
                      setKind(next);
                      change({ usage: next.usage, spec: next.spec });
                    }}
                  />
                </FormField>
                {rotates && (
                  <FormField
                    label={optional("Rotate after so many days")}
                    constraintText="90 to 2,560. Empty: never by itself."
                    errorText={errorOf("rotationDays")}
                  >
                    <Input
                      type="number"
                      inputMode="numeric"
                      value={input.rotationDays === null ? "" : String(input.rotationDays)}
                      onChange={({ detail }) =>
                        change({
                          rotationDays: detail.value === "" ? null : Number.parseInt(detail.value, 10) || 0,
                        })
                      }
                    />
                  </FormField>
                )}
                <Checkbox
                  checked={input.multiRegion}
                  description="It can have replicas in other Regions. Take it only where data moves between Regions."
                  onChange={({ detail }) => change({ multiRegion: detail.checked })}
                >
                  Multi-Region key
                </Checkbox>
              </SpaceBetween>
            </Container>
            <Policy choice={input.policy} onChange={(policy) => change({ policy })} errorOf={errorOf} />
            <Container
              header={
                <Header variant="h2" description="Labels such as team or project.">
                  {optional("Tags")}
                </Header>
              }
            >
              <Pairs
                items={input.tags}
                onChange={(tags) => change({ tags })}
                what="tag"
                empty="No tags yet."
              />
            </Container>
          </SpaceBetween>
        </Form>
      </form>
      {plan && (
        <PlanModal
          header="Create the key"
          plan={plan}
          error={null}
          errorHeader=""
          confirmText="Create"
          confirmId="confirm-create"
          onStarted={() => navigate("/keys")}
          onClose={() => setPlan(null)}
        />
      )}
    </Page>
  );
}

interface PolicyProps {
  choice: KeyPolicyChoice;
  onChange: (choice: KeyPolicyChoice) => void;
  errorOf: (field: string) => string;
}

function Policy({ choice, onChange, errorOf }: PolicyProps) {
  const roles = useRoles();
  const known = roles.data?.roles.filter(({ serviceLinked }) => !serviceLinked) ?? [];
  const draft = useQuery({
    queryKey: ["draft-key-policy", choice],
    queryFn: () => commands.draftKeyPolicy(choice),
    gcTime: 0,
  });
  const select = (
    field: keyof KeyPolicyChoice,
    label: string,
    description: string,
    offered: readonly RoleSummary[],
  ) => (
    <FormField label={optional(label)} description={description} errorText={errorOf(field)} stretch>
      <Multiselect
        selectedOptions={choice[field].map((value) => ({
          value,
          label: known.find(({ arn }) => arn === value)?.name ?? value,
        }))}
        options={offered.map(({ arn, name, description: words }) => ({
          value: arn,
          label: name,
          description: words,
        }))}
        filteringType="auto"
        statusType={roles.isPending ? "loading" : roles.isError ? "error" : "finished"}
        loadingText="Reading the roles"
        errorText="The roles could not be read"
        empty="No roles"
        placeholder="Choose roles"
        deselectAriaLabel={(option) => `Leave out ${option.label}`}
        onChange={({ detail }) =>
          onChange({ ...choice, [field]: detail.selectedOptions.map(({ value }) => value ?? "") })
        }
      />
    </FormField>
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="The account itself always keeps its rights, so that nobody is locked out."
        >
          Who may do what
        </Header>
      }
    >
      <SpaceBetween size="l">
        {select(
          "sageMakerRoles",
          "Execution roles of SageMaker",
          "They read and write data in S3 with the key and encrypt volumes, and nothing else.",
          known.filter(({ forSageMaker }) => forSageMaker),
        )}
        {select("users", "Users", "They encrypt and decrypt, directly and through AWS services.", known)}
        {select("administrators", "Administrators", "They change the key, and read nothing with it.", known)}
        {draft.isError && (
          <Alert type="error" header="The policy cannot be written">
            {asProblem(draft.error).message}
          </Alert>
        )}
        {draft.data && (
          <ExpandableSection headerText="The key policy that comes of it" headingTagOverride="h3">
            <SpaceBetween size="s">
              <ul className="gh-plain-list">
                {draft.data.words.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
              <PolicyDocument title="Key policy" text={draft.data.text} />
              <Box fontSize="body-s" color="text-body-secondary">
                It can be edited once the key is there.
              </Box>
            </SpaceBetween>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}
