import type { AccountList } from "../../bindings/AccountList";
import type { AccountView } from "../../bindings/AccountView";
import { ACCOUNT_ID } from "./roles";

export const practiceAccount: AccountView = {
  kind: "practice",
  id: ACCOUNT_ID,
  alias: "practice",
  callerArn: `arn:aws:iam::${ACCOUNT_ID}:user/student`,
  profile: null,
  region: "us-east-1",
  partition: "aws",
  writable: true,
  notices: [],
  study: null,
};

export const accountList: AccountList = {
  profiles: [
    { name: "default", region: "us-east-1", source: "keys", accountId: null, role: null },
    {
      name: "ml-dev",
      region: "eu-central-1",
      source: "sso",
      accountId: "222233334444",
      role: "DataScientist",
    },
    {
      name: "ml-prod",
      region: "eu-central-1",
      source: "assumeRole",
      accountId: "333344445555",
      role: "arn:aws:iam::333344445555:role/reviewer",
    },
    { name: "expired", region: null, source: "sso", accountId: "222233334444", role: "DataScientist" },
  ],
  regions: ["eu-central-1", "eu-west-1", "us-east-1", "us-east-2", "us-west-2"],
  files: ["~/.aws/config", "~/.aws/credentials"],
  notices: [
    {
      level: "warning",
      code: "CONFIG_LINE_NOT_UNDERSTOOD",
      title: "One line of ~/.aws/config was not understood",
      message:
        "Line 14, “regoin eu-west-1”, has no equals sign. It was left out; the profiles around it were read.",
    },
  ],
};

export function realAccount(name: string, region: string | null): AccountView {
  const profile = accountList.profiles.find((each) => each.name === name);
  const id = profile?.accountId ?? "222233334444";
  return {
    kind: "real",
    id,
    alias: name === "default" ? null : `acme-${name}`,
    callerArn: `arn:aws:sts::${id}:assumed-role/${profile?.role ?? "admin"}/ana`,
    profile: name,
    region: region ?? profile?.region ?? "us-east-1",
    partition: "aws",
    writable: false,
    notices: [],
    study: null,
  };
}
