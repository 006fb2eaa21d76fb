import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Button from "@cloudscape-design/components/button";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { commands } from "../../../ipc/commands";
import { ProblemAlert } from "../../../shared/problem";
import type { EditorModel } from "../model";
import { AnswerView } from "./answer-view";
import { KeptList } from "./kept-list";
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
      <Question key={ask.round} ask={ask} ofIdentity={ofIdentity} ready={model.analysis !== null} />
      {asked && answer && "error" in answer && (
        <ProblemAlert error={answer.error} header="The question could not be asked" />
      )}
      {asked && answer && !("error" in answer) && (
        <AnswerView
          answer={answer}
          model={model}
          onShow={onShow}
          onKeep={(expected) => ask.keep(asked, expected)}
        />
      )}
      <KeptList ask={ask} />
    </SpaceBetween>
  );
}

function Question({ ask, ofIdentity, ready }: { ask: Ask; ofIdentity: boolean; ready: boolean }) {
  const [form, setForm] = useState(ask.draft.current);
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
            <Input
              value={form.principal}
              spellcheck={false}
              onChange={({ detail }) => change({ principal: detail.value })}
            />
          </FormField>
        )}
        <ActionField form={form} change={change} />
        <FormField label="Resource" description="An ARN, or * for none." stretch>
          <Input
            value={form.resource}
            spellcheck={false}
            onChange={({ detail }) => change({ resource: detail.value })}
          />
        </FormField>
        <ContextFields form={form} change={change} />
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" formAction="submit" disabled={form.action.trim() === "" || !ready}>
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

interface FieldProps {
  form: AskForm;
  change: (part: Partial<AskForm>) => void;
}

function ActionField({ form, change }: FieldProps) {
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
        options={(found.data ?? [])
          .slice(0, 50)
          .map(({ name, level, description }) => ({ value: name, description, tags: [level] }))}
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

function ContextFields({ form, change }: FieldProps) {
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
              <Input
                value={key}
                placeholder="aws:SourceVpce"
                spellcheck={false}
                onChange={({ detail }) => put(index, { key: detail.value })}
              />
            ),
          },
          {
            label: "Values",
            control: ({ values }, index) => (
              <Input
                value={values}
                placeholder="A comma between several"
                spellcheck={false}
                onChange={({ detail }) => put(index, { values: detail.value })}
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
