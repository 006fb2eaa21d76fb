import Autosuggest, { type AutosuggestProps } from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import type { ReactNode } from "react";
import { fieldIds } from "./fields";
import type { FieldErrors } from "./use-field-errors";

interface Props {
  field: string;
  label: ReactNode;
  constraint?: ReactNode;
  /** Said below the field about what it holds, the alias of a key for instance. */
  about?: ReactNode;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  errors: FieldErrors;
  options: AutosuggestProps.Option[];
  /** What is offered, in the plural: `keys`. */
  what: string;
  reading: { isPending: boolean; isError: boolean; refetch: () => unknown };
}

/** A field that offers what the account has. Whatever cannot be read can be typed. */
export function OfferedField({ field, value, onChange, errors, options, what, reading, ...rest }: Props) {
  const { isPending, isError, refetch } = reading;
  return (
    <FormField
      label={rest.label}
      description={rest.about}
      constraintText={rest.constraint}
      errorText={errors.of(field)}
      controlId={fieldIds[field]}
      stretch
    >
      <Autosuggest
        value={value}
        options={options}
        placeholder={rest.placeholder}
        enteredTextLabel={(text) => `Use: ${text}`}
        statusType={isError ? "error" : isPending ? "loading" : "finished"}
        loadingText={`Reading the ${what}`}
        errorText={`The ${what} could not be read. You can type it instead.`}
        recoveryText="Try again"
        errorIconAriaLabel="Error"
        onLoadItems={() => isError && void refetch()}
        empty={`There are no ${what} to choose from`}
        onChange={({ detail }) => onChange(detail.value.trim())}
        onBlur={() => value !== "" && errors.touch(field)}
      />
    </FormField>
  );
}
