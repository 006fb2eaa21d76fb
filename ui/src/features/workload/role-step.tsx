import Alert from "@cloudscape-design/components/alert";
import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import Input from "@cloudscape-design/components/input";
import SpaceBetween from "@cloudscape-design/components/space-between";
import { useQueryClient } from "@tanstack/react-query";
import type { RoleList } from "../../bindings/RoleList";
import { keys } from "../../ipc/queries";
import { InfoLink } from "../../shell/help";
import { useAccount } from "../accounts/account-context";
import { ActivitiesSection } from "./activities-section";
import { changedWorkload } from "./draft";
import type { StepProps } from "./form";
import { roleNameHelp } from "./help";
import { optional, TextField } from "./text-field";
import { useWorkloads } from "./use-workloads";

export function RoleStep({ input, change, errors }: StepProps) {
  const suggestion = useSuggestion();
  const changing = changedWorkload();
  const saved = useWorkloads().data?.workloads ?? [];
  const replaces = changing === null && saved.some(({ name }) => name === input.roleName);
  return (
    <SpaceBetween size="l">
      <Container header={<Header variant="h2">Role</Header>}>
        <SpaceBetween size="l">
          <TextField
            field="roleName"
            label="Role name"
            description="The job runs as this role. The workload is saved under its name."
            constraint={
              changing !== null
                ? "A role cannot be renamed. Set up another workload for another name."
                : "Letters, digits and + = , . @ - _ · at most 64 characters. You cannot rename a role later."
            }
            info={<InfoLink topic={roleNameHelp} />}
            value={input.roleName}
            disabled={changing !== null}
            onChange={(roleName) => change({ roleName })}
            errors={errors}
            beside={
              changing === null && (
                <Button
                  onClick={() => change({ roleName: suggestion })}
                  disabled={input.roleName === suggestion}
                  data-testid="suggest-name"
                >
                  Suggest a name
                </Button>
              )
            }
          />
          {replaces && (
            <Alert type="warning" header={`There is a saved workload ${input.roleName}`}>
              Saving this one takes its place. Open it under Workloads to change it instead.
            </Alert>
          )}
          <TextField
            field="description"
            label={optional("Description")}
            constraint="Who uses it and what for. It helps whoever finds the role in a year."
            value={input.description}
            onChange={(description) => change({ description })}
            errors={errors}
          />
        </SpaceBetween>
      </Container>
      <ActivitiesSection input={input} change={change} errors={errors} />
      <Tags input={input} change={change} errors={errors} />
    </SpaceBetween>
  );
}

function Tags({ input, change, errors }: StepProps) {
  const set = (index: number, part: { key?: string; value?: string }) =>
    change({ tags: input.tags.map((tag, at) => (at === index ? { ...tag, ...part } : tag)) });
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="Labels such as team or project. All that is made with the workload gets them."
        >
          {optional("Tags")}
        </Header>
      }
    >
      <FormField errorText={errors.of("tags")} stretch controlId="tags">
        <AttributeEditor
          items={input.tags}
          addButtonText="Add a tag"
          removeButtonText="Remove"
          removeButtonAriaLabel={(tag) => `Remove the tag ${tag.key}`}
          empty="No tags yet."
          onAddButtonClick={() => change({ tags: [...input.tags, { key: "", value: "" }] })}
          onRemoveButtonClick={({ detail }) =>
            change({ tags: input.tags.filter((_, index) => index !== detail.itemIndex) })
          }
          definition={[
            {
              label: "Key",
              control: (tag, index) => (
                <Input
                  value={tag.key}
                  placeholder="team"
                  onChange={({ detail }) => set(index, { key: detail.value })}
                  onBlur={() => errors.touch("tags")}
                />
              ),
            },
            {
              label: "Value",
              control: (tag, index) => (
                <Input
                  value={tag.value}
                  placeholder="churn"
                  onChange={({ detail }) => set(index, { value: detail.value })}
                  onBlur={() => errors.touch("tags")}
                />
              ),
            },
          ]}
        />
      </FormField>
    </Container>
  );
}

/** A name that is free, as far as the roles were read. */
function useSuggestion(): string {
  const account = useAccount();
  const known = useQueryClient().getQueryData<RoleList>(keys.roles(account))?.roles ?? [];
  const taken = new Set(known.map((role) => role.name.toLowerCase()));
  const base = "sagemaker-training";
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(name)) return name;
  }
}
