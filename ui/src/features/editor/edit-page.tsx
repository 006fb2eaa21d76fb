import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { PolicyTarget } from "../../bindings/PolicyTarget";
import type { RoleView } from "../../bindings/RoleView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { href, navigate, usePlace } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { DeletePolicyModal } from "./delete-policy-modal";
import { editorHelp } from "./help";
import { Holders } from "./holders";
import { emptyPolicy } from "./kinds";
import { findDraft, type Origin } from "./origin";
import { Versions } from "./versions";

// The editor is large; who never edits a policy never loads it.
const Workbench = lazy(() => import("./workbench"));

type RoleTarget = Extract<PolicyTarget, { role: string }>;

/**
 * `?role=NAME&policy=NAME`, `?role=NAME&trust`, `?arn=ARN` (`&for=ROLE` from a role's page), `?key=ID`, `?secret=NAME`,
 * `?endpoint=ID`, `?bucket=NAME`, `?repository=NAME`, or `?draft=ID`.
 */
export function EditPage() {
  const { query } = usePlace();
  const role = query.get("role");
  const policy = query.get("policy");
  if (role && policy) return <RolePolicy target={{ is: "inline", role, policy }} />;
  if (role && query.has("trust")) return <RolePolicy target={{ is: "trust", role }} />;
  const secret = query.get("secret");
  if (secret) return <SecretPolicy name={secret} />;
  const endpoint = query.get("endpoint");
  if (endpoint) return <EndpointPolicy id={endpoint} />;
  const bucket = query.get("bucket");
  if (bucket) return <BucketPolicy name={bucket} />;
  const repository = query.get("repository");
  if (repository) return <RepositoryPolicy name={repository} />;
  const arn = query.get("arn");
  if (arn) return <ManagedPolicy key={arn} arn={arn} role={query.get("for") ?? undefined} />;
  const key = query.get("key");
  if (key) return <KeyPolicy id={key} />;
  return <DraftPolicy id={query.get("draft") ?? ""} />;
}

const policies = [{ text: "Policies", href: "#/policies" }];

function EditorPage({
  title,
  description,
  above = policies,
  actions,
  origin,
  children,
}: {
  title: string;
  description?: string;
  above?: { text: string; href: string }[];
  actions?: ReactNode;
  origin: Origin | null;
  children?: ReactNode;
}) {
  return (
    <Page
      title={title}
      description={description}
      help={editorHelp}
      above={above}
      actions={actions}
      contentType="dashboard"
    >
      {children}
      {origin && (
        <Suspense fallback={<Opening />}>
          <Workbench key={origin.id} origin={origin} />
        </Suspense>
      )}
    </Page>
  );
}

const Opening = () => (
  <Box color="text-body-secondary">
    <Spinner /> Opening the policy
  </Box>
);

function RolePolicy({ target }: { target: RoleTarget }) {
  const account = useAccount();
  const role = useQuery({
    queryKey: keys.role(account, target.role),
    queryFn: () => commands.getRole(target.role),
  });
  const title = target.is === "trust" ? "Trust policy" : target.policy;
  const found = role.data && policyOf(role.data, target);
  const origin: Origin | null = found
    ? {
        from: "role",
        id: `${account.kind}/${account.id}/${target.role}/${target.is === "trust" ? "trust" : `inline/${target.policy}`}`,
        title,
        target,
        saved: found.document ?? "",
        kind: target.is === "trust" ? "trust" : "identity",
        readOnly: role.data.serviceLinked,
        beside: target.is === "inline" ? charactersBeside(role.data, target.policy) : undefined,
      }
    : null;
  const back = href(["roles", target.role], target.is === "trust" ? { tab: "trust" } : {});
  return (
    <EditorPage
      title={title}
      description={
        target.is === "trust"
          ? `Who may take the role ${target.role} on`
          : `An inline policy of the role ${target.role}`
      }
      above={[
        { text: "Roles", href: "#/roles" },
        { text: target.role, href: back },
      ]}
      origin={found?.document === null ? null : origin}
    >
      {(role.isPending || (role.isFetching && !found)) && <Opening />}
      {role.isError && !role.data && (
        <ProblemAlert
          error={role.error}
          header="The role could not be read"
          action={<Button onClick={() => navigate("/roles")}>Back to the roles</Button>}
        />
      )}
      {role.data && !role.isFetching && !found && (
        <Missing text={`The role ${target.role} has no inline policy of this name.`} back={back} />
      )}
      {found?.document === null && (
        <Missing text="The text of this policy could not be read from the account." back={back} />
      )}
    </EditorPage>
  );
}

/** What the role's other inline policies take of their common quota. */
const charactersBeside = ({ permissions }: RoleView, policy: string) =>
  permissions
    .filter(({ arn, name }) => arn === null && name !== policy)
    .reduce((sum, { size }) => sum + (size ?? 0), 0);

