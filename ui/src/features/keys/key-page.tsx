import Button from "@cloudscape-design/components/button";
import ButtonDropdown from "@cloudscape-design/components/button-dropdown";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import Tabs from "@cloudscape-design/components/tabs";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { KeyChange } from "../../bindings/KeyChange";
import type { KeyView } from "../../bindings/KeyView";
import { commands } from "../../ipc/commands";
import { keys } from "../../ipc/queries";
import { CopyText } from "../../shared/copy";
import { NoticeList } from "../../shared/notices";
import { ProblemAlert } from "../../shared/problem";
import { StatusIndicator } from "../../shared/status-indicator";
import { Time } from "../../shared/time";
import { Page } from "../../shell/page";
import { navigate, usePlaceParam } from "../../shell/router";
import { useAccount } from "../accounts/account-context";
import { ChangePlan } from "./change-dialog";
import { AliasForm, DeleteForm, DescribeForm, GrantForm, RotationForm } from "./change-forms";
import { keyHelp } from "./help";
import { GrantsTab, NamesTab, PolicyTab, RotationTab, UsersTab } from "./key-tabs";
import { TrialTab } from "./trial-tab";
import { stateType, stateWords } from "./words";

/** The changes that begin with a dialog. */
export type Ask =
  | "rotation"
  | "rotationOff"
  | "rotateNow"
  | "grant"
  | "alias"
  | "describe"
  | "enable"
  | "disable"
  | "delete"
  | "cancelDeletion";

const above = [{ text: "Keys", href: "#/keys" }];

export function KeyPage({ id }: { id: string }) {
  const account = useAccount();
  const key = useQuery({ queryKey: keys.kmsKey(account, id), queryFn: () => commands.getKey(id) });
  const [open, setOpen] = useState<ReactNode>(null);
  const close = () => setOpen(null);
  const of = key.data;
  const ask = (what: Ask) => of && setOpen(dialogOf(what, of, close));

  return (
    <Page
      title={of?.name ?? id}
      help={keyHelp}
      above={above}
      description={of?.description}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button
            iconName="refresh"
            ariaLabel="Read the key again"
            loading={key.isFetching && !key.isPending}
            onClick={() => void key.refetch()}
          />
          {of && !of.awsManaged && <Actions of={of} ask={ask} />}
        </SpaceBetween>
      }
    >
      {key.isError && (
        <ProblemAlert
          error={key.error}
          header="The key could not be read"
          action={<Button onClick={() => navigate("/keys")}>Back to the keys</Button>}
        />
      )}
      {key.isPending && <Spinner />}
      {of && (
        <KeyDetails
          of={of}
          ask={ask}
          remove={(header, change) =>
            setOpen(
              <ChangePlan
                keyId={of.id}
                change={change}
                header={header}
                confirmText={change.is === "removeGrant" ? "Revoke" : "Delete the alias"}
                onClose={close}
              />,
            )
          }
        />
      )}
      {open}
    </Page>
  );
}

function Actions({ of, ask }: { of: KeyView; ask: (what: Ask) => void }) {
  const pending = of.state === "pendingDeletion";
  return (
    <ButtonDropdown
      data-testid="key-actions"
      items={[
        { id: "enable", text: "Enable", disabled: of.state !== "disabled" },
        { id: "disable", text: "Disable", disabled: of.state !== "enabled" },
        { id: "delete", text: "Delete", disabled: pending },
        { id: "cancelDeletion", text: "Cancel the deletion", disabled: !pending },
        { id: "describe", text: "Change description and tags", disabled: pending },
      ]}
      onItemClick={({ detail }) => ask(detail.id as Ask)}
    >
      Actions
    </ButtonDropdown>
  );
}

const plans: Partial<Record<Ask, { change: KeyChange; header: string; confirmText: string }>> = {
  rotationOff: {
    change: { is: "rotation", days: null },
    header: "Stop rotating",
    confirmText: "Stop rotating",
  },
  rotateNow: { change: { is: "rotateNow" }, header: "Rotate now", confirmText: "Rotate now" },
  enable: { change: { is: "enable" }, header: "Enable the key", confirmText: "Enable" },
  disable: { change: { is: "disable" }, header: "Disable the key", confirmText: "Disable" },
  cancelDeletion: {
    change: { is: "cancelDeletion" },
    header: "Cancel the deletion",
    confirmText: "Keep the key",
  },
};

function dialogOf(what: Ask, of: KeyView, onClose: () => void): ReactNode {
  const plan = plans[what];
  if (plan) return <ChangePlan keyId={of.id} {...plan} onClose={onClose} />;
  switch (what) {
    case "rotation":
      return <RotationForm of={of} onClose={onClose} />;
    case "grant":
      return <GrantForm of={of} onClose={onClose} />;
    case "alias":
      return <AliasForm of={of} onClose={onClose} />;
    case "describe":
      return <DescribeForm of={of} onClose={onClose} />;
    case "delete":
      return <DeleteForm of={of} onClose={onClose} />;
    default:
      return null;
  }
}

interface DetailsProps {
  of: KeyView;
  ask: (what: Ask) => void;
  remove: (header: string, change: KeyChange) => void;
}

function KeyDetails({ of, ask, remove }: DetailsProps) {
  const [tab, setTab] = usePlaceParam("tab", "policy");
  const removeGrant = (grantId: string) =>
    remove("Revoke a grant", { is: "removeGrant", grantId, retire: false });
  const removeAlias = (alias: string) => remove(`Delete the alias ${alias}`, { is: "deleteAlias", alias });
  return (
    <SpaceBetween size="l">
      <NoticeList notices={of.notices} />
      <KeyFacts of={of} />
      <Tabs
        variant="container"
        activeTabId={tab}
        onChange={({ detail }) => setTab(detail.activeTabId)}
        tabs={[
          { id: "policy", label: "Policy", content: <PolicyTab of={of} /> },
          { id: "users", label: "Who can use it", content: <UsersTab of={of} /> },
          { id: "rotation", label: "Rotation", content: <RotationTab of={of} ask={ask} /> },
          {
            id: "grants",
            label: of.grants === null ? "Grants" : `Grants (${of.grants})`,
            content: <GrantsTab of={of} ask={ask} remove={(grant) => removeGrant(grant.id)} />,
          },
          {
            id: "names",
            label: "Aliases and tags",
            content: <NamesTab of={of} ask={ask} removeAlias={removeAlias} />,
          },
          { id: "trial", label: "Try it", content: <TrialTab of={of} /> },
        ]}
      />
    </SpaceBetween>
  );
}

function KeyFacts({ of }: { of: KeyView }) {
  return (
    <Container header={<Header variant="h2">Summary</Header>}>
      <SpaceBetween size="m">
        <KeyValuePairs items={[{ label: "ARN", value: <CopyText text={of.arn} label="Copy the ARN" /> }]} />
        <KeyValuePairs
          columns={3}
          items={[
            {
              label: "State",
              value: <StatusIndicator type={stateType[of.state]}>{stateWords[of.state]}</StatusIndicator>,
            },
            ...(of.deletion ? [{ label: "Will be deleted", value: <Time at={of.deletion} /> }] : []),
            { label: "Managed by", value: of.awsManaged ? "AWS" : "This account" },
            { label: "Use", value: of.usageWords },
            { label: "Kind", value: of.spec === "SYMMETRIC_DEFAULT" ? "Symmetric" : of.spec },
            { label: "Regions", value: of.multiRegion ? "Several" : "This one" },
            { label: "Created", value: <Time at={of.created} /> },
          ]}
        />
      </SpaceBetween>
    </Container>
  );
}
