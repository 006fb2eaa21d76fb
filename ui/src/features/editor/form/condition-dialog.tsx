import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useState } from "react";
import type { ConditionKeyView } from "../../../bindings/ConditionKeyView";
import type { StatementView } from "../../../bindings/StatementView";
import { ProblemAlert } from "../../../shared/problem";
import { patternsOf, useConditionKeys, useTrial } from "./catalog";
import { OfferedField, useOfferedValues } from "./offered";
import { isYesOrNo, type Operator, putTogether, takeApart, takesIfExists } from "./operator";
import { fillIn, inWords, matchKey, placeholders } from "./placeholders";
import { StatementDialog } from "./statement-dialog";
import type { Change } from "./use-changes";
import { ValuesField } from "./values-field";

interface Props {
  statement: number;
  /** The line to be changed; null for a new one. */
  line: number | null;
  view: StatementView;
  kind: string;
  shown: string;
  change: Change;
  onClose: () => void;
}

const sets = [
  {
    value: "ForAnyValue",
    label: "At least one of them",
    description:
      "ForAnyValue: one value of the request that fits is enough. A request without the key fails.",
  },
  {
    value: "ForAllValues",
    label: "All of them",
    description:
      "ForAllValues: every value of the request must fit. A request without the key passes, so never let an Allow rest on this alone.",
  },
];
const noSet = { value: "", label: "As if there were one value", description: "No set operator is written." };

