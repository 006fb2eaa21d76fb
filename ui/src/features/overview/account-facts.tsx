import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import KeyValuePairs from "@cloudscape-design/components/key-value-pairs";
import Link from "@cloudscape-design/components/link";
import { CopyText } from "../../shared/copy";
import { follow } from "../../shell/router";
import { useAccount } from "../accounts/account-context";

export function AccountFacts() {
  const account = useAccount();
  const practice = account.kind === "practice";
  return (
    <Container
      header={
        <Header
          variant="h2"
          actions={
            <Link href="#/accounts" onFollow={follow}>
              Change the account
            </Link>
          }
        >
          This account
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: "Kind", value: practice ? "Practice, inside Gatehouse" : "Real AWS account" },
          { label: "Account id", value: <CopyText text={account.id} label="Copy the account id" /> },
          { label: "Region", value: account.region },
          {
            label: practice ? "Changes" : "Writing",
            value: practice
              ? "Allowed, they stay inside Gatehouse"
              : account.writable
                ? "Unlocked"
                : "Read-only",
          },
          ...(account.profile ? [{ label: "Profile", value: account.profile }] : []),
          { label: "You are", value: <CopyText text={account.callerArn} label="Copy your ARN" /> },
        ]}
      />
    </Container>
  );
}