function policyOf(role: RoleView, target: RoleTarget) {
  if (target.is === "trust") return role.trust;
  return role.permissions.find(({ arn, name }) => arn === null && name === target.policy);
}

function ManagedPolicy({ arn, role }: { arn: string; role: string | undefined }) {
  const account = useAccount();
  const [deleting, setDeleting] = useState(false);
  const policy = useQuery({ queryKey: keys.policy(account, arn), queryFn: () => commands.getPolicy(arn) });
  const found = policy.data;
  const saved = found?.versions.find(({ isDefault }) => isDefault)?.document;
  const origin: Origin | null =
    found && saved !== undefined
      ? {
          from: "role",
          id: `${account.kind}/${account.id}/managed/${arn}`,
          title: found.name,
          target: { is: "managed", arn },
          saved,
          kind: "identity",
          readOnly: found.awsManaged,
          role,
        }
      : null;
  return (
    <EditorPage
      title={found?.name ?? "Managed policy"}
      description={
        found?.description ||
        (found?.awsManaged ? "A managed policy of AWS, to be read" : "A managed policy of this account")
      }
      above={
        role
          ? [
              { text: "Roles", href: "#/roles" },
              { text: role, href: href(["roles", role]) },
            ]
          : undefined
      }
      actions={
        <Button
          disabled={!found || found.awsManaged}
          disabledReason={found?.awsManaged ? "This policy is AWS's own and cannot be deleted." : undefined}
          onClick={() => setDeleting(true)}
          data-testid="delete-policy"
        >
          Delete
        </Button>
      }
      origin={origin}
    >
      {policy.isPending && <Opening />}
      {policy.isError && !found && (
        <ProblemAlert
          error={policy.error}
          header="The policy could not be read"
          action={
            <SpaceBetween direction="horizontal" size="xs">
              <Button loading={policy.isFetching} onClick={() => void policy.refetch()}>
                Read again
              </Button>
              <Button onClick={() => navigate("/policies")}>Back to the policies</Button>
            </SpaceBetween>
          }
        />
      )}
      {found && <Holders policy={found} />}
      {found && <Versions policy={found} />}
      {found && deleting && <DeletePolicyModal policy={found} onClose={() => setDeleting(false)} />}
    </EditorPage>
  );
}

function KeyPolicy({ id }: { id: string }) {
  const account = useAccount();
  const key = useQuery({ queryKey: keys.kmsKey(account, id), queryFn: () => commands.getKey(id) });
  const found = key.data;
  const saved = found?.policy ?? null;
  const origin: Origin | null =
    found && saved !== null
      ? {
          from: "role",
          id: `${account.kind}/${account.id}/key/${found.id}`,
          title: "Key policy",
          target: { is: "key", key: found.id },
          saved,
          kind: "kms-key",
          readOnly: found.awsManaged,
        }
      : null;
  const back = href(["keys", id]);
  return (
    <EditorPage
      title="Key policy"
      description={`Who may use and manage the key ${found?.name ?? id}`}
      above={[
        { text: "Keys", href: "#/keys" },
        { text: found?.name ?? id, href: back },
      ]}
      origin={origin}
    >
      {key.isPending && <Opening />}
      {key.isError && !found && (
        <ProblemAlert
          error={key.error}
          header="The key could not be read"
          action={<Button onClick={() => navigate("/keys")}>Back to the keys</Button>}
        />
      )}
      {found && saved === null && (
        <Missing text="The text of this policy could not be read from the account." back={back} />
      )}
    </EditorPage>
  );
}

function SecretPolicy({ name }: { name: string }) {
  const account = useAccount();
  const secret = useQuery({ queryKey: keys.secret(account, name), queryFn: () => commands.getSecret(name) });
  const found = secret.data;
  const back = href(["secrets", name], { tab: "policy" });
  const origin: Origin | null = found
    ? {
        from: "role",
        id: `${account.kind}/${account.id}/${account.region}/secret/${found.arn}`,
        title: `Policy of ${name}`,
        target: { is: "secret", arn: found.arn },
        saved: found.policy ?? "",
        kind: "secret",
        readOnly: found.unchangeable !== null || found.deleted !== null,
      }
    : null;
  return (
    <EditorPage
      title={`Policy of ${name}`}
      description="Who may do what with this secret"
      above={[
        { text: "Secrets", href: "#/secrets" },
        { text: name, href: back },
      ]}
      origin={origin}
    >
      {secret.isPending && <Opening />}
      {secret.isError && !found && (
        <ProblemAlert
          error={secret.error}
          header="The secret could not be read"
          action={<Button onClick={() => navigate("/secrets")}>Back to the secrets</Button>}
        />
      )}
    </EditorPage>
  );
}

