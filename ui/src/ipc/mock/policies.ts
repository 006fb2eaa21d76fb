import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { PolicySummary } from "../../bindings/PolicySummary";
import type { ReportFile } from "../../bindings/ReportFile";
import type { RoleReview } from "../../bindings/RoleReview";
import type { RoleView } from "../../bindings/RoleView";
import { ACCOUNT_ID } from "./roles";

const document = (action: string) =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::shared-data/*" }],
    },
    null,
    2,
  );

type Seed = Pick<PolicySummary, "name" | "description"> & Partial<ManagedPolicyView>;

/** A managed policy whose one version has a text. */
export function makePolicy({ document: text, ...seed }: Seed & { document: string }): ManagedPolicyView {
  const now = seed.created ?? new Date().toISOString();
  return {
    arn: `arn:aws:iam::${ACCOUNT_ID}:policy/${seed.name}`,
    path: "/",
    created: now,
    updated: now,
    defaultVersion: "v1",
    attachments: 0,
    boundaries: 0,
    awsManaged: false,
    id: "ANPAEXAMPLEEXAMPLE001",
    versions: [{ id: "v1", created: now, isDefault: true, document: text }],
    mostVersions: 5,
    holders: { roles: [], users: [], groups: [], boundedRoles: [], boundedUsers: [] },
    tags: [],
    notices: [],
    ...seed,
  };
}

export const seedPolicies = (): ManagedPolicyView[] => [
  makePolicy({
    name: "SharedData",
    description: "Reads the data that all teams share.",
    created: "2026-02-01T09:00:00Z",
    updated: "2026-09-14T15:30:00Z",
    defaultVersion: "v2",
    attachments: 2,
    versions: [
      { id: "v2", created: "2026-09-14T15:30:00Z", isDefault: true, document: document("s3:GetObject") },
      { id: "v1", created: "2026-02-01T09:00:00Z", isDefault: false, document: document("s3:*") },
    ],
    holders: {
      ...{ roles: ["MLTrainingRole"], users: ["ana"], groups: [] },
      ...{ boundedRoles: [], boundedUsers: [] },
    },
    document: "",
  }),
  makePolicy({
    name: "OldExperiments",
    description: "Read the experiments of 2024.",
    created: "2024-03-02T10:00:00Z",
    document: document("s3:GetObject"),
  }),
];

/** What stands with a role, as the editor opens it. */
export function attachedPolicy(role: RoleView, arn: string): ManagedPolicyView | null {
  const found = [...role.permissions, role.boundaryPolicy].find((policy) => policy?.arn === arn);
  if (!found) return null;
  const { name, awsManaged } = found;
  return makePolicy({
    name,
    description: "",
    arn,
    awsManaged,
    holders: null,
    document: found.document ?? "",
  });
}

export const roleReview: RoleReview = {
  findings: [
    {
      code: "PASS_ROLE_WITH_STAR_IN_RESOURCE",
      severity: "SECURITY_WARNING",
      document: "MLTrainingPolicy",
      target: { is: "inline", role: "MLTrainingRole", policy: "MLTrainingPolicy" },
      line: 12,
      message: "Any role of the account can be passed on.",
      why: "Who can pass a role on gains its rights.",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
      across: true,
    },
    {
      code: "MISSING_SOURCE_ACCOUNT",
      severity: "WARNING",
      document: "Trust policy",
      target: { is: "trust", role: "MLTrainingRole" },
      line: 4,
      message: "SageMaker may use the role for whichever account asks it to.",
      why: "A service that acts for many can be made to act for the wrong one.",
      url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
      across: false,
    },
  ],
  services: [
    {
      service: "s3",
      name: "Amazon S3",
      levels: [
        { level: "Read", actions: 2, unlimited: 0, names: ["GetObject", "GetObjectTagging"] },
        { level: "Write", actions: 1, unlimited: 1, names: ["PutObject"] },
      ],
    },
  ],
  leftOut: [],
};

export const roleReport = (name: string): ReportFile => ({
  fileName: `gatehouse-review-practice-${name}-2026-11-26.html`,
  html: `<!DOCTYPE html><html lang="en"><title>${encodeURIComponent(name)}</title><h1>A mocked report</h1></html>`,
});
