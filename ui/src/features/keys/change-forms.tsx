import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import Multiselect from "@cloudscape-design/components/multiselect";
import RadioGroup from "@cloudscape-design/components/radio-group";
import Textarea from "@cloudscape-design/components/textarea";
import { useState } from "react";
import type { KeyView } from "../../bindings/KeyView";
import { optional } from "../workload/text-field";
import { ChangeForm } from "./change-dialog";
import { asTuples, Pairs } from "./pairs";
import { grantOperations } from "./words";

interface Props {
  of: KeyView;
  onClose: () => void;
}

export function RotationForm({ of, onClose }: Props) {
  const [days, setDays] = useState(String(of.rotationDays ?? 365));
  return (
    <ChangeForm
      keyId={of.id}
      header={`Rotation of ${of.name}`}
      confirmText="Set the rotation"
      change={{ is: "rotation", days: Number.parseInt(days, 10) || 0 }}
      onClose={onClose}
    >
      {(errorOf) => (
        <FormField
          label="Rotate after so many days"
          constraintText="90 to 2,560. A year is usual."
          errorText={errorOf("rotationDays")}
        >
          <Input
            type="number"
            inputMode="numeric"
            value={days}
            onChange={({ detail }) => setDays(detail.value)}
          />
        </FormField>
      )}
    </ChangeForm>
  );
}

export function DeleteForm({ of, onClose }: Props) {
  const [days, setDays] = useState("30");
  return (
    <ChangeForm
      keyId={of.id}
      header={`Delete the key ${of.name}`}
      confirmText="Schedule the deletion"
      change={{ is: "delete", days: Number.parseInt(days, 10) || 0 }}
      onClose={onClose}
    >
      {(errorOf) => (
        <FormField
          label="Waiting period in days"
          description="Until it is over, the deletion can be cancelled. After that, nobody can decrypt what the key encrypted."
          constraintText="7 to 30. Take 30 if you are not sure: somebody may miss the key only at the end of a month."
          errorText={errorOf("days")}
        >
          <Input
            type="number"
            inputMode="numeric"
            value={days}
            onChange={({ detail }) => setDays(detail.value)}
          />
        </FormField>
      )}
    </ChangeForm>
  );
}

export function AliasForm({ of, onClose }: Props) {
  const [alias, setAlias] = useState("");
  return (
    <ChangeForm
      keyId={of.id}
      header={`Another alias for ${of.name}`}
      confirmText="Add the alias"
      change={{ is: "addAlias", alias }}
      onClose={onClose}
    >
      {(errorOf) => (
        <FormField
          label="Alias"
          constraintText="Letters, digits and / _ -, without the prefix alias/."
          errorText={errorOf("alias")}
        >
          <Input
            value={alias}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setAlias(detail.value)}
          />
        </FormField>
      )}
    </ChangeForm>
  );
}

export function DescribeForm({ of, onClose }: Props) {
  const [description, setDescription] = useState(of.description);
  const [tags, setTags] = useState(of.tags);
  return (
    <ChangeForm
      keyId={of.id}
      header={`Description and tags of ${of.name}`}
      confirmText="Change"
      change={{ is: "describe", description, tags: tags.filter(({ key }) => key !== "") }}
      onClose={onClose}
    >
      {() => (
        <>
          <FormField label={optional("Description")} stretch>
            <Textarea value={description} rows={2} onChange={({ detail }) => setDescription(detail.value)} />
          </FormField>
          <FormField label={optional("Tags")} stretch>
            <Pairs items={tags} onChange={setTags} what="tag" empty="No tags yet." />
          </FormField>
        </>
      )}
    </ChangeForm>
  );
}

export function GrantForm({ of, onClose }: Props) {
  const [grantee, setGrantee] = useState("");
  const [retiring, setRetiring] = useState("");
  const [operations, setOperations] = useState(["Decrypt"]);
  const [context, setContext] = useState<{ key: string; value: string }[]>([]);
  const [match, setMatch] = useState("some");
  return (
    <ChangeForm
      keyId={of.id}
      header={`Grant use of ${of.name}`}
      confirmText="Grant"
      change={{
        is: "addGrant",
        grantee,
        retiring,
        operations,
        context: asTuples(context),
        contextExact: match === "exact",
      }}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <FormField
            label="Grantee"
            description="Who may use the key."
            constraintText="The ARN of a role, a user or an account."
            errorText={errorOf("grantee")}
            stretch
          >
            <Input
              value={grantee}
              spellcheck={false}
              placeholder="arn:aws:iam::111122223333:role/train"
              onChange={({ detail }) => setGrantee(detail.value)}
            />
          </FormField>
          <FormField label="What they may do" errorText={errorOf("operations")} stretch>
            <Multiselect
              selectedOptions={operations.map((value) => ({ value, label: value }))}
              options={grantOperations.map((value) => ({ value, label: value }))}
              placeholder="Choose operations"
              deselectAriaLabel={({ label }) => `Leave out ${label}`}
              onChange={({ detail }) => setOperations(detail.selectedOptions.map(({ value }) => value ?? ""))}
            />
          </FormField>
          <FormField
            label={optional("Encryption context")}
            description="Only requests with these pairs are allowed."
            stretch
          >
            <Pairs items={context} onChange={setContext} what="pair" empty="Any context." />
          </FormField>
          {context.length > 0 && (
            <FormField label="A request must have">
              <RadioGroup
                value={match}
                onChange={({ detail }) => setMatch(detail.value)}
                items={[
                  { value: "some", label: "These pairs among others" },
                  { value: "exact", label: "Exactly these pairs" },
                ]}
              />
            </FormField>
          )}
          <FormField
            label={optional("Retiring principal")}
            description="Who may end the grant besides you."
            errorText={errorOf("retiring")}
            stretch
          >
            <Input value={retiring} spellcheck={false} onChange={({ detail }) => setRetiring(detail.value)} />
          </FormField>
        </>
      )}
    </ChangeForm>
  );
}