export function ConditionDialog({ statement, line, view, kind, shown, change, onClose }: Props) {
  const before = line === null ? undefined : view.conditions[line];
  const keys = useConditionKeys(patternsOf(view.actions));
  const [key, setKey] = useState<string | null>(null);
  const [parts, setParts] = useState<Record<string, string> | null>(null);
  const [operator, setOperator] = useState<Operator | null>(before ? takeApart(before.operator) : null);
  const [values, setValues] = useState<string[]>(before?.values ?? []);
  const [pending, setPending] = useState("");

  // A key that is written already and that no action carries stays choosable: it is there.
  const known = keys.data ?? [];
  const fromBefore = before && known.find(({ name }) => matchKey(name, before.key));
  const picked = key ?? (before ? (fromBefore?.name ?? before.key) : null);
  const keyView = known.find(({ name }) => name === picked);
  const filled = parts ?? (before && picked ? (matchKey(picked, before.key) ?? {}) : {});
  const blanks = picked ? placeholders(picked) : [];
  const written = picked ? fillIn(picked, filled) : "";

  const offered = useOfferedValues(written === "" ? null : written);

  const bases = operatorsOf(keyView, operator);
  const chosen: Operator = operator ?? {
    set: keyView?.multiValued ? "ForAnyValue" : "",
    base: bases[0] ?? "",
    ifExists: false,
  };
  const yesOrNo = isYesOrNo(chosen.base);
  const all = yesOrNo
    ? values.filter((value) => value === "true" || value === "false")
    : pending.trim() === ""
      ? values
      : [...values, pending.trim()];
  const missing =
    picked === null
      ? "Choose a key first."
      : blanks.some((name) => !filled[name])
        ? "Fill in the rest of the key."
        : chosen.base === ""
          ? "Choose how it is compared."
          : all.length === 0
            ? "Give it a value."
            : null;
  const full = putTogether(chosen);
  // In one condition a key stands once under an operator: the values come together, and one of them is enough.
  const joins = view.conditions.find(
    (other, at) =>
      at !== line && other.operator === full && other.key.toLowerCase() === written.toLowerCase(),
  );
  const together = joins ? [...new Set([...joins.values, ...all])] : all;
  const trial = useTrial(
    missing === null
      ? { Effect: "Allow", Action: "*", Resource: "*", Condition: { [full]: { [written]: together } } }
      : null,
    kind,
  );
  const meaning = missing === null ? trial.data?.conditions[0]?.meaning : undefined;

  const options: SelectProps.Option[] = known.map(
    ({ name, valueType, multiValued, description, actions }) => ({
      value: name,
      label: name,
      description,
      labelTag: multiValued ? `${valueType}, many` : valueType,
      tags:
        actions.length > 0
          ? [`${actions.length === 1 ? actions[0] : `${actions.length} actions`}`]
          : undefined,
    }),
  );
  if (picked !== null && !keyView)
    options.push({ value: picked, label: picked, description: "As it is written." });
  const choices = keyView?.multiValued
    ? before && chosen.set === ""
      ? [...sets, noSet]
      : sets
    : [noSet, ...sets];

  return (
    <StatementDialog
      header={`${before ? "Change a condition of" : "Add a condition to"} statement ${statement + 1}`}
      firstField="condition-key"
      confirmText={before ? "Change" : "Add"}
      missing={missing}
      onConfirm={() =>
        change(
          line === null
            ? { change: "addCondition", statement, operator: full, key: written, values: all }
            : { change: "setCondition", statement, line, operator: full, key: written, values: all },
          shown,
        )
      }
      onClose={onClose}
    >
      {keys.isError && <ProblemAlert error={keys.error} header="The condition keys could not be read" />}
      {keys.isPending && <Spinner />}
      <FormField
        label="Key"
        description="Only keys that requests for these actions carry."
        controlId="condition-key"
        stretch
      >
        <Select
          selectedOption={options.find(({ value }) => value === picked) ?? null}
          placeholder="Choose what is looked at"
          options={options}
          filteringType="auto"
          filteringPlaceholder="Find a key"
          filteringAriaLabel="Find a key"
          noMatch="No key like this."
          empty="The actions carry no keys."
          onChange={({ detail }) => {
            setKey(detail.selectedOption.value ?? null);
            setParts({});
            setOperator(null);
          }}
        />
      </FormField>
      {blanks.map((name) => (
        <FormField key={name} label={inWords(name)} stretch>
          <Input
            value={filled[name] ?? ""}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setParts({ ...filled, [name]: detail.value })}
          />
        </FormField>
      ))}
      {picked !== null && (
        <SpaceBetween size="m">
          <FormField label="Comparison" controlId="condition-operator" stretch>
            <Select
              selectedOption={{ value: chosen.base, label: chosen.base }}
              options={bases.map((base) => ({ value: base, label: base }))}
              onChange={({ detail }) => setOperator({ ...chosen, base: detail.selectedOption.value ?? "" })}
            />
          </FormField>
          {(keyView?.multiValued || chosen.set !== "") && (
            <FormField label="The request may have many values of this key. Which must fit?" stretch>
              <RadioGroup
                value={chosen.set}
                onChange={({ detail }) => setOperator({ ...chosen, set: detail.value as Operator["set"] })}
                items={choices}
              />
            </FormField>
          )}
          {!yesOrNo && (
            <OfferedField
              offers={offered.data}
              loading={offered.isLoading}
              description="It is added to the values below."
              controlId="condition-offer"
              value={null}
              without={values}
              onChoose={(value) => setValues([...values, value])}
            />
          )}
          <ValuesField
            values={values}
            pending={pending}
            yesOrNo={yesOrNo}
            example={examples[keyView?.valueType ?? ""]}
            onChange={(next, typed) => {
              setValues(next);
              setPending(typed);
            }}
          />
          <Checkbox
            checked={chosen.ifExists && takesIfExists(chosen.base)}
            disabled={!takesIfExists(chosen.base)}
            description={
              takesIfExists(chosen.base)
                ? "...IfExists: a request without this key passes. In a Deny it is then denied; in an Allow it is then allowed."
                : "Null asks itself whether the key is there."
            }
            onChange={({ detail }) => setOperator({ ...chosen, ifExists: detail.checked })}
          >
            Also holds where the request has no such key
          </Checkbox>
          {missing === null && joins && (
            <Alert type="warning" statusIconAriaLabel="Warning">
              The statement compares this key in this way already. The values join those that stand there, and
              one of them is enough.
            </Alert>
          )}
          {meaning && (
            <Alert type="info" statusIconAriaLabel="Info" header="What it asks">
              {meaning}
            </Alert>
          )}
          {missing === null && (
            <div>
              <Box variant="awsui-key-label">What will stand in the text</Box>
              <code className="gh-break">
                {full} {written}: {together.join(", ")}
              </code>
            </div>
          )}
        </SpaceBetween>
      )}
    </StatementDialog>
  );
}

/** The operators that fit, without what is put around them; the written one always among them. */
function operatorsOf(key: ConditionKeyView | undefined, written: Operator | null): string[] {
  const bases = (key?.operators ?? []).map((operator) => takeApart(operator).base);
  return [...new Set(written && written.base !== "" ? [...bases, written.base] : bases)];
}

/** How values of a type are written. */
const examples: Record<string, string> = {
  ARN: "arn:aws:iam::111122223333:role/name",
  Date: "2030-01-31T00:00:00Z",
  IpAddress: "10.0.0.0/8",
  Numeric: "3600",
};
