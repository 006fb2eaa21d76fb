import Autosuggest from "@cloudscape-design/components/autosuggest";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import { useState } from "react";
import { OffersNotice, offerOptions, useOfferedPrincipals } from "./offered";
import { principalKinds } from "./principal-kinds";
import { StatementDialog } from "./statement-dialog";
import type { Change } from "./use-changes";

interface Props {
  statement: number;
  shown: string;
  change: Change;
  onClose: () => void;
}

export function AddPrincipal({ statement, shown, change, onClose }: Props) {
  const [kind, setKind] = useState("AWS");
  const [value, setValue] = useState("");
  const offered = useOfferedPrincipals(kind === "AWS");
  const chosen = principalKinds.find((each) => each.kind === kind);
  return (
    <StatementDialog
      header={`Add somebody to statement ${statement + 1}`}
      firstField="principal-value"
      size="medium"
      confirmText="Add"
      missing={value.trim() ? null : "Say first who it is."}
      onConfirm={() =>
        change({ change: "addItems", statement, element: "Principal", kind, values: [value.trim()] }, shown)
      }
      onClose={onClose}
    >
      <FormField label="Kind">
        <RadioGroup
          value={kind}
          onChange={({ detail }) => setKind(detail.value)}
          items={principalKinds.map((each) => ({
            value: each.kind,
            label: each.title,
            description: each.hint,
          }))}
        />
      </FormField>
      <FormField
        label="Who"
        constraintText={`For example ${chosen?.example}`}
        controlId="principal-value"
        stretch
      >
        {kind === "AWS" ? (
          <Autosuggest
            value={value}
            options={offerOptions(offered.data)}
            statusType={offered.isPending ? "loading" : "finished"}
            loadingText="Reading the account's roles"
            enteredTextLabel={(typed) => `As typed: ${typed}`}
            empty="Nothing of this account fits. Any ARN can be typed."
            onChange={({ detail }) => setValue(detail.value)}
          />
        ) : (
          <Input
            value={value}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setValue(detail.value)}
          />
        )}
      </FormField>
      {kind === "AWS" && <OffersNotice offers={offered.data} />}
    </StatementDialog>
  );
}
