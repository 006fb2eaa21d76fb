import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { PolicyAnalysis } from "../../../bindings/PolicyAnalysis";
import { commands } from "../../../ipc/commands";
import { ProblemAlert } from "../../../shared/problem";
import type { EditorModel } from "../model";
import { AnswerView } from "./answer-view";
import { KeptList } from "./kept-list";
import { type Suggestions, suggestionsOf, valuesOf } from "./suggestions";
import type { Ask, AskForm } from "./use-ask";

interface Props {
  ask: Ask;
  model: EditorModel;
  /** The policy's holder is who asks; there is nobody to name. */
  ofIdentity: boolean;
  onShow: (statement: number) => void;
}

/** Who may do what: a request, and what the policy as it stands says to it. */
export function AskPanel({ ask, model, ofIdentity, onShow }: Props) {
  const { asked, answer } = ask;
  return (
    <SpaceBetween size="l">
      <Question key={ask.round} ask={ask} ofIdentity={ofIdentity} analysis={model.analysis} />
      {asked && answer && "error" in answer && (
        <ProblemAlert error={answer.error} header="The question could not be asked" />
      )}
      {asked && answer && !("error" in answer) && (
        <AnswerView
          answer={answer}
          action={asked.action}
          model={model}
          onShow={onShow}
          onKeep={(expected) => ask.keep(asked, expected)}
        />
      )}
      <KeptList ask={ask} />
    </SpaceBetween>
  );
}

interface QuestionProps {
  ask: Ask;
  ofIdentity: boolean;
  analysis: PolicyAnalysis | null;
}

function Question({ ask, ofIdentity, analysis }: QuestionProps) {
  const [form, setForm] = useState(ask.draft.current);
  const suggestions = useMemo(() => suggestionsOf(analysis), [analysis]);
  const change = (part: Partial<AskForm>) => {
    ask.draft.current = { ...ask.draft.current, ...part };
    setForm(ask.draft.current);
  };
  return (
    <form
      aria-label="Ask the policy"
      onSubmit={(event) => {
        event.preventDefault();
        ask.ask();
      }}
    >
      <SpaceBetween size="s">
        {!ofIdentity && (
          <FormField label="Principal" description="An ARN, an account id, or a service." stretch>
            <Suggested
              value={form.principal}
              options={suggestions.principals}
              onChange={(principal) => change({ principal })}
            />
          </FormField>
        )}
        <ActionField form={form} change={change} suggestions={suggestions} />
        <FormField label="Resource" description="An ARN, or * for none." stretch>
          <Suggested
            value={form.resource}
            options={suggestions.resources}
            onChange={(resource) => change({ resource })}
          />
        </FormField>
        <ContextFields form={form} change={change} suggestions={suggestions} />
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            variant="primary"
            formAction="submit"
            disabled={form.action.trim() === "" || analysis === null}
          >
            Ask
          </Button>
          {ask.asked && (
            <Button formAction="none" onClick={ask.clear}>
              Clear
            </Button>
          )}
        </SpaceBetween>
      </SpaceBetween>
    </form>
  );
}

interface SuggestedProps {
  value: string;
  options: readonly string[];
  placeholder?: string;
  ariaLabel?: string;
  onChange: (value: string) => void;
}

/** A field that offers what the policy speaks of, and takes anything. */
function Suggested({ value, options, placeholder, ariaLabel, onChange }: SuggestedProps) {
  return (
    <Autosuggest
      value={value}
      placeholder={placeholder}
      ariaLabel={ariaLabel}
      nativeInputAttributes={{ spellCheck: false }}
      // A name that is written already is no filter: all others stay on offer.
      filteringType={options.includes(value) ? "manual" : "auto"}
      options={options.map((option) => ({ value: option }))}
      enteredTextLabel={(text) => `Use: ${text}`}
      empty="The policy names none."
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}

interface FieldProps {
  form: AskForm;
  suggestions: Suggestions;
  change: (part: Partial<AskForm>) => void;
}

function ActionField({ form, suggestions, change }: FieldProps) {
  const words = form.action.trim();
  const found = useQuery({
    queryKey: ["search-actions", words],
    queryFn: () => commands.searchActions(words),
    enabled: words.length > 1,
    placeholderData: (last) => last,
  });
  return (
    <FormField label="Action" description="Such as s3:GetObject. A few words find it as well." stretch>
      <Autosuggest
        value={form.action}
        options={
          words.length > 1
            ? (found.data ?? [])
                .slice(0, 50)
                .map(({ name, level, description }) => ({ value: name, description, tags: [level] }))
            : suggestions.actions.map((name) => ({ value: name, description: "The policy names it." }))
        }
        filteringType="manual"
        statusType={found.isFetching ? "loading" : "finished"}
        loadingText="Looking for actions"
        enteredTextLabel={(value) => `Use: ${value}`}
        empty="No action is like this"
        onChange={({ detail }) => change({ action: detail.value })}
      />
    </FormField>
  );
}

function ContextFields({ form, suggestions, change }: FieldProps) {
  const action = form.action.trim();
  const carried = useQuery({
    queryKey: ["catalog", "condition-keys", [action]],
    queryFn: () => commands.conditionKeys([action]),
    enabled: form.context.length > 0 && action !== "",
  });
  // First what the policy asks for, then what else requests for this action carry.
  const keyNames = [
    ...new Set([...suggestions.keys.keys(), ...(carried.data ?? []).map(({ name }) => name)]),
  ];
  const put = (index: number, part: { key?: string; values?: string }) =>
    change({ context: form.context.map((pair, at) => (at === index ? { ...pair, ...part } : pair)) });
  return (
    <SpaceBetween size="xs">
      <AttributeEditor
        items={form.context}
        addButtonText="Add a context key"
        removeButtonText="Remove"
        removeButtonAriaLabel={({ key }) => `Remove ${key || "the key"}`}
        empty="No context keys: what depends on one is told."
        onAddButtonClick={() => change({ context: [...form.context, { key: "", values: "" }] })}
        onRemoveButtonClick={({ detail }) =>
          change({ context: form.context.filter((_, at) => at !== detail.itemIndex) })
        }
        definition={[
          {
            label: "Key",
            control: ({ key }, index) => (
              <Suggested
                value={key}
                placeholder="aws:SourceVpce"
                options={keyNames}
                onChange={(value) => put(index, { key: value })}
              />
            ),
          },
          {
            label: "Values",
            control: ({ key, values }, index) => (
              <Suggested
                value={values}
                placeholder="A comma between several"
                options={valuesOf(suggestions, key)}
                onChange={(value) => put(index, { values: value })}
              />
            ),
          },
        ]}
      />
      <Checkbox
        checked={form.contextComplete}
        onChange={({ detail }) => change({ contextComplete: detail.checked })}
      >
        The request has no other keys
      </Checkbox>
    </SpaceBetween>
  );
}
