import "./workload.css";
import Checkbox from "@cloudscape-design/components/checkbox";
import Container from "@cloudscape-design/components/container";
import FormField from "@cloudscape-design/components/form-field";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tiles from "@cloudscape-design/components/tiles";
import { useEffect, useEffectEvent } from "react";
import type { ActivityView } from "../../bindings/ActivityView";
import type { Persona } from "../../bindings/Persona";
import { ProblemAlert } from "../../shared/problem";
import { InfoLink } from "../../shell/help";
import { draftIsEmpty } from "./draft";
import type { StepProps } from "./form";
import { personaHelp } from "./help";
import { useActivities } from "./use-workloads";
import { personas } from "./words";

const idsOf = (activities: readonly ActivityView[], persona: Persona) =>
  activities.filter((each) => each.personas.includes(persona)).map(({ id }) => id);

/** Who uses the role, and what for. */
export function ActivitiesSection({ input, change, errors }: StepProps) {
  const activities = useActivities();
  const all = activities.data ?? [];
  const begin = useEffectEvent((known: readonly ActivityView[]) => {
    const ids = idsOf(known, input.persona);
    if (draftIsEmpty(input) && input.activities.length === 0 && ids.length > 0) change({ activities: ids });
  });
  useEffect(() => {
    if (activities.data) begin(activities.data);
  }, [activities.data]);
  const choose = (id: string, chosen: boolean) => {
    // In the order of the list, so that the same choice is the same input.
    const next = all.map((each) => each.id).filter((each) => (each === id ? chosen : has(each)));
    change({ activities: next });
    errors.touch("activities");
  };
  const has = (id: string) => input.activities.includes(id);

  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header variant="h2" info={<InfoLink topic={personaHelp} />}>
            Who uses the role
          </Header>
        }
      >
        <FormField errorText={errors.of("persona")} stretch>
          <Tiles
            ariaLabel="Who uses the role"
            value={input.persona}
            columns={2}
            items={personas.map(({ value, label, description }) => ({
              value,
              label,
              description,
              controlId: `persona-${value}`,
            }))}
            onChange={({ detail }) => {
              const persona = detail.value as Persona;
              // Who chooses each activity begins with what stands there.
              change(persona === "custom" ? { persona } : { persona, activities: idsOf(all, persona) });
            }}
          />
        </FormField>
      </Container>
      <Container
        header={
          <Header
            variant="h2"
            counter={`(${input.activities.length})`}
            description="What the role may do beside running the job. Those of your choice above are ticked to begin with."
          >
            Activities
          </Header>
        }
      >
        {activities.isPending && <Spinner />}
        {activities.error && (
          <ProblemAlert error={activities.error} header="The activities could not be read" />
        )}
        <FormField errorText={errors.of("activities")} stretch>
          <ul className="gh-activities" aria-label="Activities">
            {all.map(({ id, title, description }) => (
              <li key={id}>
                <Checkbox
                  checked={has(id)}
                  controlId={`activity-${id}`}
                  description={description}
                  onChange={({ detail }) => choose(id, detail.checked)}
                >
                  {title}
                </Checkbox>
              </li>
            ))}
          </ul>
        </FormField>
      </Container>
    </SpaceBetween>
  );
}
