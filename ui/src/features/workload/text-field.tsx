import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import type { ReactNode } from "react";
import { fieldIds } from "./fields";
import type { FieldErrors } from "./use-field-errors";

interface Props {
  field: string;
  label: ReactNode;
  description?: ReactNode;
  constraint?: ReactNode;
  info?: ReactNode;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
  errors: FieldErrors;
  /** A button beside the field. */
  beside?: ReactNode;
  disabled?: boolean;
}

/** A line of text with its error under it. */
export function TextField({ field, value, onChange, errors, ...rest }: Props) {
  return (
    <FormField
      label={rest.label}
      description={rest.description}
      constraintText={rest.constraint}
      info={rest.info}
      errorText={errors.of(field)}
      controlId={fieldIds[field]}
      stretch
    >
      <div className={rest.beside ? "gh-field-row" : undefined}>
        <Input
          value={value}
          placeholder={rest.placeholder}
          disabled={rest.disabled}
          autoComplete={false}
          spellcheck={false}
          onChange={({ detail }) => onChange(detail.value)}
          onBlur={() => value !== "" && errors.touch(field)}
        />
        {rest.beside}
      </div>
    </FormField>
  );
}

export const optional = (label: string) => (
  <>
    {label} <i>- optional</i>
  </>
);
