import Box from "@cloudscape-design/components/box";
import Checkbox from "@cloudscape-design/components/checkbox";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select, { type SelectProps } from "@cloudscape-design/components/select";
import Spinner from "@cloudscape-design/components/spinner";
import { useState } from "react";
import type { StatementView } from "../../../bindings/StatementView";
import { ProblemAlert } from "../../../shared/problem";
import { patternsOf, useResourceForms } from "./catalog";
import { OfferedField, useOfferedResources } from "./offered";
import { fillIn, inWords, placeholders, takeApartArn } from "./placeholders";
import { StatementDialog } from "./statement-dialog";
import type { Change } from "./use-changes";

interface Props {
  statement: number;
  view: StatementView;
  shown: string;
  change: Change;
  onClose: () => void;
}

const every: SelectProps.Option = {
  value: "every",
  label: "Every resource",
  description: "Written as *. Some actions know nothing else.",
};
const free: SelectProps.Option = {
  value: "free",
  label: "An ARN that I type or paste",
  description: "It may hold * and ?.",
};

export function AddResource({ statement, view, shown, change, onClose }: Props) {
  const patterns = patternsOf(view.actions);
  const forms = useResourceForms(patterns);
  const [choice, setChoice] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({ Partition: "aws" });
  const [arn, setArn] = useState("");

  const options: SelectProps.Option[] = [
    ...(forms.data ?? []).map(({ service, kind, pattern, actions }) => ({
      value: pattern,
      label: `${service} ${kind}`,
      description: pattern,
      labelTag: actions.length === 1 ? "1 action" : `${actions.length} actions`,
    })),
    every,
    free,
  ];
  const picked = choice ?? (forms.isPending ? null : (options[0]?.value ?? null));
  const pattern = picked === "every" || picked === "free" ? null : picked;
  const offered = useOfferedResources(pattern);
  const takeOffer = (arn: string) => {
    const parts = pattern ? takeApartArn(pattern, arn) : null;
    // What the form does not know how to write stands as it is.
    if (parts) setValues({ ...values, ...parts });
    else {
      setChoice("free");
      setArn(arn);
    }
  };
  const fields = pattern ? placeholders(pattern) : [];
  const open = fields.filter((name) => !values[name]);
  const value = picked === "every" ? "*" : picked === "free" ? arn.trim() : fillIn(pattern ?? "", values);
  const missing =
    picked === null || value === ""
      ? "Say first which resource."
      : open.length > 0
        ? "Fill in each part, or tick any."
        : null;
  const put = (name: string, part: string) => setValues({ ...values, [name]: part });

  return (
    <StatementDialog
      header={`Add a resource to statement ${statement + 1}`}
      firstField="resource-form"
      confirmText="Add"
      missing={missing}
      onConfirm={() =>
        change({ change: "addItems", statement, element: "Resource", kind: null, values: [value] }, shown)
      }
      onClose={onClose}
    >
      {forms.isError && (
        <ProblemAlert error={forms.error} header="The forms of resources could not be read" />
      )}
      {forms.isPending && <Spinner />}
      <FormField
        label="What kind"
        description={
          view.actions?.items.length
            ? "The resources that this statement's actions know."
            : "The statement has no actions yet: add them first to see what kinds fit."
        }
        controlId="resource-form"
        stretch
      >
        <Select
          selectedOption={options.find((option) => option.value === picked) ?? null}
          options={options}
          filteringType={options.length > 8 ? "auto" : "none"}
          filteringAriaLabel="Find a kind"
          onChange={({ detail }) => setChoice(detail.selectedOption.value ?? null)}
        />
      </FormField>
      <OfferedField
        offers={offered.data}
        loading={offered.isLoading}
        description="It fills in the parts below, which you may change."
        controlId="resource-offer"
        value={value}
        onChoose={takeOffer}
      />
      {fields.map((name) => (
        <div className="gh-field-row gh-any" key={name}>
          <FormField label={inWords(name)} controlId={`resource-${name}`} stretch>
            <Input
              value={values[name] ?? ""}
              disabled={values[name] === "*"}
              placeholder={examples[name]}
              autoComplete={false}
              spellcheck={false}
              onChange={({ detail }) => put(name, detail.value)}
            />
          </FormField>
          <Checkbox
            checked={values[name] === "*"}
            ariaLabel={`${inWords(name)}: any`}
            onChange={({ detail }) => put(name, detail.checked ? "*" : "")}
          >
            any
          </Checkbox>
        </div>
      ))}
      {picked === "free" && (
        <FormField label="ARN" controlId="resource-arn" stretch>
          <Input
            value={arn}
            placeholder="arn:aws:s3:::bucket/prefix/*"
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setArn(detail.value)}
          />
        </FormField>
      )}
      {value !== "" && picked !== null && (
        <div>
          <Box variant="awsui-key-label">What will stand in the text</Box>
          <output className="gh-growing">
            <code>{value}</code>
          </output>
        </div>
      )}
    </StatementDialog>
  );
}

const examples: Record<string, string> = {
  Partition: "aws",
  Region: "eu-central-1",
  Account: "111122223333",
};
