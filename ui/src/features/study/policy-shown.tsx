import Box from "@cloudscape-design/components/box";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../ipc/commands";
import { PolicyDocument } from "../../shared/policy-document";
import { ProblemAlert } from "../../shared/problem";
import { PolicyPicture } from "../editor/picture/policy-picture";

/** Kinds as a lesson names them, and as the editor does. */
const kinds: Record<string, string> = { key: "kms-key", bucket: "s3-bucket", endpoint: "vpc-endpoint" };

interface Props {
  title: string;
  kind: string;
  text: string;
}

/** A policy to be read: the editor's picture of it, and its text. */
export function PolicyShown({ title, kind, text }: Props) {
  const of = kinds[kind] ?? kind;
  const [selected, select] = useState<number | null>(null);
  const analysis = useQuery({
    queryKey: ["analysis", of, text],
    queryFn: () => commands.analysePolicy(text, of),
  });
  return (
    <div className="gh-policy-shown">
      {analysis.isPending && (
        <Box color="text-body-secondary">
          <Spinner /> Drawing the policy
        </Box>
      )}
      {analysis.isError && <ProblemAlert error={analysis.error} header="The policy could not be drawn" />}
      {analysis.data && (
        <PolicyPicture
          inPage
          label={`${title}, as a picture`}
          model={{
            text,
            analysis: analysis.data,
            analysedText: text,
            stale: false,
            readOnly: true,
            selected,
            select,
            change: () => Promise.resolve(),
            apply: () => {},
            lit: null,
          }}
        />
      )}
      <PolicyDocument title={title} text={text} />
    </div>
  );
}
