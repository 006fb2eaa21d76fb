import FormField from "@cloudscape-design/components/form-field";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import { formatJson } from "../../../shared/code/format-json";
import { Details } from "../../../shared/details";
import { ProblemAlert } from "../../../shared/problem";
import { useTemplates } from "./catalog";
import { hasPrincipals, hasResources } from "./principal-kinds";
import { StatementDialog } from "./statement-dialog";
import type { Change } from "./use-changes";

interface Props {
  kind: string;
  count: number;
  change: Change;
  onAdded: (at: number) => void;
  onClose: () => void;
}

/** A statement with all its parts and nothing in them. */
export function emptyStatement(effect: string, kind: string): string {
  const statement: Record<string, unknown> = { Effect: effect };
  if (hasPrincipals(kind)) statement.Principal = { AWS: [] };
  statement.Action = [];
  if (hasResources(kind)) statement.Resource = [];
  return JSON.stringify(statement);
}

export function AddStatement({ kind, count, change, onAdded, onClose }: Props) {
  const templates = useTemplates();
  const [chosen, setChosen] = useState("Allow");
  // A boundary and a session policy are written like an identity policy.
  const likeKind = kind === "boundary" || kind === "session" ? "identity" : kind;
  const fitting = (templates.data ?? []).filter((template) => template.kind === likeKind);
  const template = fitting.find(({ id }) => id === chosen);
  const json = template?.json ?? emptyStatement(chosen, kind);
  return (
    <StatementDialog
      header="Add a statement"
      confirmText="Add"
      missing={null}
      onConfirm={async () => {
        await change({ change: "addStatement", at: null, json });
        onAdded(count);
      }}
      onClose={onClose}
    >
      <FormField label="Begin with" stretch>
        <RadioGroup
          value={chosen}
          onChange={({ detail }) => setChosen(detail.value)}
          items={[
            { value: "Allow", label: "An empty Allow", description: "It grants what you put into it." },
            {
              value: "Deny",
              label: "An empty Deny",
              description: "It forbids what you put into it, whatever else allows it.",
            },
            ...fitting.map(({ id, title, description }) => ({ value: id, label: title, description })),
          ]}
        />
      </FormField>
      {templates.isError && <ProblemAlert error={templates.error} header="The templates could not be read" />}
      {template && (
        <Details summary="Its text">
          <pre className="gh-json">{formatJson(template.json)}</pre>
        </Details>
      )}
    </StatementDialog>
  );
}
