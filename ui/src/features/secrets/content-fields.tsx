import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import ColumnLayout from "@cloudscape-design/components/column-layout";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SegmentedControl from "@cloudscape-design/components/segmented-control";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Textarea from "@cloudscape-design/components/textarea";
import Toggle from "@cloudscape-design/components/toggle";
import { useState } from "react";
import type { FieldProblem } from "../../bindings/FieldProblem";
import { errorAt } from "../../shared/runs/plan-form";
import { type ContentDraft, engines } from "./content";

interface Props {
  draft: ContentDraft;
  fields: readonly FieldProblem[];
  onChange: (part: Partial<ContentDraft>) => void;
}

const kinds = [
  { id: "pairs", text: "Keys and values" },
  { id: "database", text: "Database" },
  { id: "json", text: "JSON" },
  { id: "text", text: "Text" },
];

/** The fields of a value. What is typed is hidden until it is asked to be shown. */
export function ContentFields({ draft, fields, onChange }: Props) {
  const [shown, setShown] = useState(false);
  const type = shown ? "text" : "password";
  return (
    <SpaceBetween size="l">
      <FormField label="What kind of value" stretch>
        <SegmentedControl
          label="Kind of value"
          selectedId={draft.kind}
          options={kinds}
          onChange={({ detail }) => onChange({ kind: detail.selectedId as ContentDraft["kind"] })}
        />
      </FormField>
      {(draft.kind === "pairs" || (draft.kind === "database" && !draft.generate)) && (
        <Toggle checked={shown} onChange={({ detail }) => setShown(detail.checked)}>
          Show what is typed
        </Toggle>
      )}
      {draft.kind === "pairs" && <Pairs draft={draft} fields={fields} type={type} onChange={onChange} />}
      {draft.kind === "database" && (
        <Database draft={draft} fields={fields} type={type} onChange={onChange} />
      )}
      {draft.kind === "json" && (
        <FormField
          label="JSON"
          description="Kept byte by byte as it stands here."
          errorText={errorAt(fields, "text")}
          stretch
        >
          <Textarea
            value={draft.json}
            rows={8}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => onChange({ json: detail.value })}
          />
        </FormField>
      )}
      {draft.kind === "text" && (
        <FormField
          label="Text"
          description="A token, a certificate, anything."
          errorText={errorAt(fields, "text")}
          stretch
        >
          <Textarea
            value={draft.text}
            rows={6}
            spellcheck={false}
            autoComplete={false}
            onChange={({ detail }) => onChange({ text: detail.value })}
          />
        </FormField>
      )}
    </SpaceBetween>
  );
}

type PartProps = Props & { type: "text" | "password" };

function Pairs({ draft, fields, type, onChange }: PartProps) {
  const { pairs } = draft;
  const put = (index: number, part: Partial<{ key: string; value: string }>) =>
    onChange({ pairs: pairs.map((pair, at) => (at === index ? { ...pair, ...part } : pair)) });
  const empty = errorAt(fields, "pairs");
  return (
    <SpaceBetween size="s">
      {empty && (
        <Alert type="error" statusIconAriaLabel="Error">
          {empty}
        </Alert>
      )}
      {pairs.map((pair, index) => (
        // Rows have no other name than their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <ColumnLayout key={index} columns={3}>
          <FormField label={`Key ${index + 1}`} errorText={errorAt(fields, `pairs.${index}.key`)}>
            <Input
              value={pair.key}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => put(index, { key: detail.value })}
            />
          </FormField>
          <FormField label={`Value ${index + 1}`}>
            <Input
              value={pair.value}
              type={type}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => put(index, { value: detail.value })}
            />
          </FormField>
          <FormField label={`Row ${index + 1}`}>
            <Button
              formAction="none"
              disabled={pairs.length === 1}
              ariaLabel={`Remove key ${index + 1}`}
              onClick={() => onChange({ pairs: pairs.filter((_, at) => at !== index) })}
            >
              Remove
            </Button>
          </FormField>
        </ColumnLayout>
      ))}
      <Button
        formAction="none"
        iconName="add-plus"
        onClick={() => onChange({ pairs: [...pairs, { key: "", value: "" }] })}
        data-testid="add-pair"
      >
        Add a key
      </Button>
    </SpaceBetween>
  );
}

function Database({ draft, fields, type, onChange }: PartProps) {
  const engine = engines.find(({ value }) => value === draft.engine) ?? null;
  return (
    <SpaceBetween size="m">
      <ColumnLayout columns={2}>
        <FormField label="Engine">
          <Select
            selectedOption={engine}
            options={engines}
            onChange={({ detail }) => {
              const chosen = engines.find(({ value }) => value === detail.selectedOption.value);
              if (chosen) onChange({ engine: chosen.value, port: chosen.port });
            }}
          />
        </FormField>
        <FormField label="Port">
          <Input
            value={draft.port}
            type="number"
            inputMode="numeric"
            onChange={({ detail }) => onChange({ port: detail.value })}
          />
        </FormField>
        <FormField label="Host" errorText={errorAt(fields, "host")}>
          <Input
            value={draft.host}
            placeholder="database.example.internal"
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => onChange({ host: detail.value })}
          />
        </FormField>
        <FormField label="Database name" description="May be left empty.">
          <Input
            value={draft.database}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => onChange({ database: detail.value })}
          />
        </FormField>
        <FormField label="User" errorText={errorAt(fields, "username")}>
          <Input
            value={draft.username}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => onChange({ username: detail.value })}
          />
        </FormField>
        {!draft.generate && (
          <FormField label="Password" errorText={errorAt(fields, "password")}>
            <Input
              value={draft.password}
              type={type}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => onChange({ password: detail.value })}
            />
          </FormField>
        )}
      </ColumnLayout>
      <Checkbox
        checked={draft.generate}
        description="AWS draws 32 characters. Reveal the secret afterwards to set it in the database."
        onChange={({ detail }) => onChange({ generate: detail.checked, password: "" })}
      >
        Generate the password
      </Checkbox>
    </SpaceBetween>
  );
}
