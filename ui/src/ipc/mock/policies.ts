import type { ManagedPolicyView } from "../../bindings/ManagedPolicyView";
import type { PolicyList } from "../../bindings/PolicyList";
import type { PolicySummary } from "../../bindings/PolicySummary";
import type { ReportFile } from "../../bindings/ReportFile";
import type { RoleReview } from "../../bindings/RoleReview";

const document = (action: string) =>
  JSON.stringify(
    {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: action, Resource: "arn:aws:s3:::shared-data/*" }],
    },
    null,
    2,
  );

const summary: PolicySummary = {
  name: "SharedData",
  arn: "arn:aws:iam::111122223333:policy/SharedData",
  path: "/",
  description: "Reads the data that all teams share.",
  created: "2026-02-01T09:00:00Z",
  updated: "2026-09-14T15:30:00Z",
  defaultVersion: "v2",
  attachments: 2,
  boundaries: 0,
  awsManaged: false,
};

export const managedPolicies: PolicyList = { policies: [summary], readAt: "2026-11-25T08:00:00Z" };

export const managedPolicy = (arn: string): ManagedPolicyView => ({
  ...summary,
  arn,
  id: "ANPAEXAMPLEEXAMPLE000",
  versions: [
    { id: "v2", created: "2026-09-14T15:30:00Z", isDefault: true, document: document("s3:GetObject") },
    { id: "v1", created: "2026-02-01T09:00:00Z", isDefault: false, document: document("s3:*") },
  ],
  mostVersions: 5,
  holders: null,
  tags: [],
  notices: [],
});

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
