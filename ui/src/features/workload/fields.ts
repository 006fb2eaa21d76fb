/** The steps of the wizard, and which fields stand in which. */
export const stepFields: readonly (readonly string[])[] = [
  ["roleName", "description", "tags", "persona", "activities"],
  ["inputBucket", "inputPrefix", "outputBucket", "outputPrefix"],
  ["image"],
  ["kmsKey", "keyAlias", "kmsUse"],
  ["secretArn", "secretName", "secretUsername", "secretHost", "secretPort", "secretDatabase"],
  ["vpcId", "subnets", "groups", "services"],
  [],
];

export const REVIEW_STEP = stepFields.length - 1;

export const stepOfField = (field: string) =>
  Math.max(
    0,
    stepFields.findIndex((fields) => fields.includes(field)),
  );

/** By which a field is found on the screen. */
export const fieldIds: Record<string, string> = {
  roleName: "role-name",
  description: "role-description",
  persona: "persona",
  activities: "activities",
  inputBucket: "input-bucket",
  inputPrefix: "input-prefix",
  outputBucket: "output-bucket",
  outputPrefix: "output-prefix",
  image: "image",
  kmsKey: "kms-key",
  keyAlias: "key-alias",
  kmsUse: "kms-for-data",
  secretArn: "secret-arn",
  secretName: "secret-name",
  secretUsername: "secret-username",
  secretHost: "secret-host",
  secretPort: "secret-port",
  secretDatabase: "secret-database",
  vpcId: "vpc-id",
  subnets: "subnets",
  groups: "groups",
  services: "services",
  tags: "tags",
};

export const fieldLabels: Record<string, string> = {
  roleName: "Role name",
  description: "Description",
  persona: "Who uses the role",
  activities: "Activities",
  inputBucket: "Bucket to read",
  inputPrefix: "Prefix to read",
  outputBucket: "Bucket to write",
  outputPrefix: "Prefix to write",
  image: "Training image",
  kmsKey: "KMS key",
  keyAlias: "Alias of the new key",
  kmsUse: "What the key encrypts",
  secretArn: "Secret",
  secretName: "Name of the new secret",
  secretUsername: "Database user",
  secretHost: "Host",
  secretPort: "Port",
  secretDatabase: "Database",
  vpcId: "VPC",
  subnets: "Subnets",
  groups: "Security groups",
  services: "Services that the code calls",
  tags: "Tags",
};

/** The bucket and the prefix of `s3://bucket/prefix`, as it is copied from the console or from code. */
export function splitS3Uri(text: string): { bucket: string; prefix: string } | null {
  const match = /^\s*s3:\/\/([^/\s]+)(?:\/(.*?))?\s*$/.exec(text);
  return match?.[1] ? { bucket: match[1], prefix: match[2] ?? "" } : null;
}
