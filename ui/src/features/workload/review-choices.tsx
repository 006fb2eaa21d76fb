import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs, { type KeyValuePairsProps } from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { WorkloadInput } from "../../bindings/WorkloadInput";

/** What was entered, with a way back to each step. */
export function ReviewChoices({ input, onEdit }: { input: WorkloadInput; onEdit: (step: number) => void }) {
  const uses = [input.kmsForData && "data in S3", input.kmsForVolume && "training volumes"]
    .filter(Boolean)
    .join(", ");
  const s3 = (bucket: string, prefix: string) => (bucket ? `s3://${bucket}/${prefix}` : "–");
  const sections: { title: string; items: KeyValuePairsProps.Pair[] }[] = [
    {
      title: "Workload and role",
      items: [
        { label: "Role name", value: input.roleName || "–" },
        { label: "Description", value: input.description || "–" },
        {
          label: "Tags",
          value: input.tags.length
            ? input.tags.map(({ key, value }) => `${key} = ${value}`).join(", ")
            : "None",
        },
      ],
    },
    {
      title: "Data",
      items: [
        { label: "Reads", value: s3(input.inputBucket, input.inputPrefix) },
        { label: "Writes", value: s3(input.outputBucket, input.outputPrefix) },
      ],
    },
    { title: "Image", items: [{ label: "ECR repository or image", value: input.image || "–" }] },
    {
      title: "Encryption and network",
      items: [
        { label: "KMS key", value: input.kmsKey || "Keys that AWS manages" },
        ...(input.kmsKey ? [{ label: "The key encrypts", value: uses || "Nothing" }] : []),
        { label: "Network", value: input.vpc ? "In my VPC" : "SageMaker's own network" },
      ],
    },
  ];
  return (
    <SpaceBetween size="l">
      {sections.map(({ title, items }, step) => (
        <Container
          key={title}
          header={
            <Header
              variant="h2"
              actions={
                <Button onClick={() => onEdit(step)} ariaLabel={`Edit ${title}`}>
                  Edit
                </Button>
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
