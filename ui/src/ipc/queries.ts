import { QueryClient, type QueryKey } from "@tanstack/react-query";
import type { AccountView } from "../bindings/AccountView";

/** Nothing is asked twice behind the user's back: an account is read again on a change, or when asked to. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        networkMode: "always",
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}

/** What tells one open account from another. */
function accountKey(account: AccountView): string {
  const { kind, profile, id, region, study } = account;
  return [kind, profile, id, region, study?.kind, study?.id].join("/");
}

export const keys = {
  account: ["account"] as const,
  accounts: ["accounts"] as const,
  startupNotices: ["startup-notices"] as const,
  runs: ["runs"] as const,
  /** All that was read from the account. */
  inAccount: ["in-account"] as const,
  overview: (account: AccountView): QueryKey => ["in-account", accountKey(account), "overview"],
  roles: (account: AccountView): QueryKey => ["in-account", accountKey(account), "roles"],
  role: (account: AccountView, name: string): QueryKey => ["in-account", accountKey(account), "role", name],
  kmsKeys: (account: AccountView): QueryKey => ["in-account", accountKey(account), "kms-keys"],
  kmsKey: (account: AccountView, id: string): QueryKey => ["in-account", accountKey(account), "kms-key", id],
  kmsKeyUsers: (account: AccountView, id: string): QueryKey => [
    "in-account",
    accountKey(account),
    "kms-key-users",
    id,
  ],
  secrets: (account: AccountView): QueryKey => ["in-account", accountKey(account), "secrets"],
  secret: (account: AccountView, name: string): QueryKey => [
    "in-account",
    accountKey(account),
    "secret",
    name,
  ],
  buckets: (account: AccountView): QueryKey => ["in-account", accountKey(account), "buckets"],
  bucket: (account: AccountView, name: string): QueryKey => [
    "in-account",
    accountKey(account),
    "bucket",
    name,
  ],
  repositories: (account: AccountView): QueryKey => ["in-account", accountKey(account), "repositories"],
  repository: (account: AccountView, name: string): QueryKey => [
    "in-account",
    accountKey(account),
    "repository",
    name,
  ],
  jobs: (account: AccountView): QueryKey => ["in-account", accountKey(account), "jobs"],
  trails: (account: AccountView): QueryKey => ["in-account", accountKey(account), "trails"],
  network: (account: AccountView): QueryKey => ["in-account", accountKey(account), "network"],
  workloads: (account: AccountView): QueryKey => ["in-account", accountKey(account), "workloads"],
  workload: (account: AccountView, name: string): QueryKey => [
    "in-account",
    accountKey(account),
    "workload",
    name,
  ],
  checklist: (account: AccountView): QueryKey => ["in-account", accountKey(account), "checklist"],
  /** All of them, to be forgotten together. */
  findings: (account: AccountView): QueryKey => ["in-account", accountKey(account), "finding"],
  finding: (account: AccountView, key: string): QueryKey => [
    "in-account",
    accountKey(account),
    "finding",
    key,
  ],
  checkFindings: (account: AccountView): QueryKey => ["in-account", accountKey(account), "check-findings"],
  /** All of the study mode, to be read anew together. */
  study: (account: AccountView): QueryKey => ["in-account", accountKey(account), "study"],
  lesson: (account: AccountView, id: string): QueryKey => [
    "in-account",
    accountKey(account),
    "study",
    "lesson",
    id,
  ],
  scenario: (account: AccountView, id: string): QueryKey => [
    "in-account",
    accountKey(account),
    "study",
    "scenario",
    id,
  ],
  policies: (account: AccountView): QueryKey => ["in-account", accountKey(account), "policies"],
  policy: (account: AccountView, arn: string): QueryKey => ["in-account", accountKey(account), "policy", arn],
};
