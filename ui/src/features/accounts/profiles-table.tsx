import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Select from "@cloudscape-design/components/select";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Table from "@cloudscape-design/components/table";
import { useState } from "react";
import type { AccountList } from "../../bindings/AccountList";
import type { AccountView } from "../../bindings/AccountView";
import type { ProfileSource } from "../../bindings/ProfileSource";
import { CommandLine } from "../../shared/copy";

const sourceNames: Record<ProfileSource, string> = {
  sso: "IAM Identity Center",
  login: "aws login",
  assumeRole: "Assumes a role",
  webIdentity: "Web identity",
  process: "A program",
  keys: "Access keys",
  elsewhere: "Elsewhere",
};

interface Props {
  /** The account that is open, if any. */
  account: AccountView | null;
  list: AccountList | undefined;
  loading: boolean;
  /** The profile that is being opened. */
  opening: string | null;
  onOpen: (name: string, region: string | null) => void;
  onReload: () => void;
}

export function ProfilesTable({ account, list, loading, opening, onOpen, onReload }: Props) {
  const [regions, setRegions] = useState<Record<string, string>>({});
  const profiles = list?.profiles ?? [];

  return (
    <Table
      items={profiles}
      loading={loading}
      loadingText="Reading the AWS config files"
      trackBy="name"
      header={
        <Header
          variant="h2"
          counter={list ? `(${profiles.length})` : undefined}
          description={list ? `From ${list.files.join(" and ")}` : "From the AWS config files"}
          actions={<Button iconName="refresh" ariaLabel="Read the profiles again" onClick={onReload} />}
        >
          Profiles on this computer
        </Header>
      }
      columnDefinitions={[
        { id: "name", header: "Profile", cell: ({ name }) => name, isRowHeader: true },
        { id: "source", header: "Credentials", cell: ({ source }) => sourceNames[source] },
        {
          id: "account",
          header: "Account and role",
          minWidth: 160,
          cell: ({ accountId, role }) => (
            <>
              <div>{accountId ?? "Known once open"}</div>
              {role && (
                <Box fontSize="body-s" color="text-body-secondary">
                  <span title={role}>{role.split("/").pop()}</span>
                </Box>
              )}
            </>
          ),
        },
        {
          id: "region",
          header: "Region",
          minWidth: 170,
          cell: ({ name, region }) => {
            const chosen = regions[name] ?? region;
            return (
              <Select
                ariaLabel={`Region for ${name}`}
                placeholder="Choose"
                filteringType="auto"
                expandToViewport
                selectedOption={chosen ? { value: chosen, label: chosen } : null}
                options={(list?.regions ?? []).map((value) => ({ value, label: value }))}
                onChange={({ detail }) =>
                  setRegions({ ...regions, [name]: detail.selectedOption.value ?? "" })
                }
              />
            );
          },
        },
        {
          id: "open",
          header: "Action",
          cell: ({ name, region }) => {
            const chosen = regions[name] ?? region;
            const isOpen = account?.profile === name && account.region === chosen;
            return (
              <Button
                loading={opening === name}
                disabled={isOpen || !chosen}
                disabledReason={isOpen ? "It is open" : "Choose a Region first"}
                ariaLabel={`Open ${name}`}
                onClick={() => onOpen(name, chosen === region ? null : (chosen ?? null))}
              >
                {isOpen ? "Open now" : "Open"}
              </Button>
            );
          },
        },
      ]}
      empty={
        <SpaceBetween size="s">
          <Box variant="strong">No profiles yet</Box>
          <Box color="text-body-secondary">
            A profile tells the AWS CLI and Gatehouse how to reach an account. Make one in a terminal, then
            read again.
          </Box>
          <CommandLine text="aws configure sso" />
        </SpaceBetween>
      }
    />
  );
}
