import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { WorkloadInput } from "../../bindings/WorkloadInput";
import { choicesOf } from "./choices";
import { useActivityTitle } from "./use-workloads";

interface Props {
  input: WorkloadInput;
  /** The way back to a step, where there is one. */
  onEdit?: (step: number) => void;
}

/** What was entered, step by step. */
export function ReviewChoices({ input, onEdit }: Props) {
  const activityTitle = useActivityTitle();
  return (
    <SpaceBetween size="l">
      {choicesOf(input, activityTitle).map(({ title, items }, step) => (
        <Container
          key={title}
          header={
            <Header
              variant="h2"
              actions={
                onEdit && (
                  <Button onClick={() => onEdit(step)} ariaLabel={`Edit ${title}`}>
                    Edit
                  </Button>
                )
              }
            >
              {title}
            </Header>
          }
        >
          <KeyValuePairs columns={3} items={items} />
        </Container>
      ))}
    </SpaceBetween>
  );
}
