import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import CopyToClipboard from "@cloudscape-design/components/copy-to-clipboard";
import Header from "@cloudscape-design/components/header";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CodeKind } from "../../bindings/CodeKind";
import type { CodeView as CodeFile } from "../../bindings/CodeView";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import { commands } from "../../ipc/commands";
import { CodeView } from "../../shared/code/code-view";
import type { CodeLanguage } from "../../shared/code/languages";
import { ProblemAlert, ProblemWords } from "../../shared/problem";
import { useFlashes } from "../../shell/flashes";
import { InfoLink } from "../../shell/help";
import { useAccount } from "../accounts/account-context";
import { saveFile } from "../editor/save-file";
import { codeHelp } from "./help";

/** What each file does, and what it needs besides. */
const purposes: Record<CodeKind, string> = {
  sageMakerSdk: "Starts a training job with this role.",
  boto3: "Starts a training job with this role, each field of the request in sight.",
  readSecret: "For the training script: reads the secret while the job runs.",
  awsCli: "Makes the role from a shell, then starts a training job with it.",
  terraform: "Makes the role where Terraform keeps the account's state.",
  cloudFormation: "Makes the role as part of a stack.",
};

/** The workload as code: what uses the role, and what makes the same role elsewhere. */
export function CodeSection({ input }: { input: WorkloadInput }) {
  const account = useAccount();
  const code = useQuery({
    queryKey: ["workload-code", account.kind, account.id, account.region, input],
    queryFn: () => commands.workloadCode(input),
    gcTime: 0,
  });
  return (
    <Container
      header={
        <Header
          variant="h2"
          info={<InfoLink topic={codeHelp} />}
          description="What uses this role, and what makes the same role in another way. The first lines say what is left to fill in."
        >
          Code
        </Header>
      }
    >
      {code.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Writing the code
        </Box>
      )}
      {code.error && <ProblemAlert error={code.error} header="The code could not be written" />}
      {code.data && (
        <Tabs
          ariaLabel="Code"
          i18nStrings={{ scrollLeftAriaLabel: "Earlier tabs", scrollRightAriaLabel: "Later tabs" }}
          tabs={code.data.map((file) => ({
            id: file.kind,
            label: file.title,
            content: <File file={file} />,
          }))}
        />
      )}
    </Container>
  );
}

function File({ file: { kind, title, language, fileName, text } }: { file: CodeFile }) {
  return (
    <div className="gh-document">
      <div className="gh-document-bar">
        <Box color="text-body-secondary">{purposes[kind]}</Box>
        <span className="gh-document-actions">
          <CopyToClipboard
            copyButtonText="Copy"
            copyButtonAriaLabel={`Copy ${fileName}`}
            textToCopy={text}
            copySuccessText="Copied"
            copyErrorText="Could not copy. Select the text instead."
          />
          <SaveCode fileName={fileName} text={text} />
        </span>
      </div>
      <CodeView text={text} label={`${title}, ${fileName}`} language={language as CodeLanguage} />
    </div>
  );
}

function SaveCode({ fileName, text }: { fileName: string; text: string }) {
  const { put } = useFlashes();
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const saved = await saveFile(fileName, text);
      if (saved)
        put({
          id: "save-code",
          type: "success",
          header: `${saved.name} was saved`,
          dismissible: true,
        });
    } catch (error) {
      put({
        id: "save-code",
        type: "error",
        header: "The code was not saved",
        content: <ProblemWords error={error} />,
        dismissible: true,
      });
    } finally {
      setSaving(false);
    }
  };
  return (
    <Button
      iconName="download"
      loading={saving}
      onClick={() => void save()}
      ariaLabel={`Save as a file: ${fileName}`}
      data-testid="save-code"
    >
      Save as a file
    </Button>
  );
}
