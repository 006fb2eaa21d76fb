/** The steps of the wizard, and which fields stand in which. */
export const stepFields: readonly (readonly string[])[] = [
  ["roleName", "description", "tags"],
  ["inputBucket", "inputPrefix", "outputBucket", "outputPrefix"],
  ["image"],
  ["kmsKey", "kmsUse"],
  [],
];

export const REVIEW_STEP = 4;

export const stepOfField = (field: string) =>
  Math.max(
    0,
    stepFields.findIndex((fields) => fields.includes(field)),
  );

/** By which a field is found on the screen. */
export const fieldIds: Record<string, string> = {
  roleName: "role-name",
  description: "role-description",
  inputBucket: "input-bucket",
  inputPrefix: "input-prefix",
  outputBucket: "output-bucket",
  outputPrefix: "output-prefix",
  image: "image",
  kmsKey: "kms-key",
  kmsUse: "kms-for-data",
  tags: "tags",
};

export const fieldLabels: Record<string, string> = {
  roleName: "Role name",
  description: "Description",
  inputBucket: "Bucket to read",
  inputPrefix: "Prefix to read",
  outputBucket: "Bucket to write",
  outputPrefix: "Prefix to write",
  image: "Training image",
  kmsKey: "KMS key",
  kmsUse: "What the key encrypts",
  tags: "Tags",
};

/** The bucket and the prefix of `s3://bucket/prefix`, as it is copied from the console or from code. */
export function splitS3Uri(text: string): { bucket: string; prefix: string } | null {
  const match = /^\s*s3:\/\/([^/\s]+)(?:\/(.*?))?\s*$/.exec(text);
  return match?.[1] ? { bucket: match[1], prefix: match[2] ?? "" } : null;
}
