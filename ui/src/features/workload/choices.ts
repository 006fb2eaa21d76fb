import type { WorkloadInput } from "../../bindings/WorkloadInput";
import { personaWord } from "./words";

/** What was chosen, under the title of each step of the wizard. */
export interface Choices {
  title: string;
  items: { label: string; value: string }[];
}

const NONE = "None";
const or = (text: string, otherwise = "–") => text || otherwise;
const several = (list: readonly string[], none = NONE) => or(list.join(", "), none);
const s3 = (bucket: string, prefix: string) => (bucket ? `s3://${bucket}/${prefix}` : "–");
const yesNo = (is: boolean) => (is ? "Yes" : "No");

/** `activityTitle`: the words for an activity's id. */
export function choicesOf(input: WorkloadInput, activityTitle: (id: string) => string): Choices[] {
  return [
    {
      title: "Workload and role",
      items: [
        { label: "Role name", value: or(input.roleName) },
        { label: "Description", value: or(input.description) },
        { label: "Who uses the role", value: personaWord(input.persona) },
        { label: "Activities", value: several(input.activities.map(activityTitle)) },
        { label: "Tags", value: several(input.tags.map(({ key, value }) => `${key} = ${value}`)) },
      ],
    },
    {
      title: "Data",
      items: [
        { label: "Reads", value: s3(input.inputBucket, input.inputPrefix) },
        { label: "Writes", value: s3(input.outputBucket, input.outputPrefix) },
      ],
    },
    { title: "Image", items: [{ label: "ECR repository or image", value: or(input.image) }] },
    { title: "Encryption", items: encryption(input) },
    { title: "Secret", items: secret(input) },
    { title: "Network", items: network(input) },
  ];
}

function encryption(input: WorkloadInput): Choices["items"] {
  if (input.key === "none") return [{ label: "KMS key", value: "Keys that AWS manages" }];
  const uses = [
    input.kmsForData && "data in S3",
    input.kmsForVolume && "training volumes",
    input.kmsForSecret && input.secret === "new" && "the new secret",
  ].filter((use) => use !== false);
  const key =
    input.key === "existing"
      ? [{ label: "KMS key", value: or(input.kmsKey) }]
      : [
          { label: "New KMS key", value: input.keyAlias ? `alias/${input.keyAlias}` : "–" },
          { label: "New material every year", value: yesNo(input.keyRotation) },
        ];
  return [...key, { label: "The key encrypts", value: several(uses, "Nothing") }];
}

function secret(input: WorkloadInput): Choices["items"] {
  switch (input.secret) {
    case "none":
      return [{ label: "Secret", value: NONE }];
    case "existing":
      return [{ label: "Secret", value: or(input.secretArn) }];
    case "new":
      return [
        { label: "New secret", value: or(input.secretName) },
        { label: "Database user", value: or(input.secretUsername) },
        { label: "Password", value: "Generated, and never shown here" },
        { label: "Host and port", value: `${or(input.secretHost)}, ${or(input.secretPort)}` },
        { label: "Database", value: or(input.secretDatabase) },
      ];
  }
}

function network(input: WorkloadInput): Choices["items"] {
  if (!input.vpc) return [{ label: "Network", value: "SageMaker's own network" }];
  if (input.vpcId === "")
    return [
      { label: "Network", value: "In my VPC, named when the job is started: the role alone is prepared" },
    ];
  return [
    { label: "VPC", value: input.vpcId },
    { label: "Subnets", value: several(input.subnets) },
    { label: "Security groups", value: several(input.groups) },
    { label: "Services that the code calls", value: several(input.services) },
    { label: "What the network lacks", value: input.makeEndpoints ? "Is made" : "Is left as it is" },
  ];
}
