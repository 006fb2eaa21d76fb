import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Select from "@cloudscape-design/components/select";
import TokenGroup from "@cloudscape-design/components/token-group";

interface Props {
  values: readonly string[];
  /** Typed, and not yet among them. */
  pending: string;
  yesOrNo: boolean;
  /** How such a value is written. */
  example: string | undefined;
  onChange: (values: string[], pending: string) => void;
}

const truths = [{ value: "true" }, { value: "false" }];

/** The values of a condition, as tags. */
export function ValuesField({ values, pending, yesOrNo, example, onChange }: Props) {
  const add = () => {
    const value = pending.trim();
    if (value !== "") onChange(values.includes(value) ? [...values] : [...values, value], "");
  };
  if (yesOrNo)
    return (
      <FormField label="Value" controlId="condition-value">
        <Select
          selectedOption={truths.find(({ value }) => value === values[0]) ?? null}
          placeholder="Choose true or false"
          options={truths}
          onChange={({ detail }) => onChange([detail.selectedOption.value ?? ""], "")}
        />
      </FormField>
    );
  return (
    <FormField
      label="Values"
      description={values.length > 1 ? "One of them is enough." : undefined}
      constraintText="Press Enter after each."
      controlId="condition-value"
      stretch
    >
      <div className="gh-field-row">
        <Input
          value={pending}
          placeholder={example}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => onChange([...values], detail.value)}
          onKeyDown={(event) => {
            if (event.detail.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button onClick={add} disabled={pending.trim() === ""}>
          Add the value
        </Button>
      </div>
      <TokenGroup
        items={values.map((value) => ({ label: value, dismissLabel: `Leave out ${value}` }))}
        onDismiss={({ detail }) =>
          onChange(
            values.filter((_, at) => at !== detail.itemIndex),
            pending,
          )
        }
      />
    </FormField>
  );
}
