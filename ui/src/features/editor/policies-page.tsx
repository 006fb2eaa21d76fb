import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FileDropzone from "@cloudscape-design/components/file-dropzone";
import FileInput from "@cloudscape-design/components/file-input";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { Page } from "../../shell/page";
import { follow, href, navigate } from "../../shell/router";
import { textOf } from "./bytes";
import { policiesHelp } from "./help";
import { emptyPolicy, kindName, kinds } from "./kinds";
import { ManagedPolicies } from "./managed-policies";
import { type Draft, newDraft } from "./origin";

const open = (draft: Draft) => navigate(href(["policies", "edit"], { draft: newDraft(draft) }));

/** Where a policy to edit comes from: nowhere, a file, the clipboard, or a role. */
export function PoliciesPage() {
  return (
    <Page
      title="Policies"
      help={policiesHelp}
      description="Every kind of policy in one editor: as a picture, as a form and as text."
    >
      <SpaceBetween size="l">
        <ManagedPolicies />
        <NewPolicy />
        <FilePolicy />
        <PastedPolicy />
        <Container header={<Header variant="h2">A policy of a role</Header>}>
          <Box>
            Open a{" "}
            <Link href="#/roles" onFollow={follow}>
              role
            </Link>{" "}
            and choose Edit beside one of its inline policies, or beside its trust policy.
          </Box>
        </Container>
      </SpaceBetween>
    </Page>
  );
}

function NewPolicy() {
  const [kind, setKind] = useState("identity");
  const options = kinds.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Container header={<Header variant="h2">A new policy</Header>}>
      <SpaceBetween size="m">
        <FormField label="Kind of policy" description="It decides which rules hold. You can change it later.">
          <Select
            selectedOption={options.find(({ value }) => value === kind) ?? null}
            options={options}
            filteringType="auto"
            filteringAriaLabel="Find a kind"
            onChange={({ detail }) => setKind(detail.selectedOption.value ?? "identity")}
          />
        </FormField>
        <Button
          variant="primary"
          data-testid="new-policy"
          onClick={() =>
            open({
              name: `New ${lowerFirst(kindName(kind))}`,
              fileName: `${kind}-policy.json`,
              kind,
              saved: emptyPolicy,
            })
          }
        >
          Begin
        </Button>
      </SpaceBetween>
    </Container>
  );
}

const lowerFirst = (name: string) =>
  /^[A-Z][a-z]/.test(name) ? name[0]?.toLowerCase() + name.slice(1) : name;

/** No policy comes near this; a larger file is something else. */
const LARGEST = 8 * 1024 * 1024;

function FilePolicy() {
  const [wrong, setWrong] = useState<string | null>(null);
  const take = async (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    setWrong(null);
    try {
      if (file.size > LARGEST) throw new Error(`${file.name} is too large for a policy.`);
      const saved = textOf(new Uint8Array(await file.arrayBuffer()));
      open({ name: file.name, fileName: file.name, kind: null, saved });
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Container
      header={
        <Header variant="h2" description="Saving it again changes what you changed, and nothing else.">
          A file
        </Header>
      }
    >
      <SpaceBetween size="m">
        {wrong && (
          <Alert type="error" header="The file could not be opened">
            <span role="alert">{wrong}</span>
          </Alert>
        )}
        <FileDropzone onChange={({ detail }) => void take(detail.value)}>
          <SpaceBetween size="xs" alignItems="center">
            <FileInput
              ariaLabel="Choose a file"
              accept=".json,application/json,text/plain"
              value={[]}
              onChange={({ detail }) => void take(detail.value)}
            >
              Choose a file
            </FileInput>
            <Box color="text-body-secondary">Or drop it here.</Box>
          </SpaceBetween>
        </FileDropzone>
      </SpaceBetween>
    </Container>
  );
}

function PastedPolicy() {
  const [text, setText] = useState("");
  return (
    <Container header={<Header variant="h2">A text</Header>}>
      <SpaceBetween size="m">
        <FormField label="Text of the policy" stretch>
          <Textarea
            value={text}
            rows={6}
            spellcheck={false}
            placeholder="Paste it here"
            onChange={({ detail }) => setText(detail.value)}
          />
        </FormField>
        <Button
          disabled={text.trim() === ""}
          data-testid="open-text"
          onClick={() => open({ name: "Pasted policy", fileName: "policy.json", kind: null, saved: text })}
        >
          Open the text
        </Button>
      </SpaceBetween>
    </Container>
  );
}
