import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FileDropzone from "@cloudscape-design/components/file-dropzone";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { ProblemWords } from "../../shared/problem";
import { Page } from "../../shell/page";
import { follow } from "../../shell/router";
import { NotText, readDropped } from "./bytes";
import { policiesHelp } from "./help";
import { emptyPolicy, kindName, kinds } from "./kinds";
import { ManagedPolicies } from "./managed-policies";
import { openDraft } from "./origin";

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
            openDraft({
              name: `New ${lowerFirst(kindName(kind))}`,
              fileName: `${kind}-policy.json`,
              kind,
              saved: emptyPolicy,
              file: null,
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

/** A file that was chosen in a dialog is saved where it is; one that was dropped here tells no place. */
function FilePolicy() {
  const [error, setError] = useState<unknown>(null);
  const attempt = async (opened: () => Promise<void>) => {
    setError(null);
    try {
      await opened();
    } catch (thrown) {
      setError(thrown);
    }
  };
  const choose = async () => {
    const opened = await commands.openFile();
    if (!opened) return;
    const { file, name, text } = opened;
    openDraft({ name, fileName: name, kind: null, saved: text, file });
  };
  const take = async ([file]: readonly File[]) => {
    if (!file) return;
    openDraft({
      name: file.name,
      fileName: file.name,
      kind: null,
      saved: await readDropped(file),
      file: null,
    });
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
        {error !== null && (
          <Alert type="error" header="The file could not be opened">
            {error instanceof NotText ? (
              <span role="alert">{error.message}</span>
            ) : (
              <ProblemWords error={error} />
            )}
          </Alert>
        )}
        <FileDropzone onChange={({ detail }) => void attempt(() => take(detail.value))}>
          <SpaceBetween size="xs" alignItems="center">
            <Button iconName="upload" data-testid="open-file" onClick={() => void attempt(choose)}>
              Choose a file
            </Button>
            <Box color="text-body-secondary">Or drop it here, or anywhere in the window.</Box>
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
          onClick={() =>
            openDraft({
              name: "Pasted policy",
              fileName: "policy.json",
              kind: null,
              saved: text,
              file: null,
            })
          }
        >
          Open the text
        </Button>
      </SpaceBetween>
    </Container>
  );
}