function EndpointPolicy({ id }: { id: string }) {
  const account = useAccount();
  const network = useQuery({
    queryKey: keys.network(account),
    queryFn: () => commands.getNetwork(() => undefined),
  });
  const found = network.data?.endpoints.find((endpoint) => endpoint.id === id);
  const origin: Origin | null = found?.policy
    ? {
        from: "role",
        id: `${account.kind}/${account.id}/endpoint/${id}`,
        title: "Endpoint policy",
        target: { is: "endpoint", id },
        saved: found.policy,
        kind: "vpc-endpoint",
        readOnly: found.requesterManaged || !found.policySupported,
      }
    : null;
  const back = href(["network", id]);
  return (
    <EditorPage
      title="Endpoint policy"
      description={found ? `What the endpoint for ${found.service} lets through` : undefined}
      above={[
        { text: "Network", href: "#/network" },
        { text: id, href: back },
      ]}
      origin={origin}
    >
      {network.isPending && <Opening />}
      {network.isError && !network.data && (
        <ProblemAlert
          error={network.error}
          header="The endpoint could not be read"
          action={<Button onClick={() => navigate("/network")}>Back to the network</Button>}
        />
      )}
      {network.data && !origin && (
        <Missing text="There is no endpoint of this id with a policy that could be read." back="#/network" />
      )}
    </EditorPage>
  );
}

function BucketPolicy({ name }: { name: string }) {
  const account = useAccount();
  const bucket = useQuery({ queryKey: keys.bucket(account, name), queryFn: () => commands.getBucket(name) });
  const found = bucket.data;
  const unread = found?.unread.includes("policy") ?? false;
  const origin: Origin | null =
    found && !unread
      ? {
          from: "role",
          id: `${account.kind}/${account.id}/bucket/${name}`,
          title: "Bucket policy",
          target: { is: "bucket", name },
          saved: found.policy ?? emptyPolicy,
          kind: "s3-bucket",
          readOnly: found.unchangeable !== null,
        }
      : null;
  return (
    <EditorPage
      title="Bucket policy"
      description={found?.unchangeable ?? `Who may do what with the bucket ${name}`}
      above={[{ text: "Data and jobs", href: "#/data" }]}
      origin={origin}
    >
      {bucket.isPending && <Opening />}
      {bucket.isError && !found && (
        <ProblemAlert
          error={bucket.error}
          header="The bucket could not be read"
          action={<Button onClick={() => navigate("/data")}>Back to the buckets</Button>}
        />
      )}
      {unread && (
        <Missing text="The policy of this bucket could not be read from the account." back="#/data" />
      )}
    </EditorPage>
  );
}

function RepositoryPolicy({ name }: { name: string }) {
  const account = useAccount();
  const repository = useQuery({
    queryKey: keys.repository(account, name),
    queryFn: () => commands.getRepository(name),
  });
  const found = repository.data;
  const back = href(["data"], { tab: "images" });
  const origin: Origin | null = found?.policyRead
    ? {
        from: "role",
        id: `${account.kind}/${account.id}/${account.region}/repository/${name}`,
        title: "Repository policy",
        target: { is: "repository", name },
        saved: found.policy ?? emptyPolicy,
        kind: "ecr-repository",
        readOnly: false,
      }
    : null;
  return (
    <EditorPage
      title="Repository policy"
      description={`Who may pull and push images of ${name}`}
      above={[{ text: "Data and jobs", href: back }]}
      origin={origin}
    >
      {repository.isPending && <Opening />}
      {repository.isError && !found && (
        <ProblemAlert
          error={repository.error}
          header="The repository could not be read"
          action={<Button onClick={() => navigate(back)}>Back to the images</Button>}
        />
      )}
      {found && !found.policyRead && (
        <Missing text="The policy of this repository could not be read from the account." back={back} />
      )}
    </EditorPage>
  );
}

function DraftPolicy({ id }: { id: string }) {
  const draft = findDraft(id);
  if (!draft)
    return (
      <EditorPage title="Policy" origin={null}>
        <Missing text="This policy is no longer open in this window." back="#/policies" />
      </EditorPage>
    );
  const origin: Origin = {
    from: "draft",
    draft: id,
    id: `file/${draft.fileName}`,
    title: draft.name,
    fileName: draft.fileName,
    saved: draft.saved,
    kind: draft.kind,
    readOnly: false,
    becomes: draft.becomes,
  };
  const description =
    draft.becomes === "managed"
      ? "Write what it grants, then save it as a managed policy: its name comes with that."
      : undefined;
  return <EditorPage key={id} title={draft.name} description={description} origin={origin} />;
}

function Missing({ text, back }: { text: string; back: string }) {
  return (
    <Box>
      {text}{" "}
      <Button variant="inline-link" onClick={() => navigate(back)}>
        Go back
      </Button>
    </Box>
  );
}
