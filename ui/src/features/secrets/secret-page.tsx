import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SecretView } from "../../bindings/SecretView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { Page } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { TagsTab } from "../roles/role-tabs";
import { DeleteSecretModal } from "./delete-secret-modal";
import { secretHelp } from "./help";
import { NewValueModal } from "./new-value-modal";
import { PlanOfSecret } from "./plan-of-secret";
import { PolicyTab } from "./policy-tab";
import { ReadersTab } from "./readers-tab";
import { ReplicasTab } from "./replicas-tab";
import { RotationTab } from "./rotation-tab";
import { SecretFacts } from "./secret-facts";
import { VersionsTab } from "./versions-tab";

const above = [{ text: "Secrets", href: "#/secrets" }];

type Doing = "value" | "delete" | "restore" | null;

export function SecretPage({ name }: { name: string }) {
  const account = useAccount();
  const secret = useQuery({ queryKey: keys.secret(account, name), queryFn: () => commands.getSecret(name) });
  const [doing, setDoing] = useState<Doing>(null);
  const found = secret.data;
  const reason = found?.unchangeable ?? undefined;
  const done = () => setDoing(null);

  return (
    <Page
      title={name}
      help={secretHelp}
      above={above}
      description={found?.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Read the secret again"
            loading={secret.isFetching && !secret.isPending}
            onClick={() => void secret.refetch()}
          />
          {found?.deleted ? (
            <Button variant="primary" onClick={() => setDoing("restore")} data-testid="restore-secret">
              Restore
            </Button>
          ) : (
            <SpaceBetween direction="horizontal" size="xs">
              <Button
                disabled={!found || reason !== undefined}
                disabledReason={reason}
                onClick={() => setDoing("delete")}
                data-testid="delete-secret"
              >
                Delete
              </Button>
              <Button
                variant="primary"
                disabled={!found || reason !== undefined}
                disabledReason={reason}
                onClick={() => setDoing("value")}
                data-testid="new-value"
              >
                New value
              </Button>
            </SpaceBetween>
          )}
        </SpaceBetween>
      }
    >
      {secret.isError && !found && (
        <ProblemAlert
          error={secret.error}
          header="The secret could not be read"
          action={<Button onClick={() => navigate("/secrets")}>Back to the secrets</Button>}
        />
      )}
      {secret.isPending && <Spinner />}
      {found && <SecretDetails secret={found} />}
      {found && doing === "value" && <NewValueModal secret={found} onClose={done} />}
      {found && doing === "delete" && <DeleteSecretModal secret={found} onClose={done} />}
      {found && doing === "restore" && (
        <PlanOfSecret
          id={["restore", found.arn]}
          make={() => commands.planSecretRestore(found.arn)}
          header={`Restore the secret ${found.name}`}
          errorHeader="This secret cannot be restored"
          confirmText="Restore"
          onClose={done}
        />
      )}
    </Page>
  );
}

function SecretDetails({ secret }: { secret: SecretView }) {
  const [tab, setTab] = usePlaceParam("tab", "versions");
  const changeable = secret.unchangeable === null && secret.deleted === null;
  return (
    <SpaceBetween size="l">
      <NoticeList notices={secret.notices} />
      {secret.deleted && (
        <Alert type="warning" header="This secret is to be deleted" statusIconAriaLabel="Warning">
          Nobody can read it. Restore it to use or change it again.
        </Alert>
      )}
      {secret.unchangeable && (
        <Alert type="info" header="This secret is not changed here" statusIconAriaLabel="Info">
          {secret.unchangeable}
        </Alert>
      )}
      <SecretFacts secret={secret} />
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          {
            id: "versions",
            label: `Versions (${secret.versions.length})`,
            content: <VersionsTab secret={secret} changeable={changeable} />,
          },
          { id: "readers", label: "Who can read it", content: <ReadersTab secret={secret} /> },
          {
            id: "rotation",
            label: "Rotation",
            content: <RotationTab secret={secret} changeable={changeable} />,
          },
          {
            id: "policy",
            label: secret.policy ? "Policy (1)" : "Policy (0)",
            content: <PolicyTab secret={secret} changeable={changeable} />,
          },
          {
            id: "replicas",
            label: `Replicas (${secret.replicas.length})`,
            content: <ReplicasTab secret={secret} changeable={changeable} />,
          },
          { id: "tags", label: `Tags (${secret.tags.length})`, content: <TagsTab tags={secret.tags} /> },
        ]}
      />
    </SpaceBetween>
  );
}
