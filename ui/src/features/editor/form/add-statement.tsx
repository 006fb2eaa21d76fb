import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import type { TemplateView } from "../../../bindings/TemplateView";
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
  const [wanted, setWanted] = useState("");
  // A boundary and a session policy are written like an identity policy; their own templates stand first.
  const fitting = [kind, ...(kind === "boundary" || kind === "session" ? ["identity"] : [])].flatMap((each) =>
    (templates.data ?? []).filter((template) => template.kind === each),
  );
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
          ]}
        />
      </FormField>
      {fitting.length > manyTemplates && (
        <FormField label="Find a template" controlId="find-template" stretch>
          <Input
            type="search"
            value={wanted}
            clearAriaLabel="Show all templates"
            onChange={({ detail }) => setWanted(detail.value)}
          />
        </FormField>
      )}
      <Templates
        templates={fitting.filter((each) => says(each, wanted))}
        chosen={chosen}
        choose={setChosen}
      />
      {templates.isError && <ProblemAlert error={templates.error} header="The templates could not be read" />}
      {template && (
        <Details summary={`The text of ${template.title}`}>
          <pre className="gh-json">{formatJson(template.json)}</pre>
        </Details>
      )}
    </StatementDialog>
  );
}

const manyTemplates = 10;

const says = ({ title, description, json }: TemplateView, words: string) => {
  const text = `${title} ${description} ${json}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

interface TemplatesProps {
  templates: readonly TemplateView[];
  chosen: string;
  choose: (id: string) => void;
}

/** The templates under their headings. */
function Templates({ templates, chosen, choose }: TemplatesProps) {
  const groups = [...new Set(templates.map(({ group }) => group))];
  return (
    <section className="gh-templates" aria-label="Templates" hidden={groups.length === 0}>
      {groups.map((group) => (
        <FormField key={group} label={group} stretch>
          <RadioGroup
            value={chosen}
            onChange={({ detail }) => choose(detail.value)}
            items={templates
              .filter((template) => template.group === group)
              .map(({ id, title, description }) => ({ value: id, label: title, description }))}
          />
        </FormField>
      ))}
    </section>
  );
}
