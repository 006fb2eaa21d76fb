export const principalKinds = [
  {
    kind: "AWS",
    title: "Accounts, roles and users",
    hint: "An account's number, or the ARN of a role or user.",
    example: "arn:aws:iam::111122223333:role/name",
  },
  {
    kind: "Service",
    title: "AWS services",
    hint: "A service's own name.",
    example: "sagemaker.amazonaws.com",
  },
  {
    kind: "Federated",
    title: "Identity providers",
    hint: "The ARN of a SAML or OIDC provider of the account.",
    example: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
  },
  {
    kind: "CanonicalUser",
    title: "Canonical users of S3",
    hint: "The long id that S3 gives an account.",
    example: "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
  },
];

export const kindWords = (kind: string | null): string =>
  principalKinds.find((each) => each.kind === kind)?.title ?? (kind || "Others");

const without = ["identity", "boundary", "session", "scp"];

/** Whether statements of this kind of policy name whom they are about. */
export const hasPrincipals = (kind: string): boolean => !without.includes(kind);

/** A trust policy is about the role that it belongs to: it names no resources. */
export const hasResources = (kind: string): boolean => kind !== "trust";
