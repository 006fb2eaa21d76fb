import Button from "@cloudscape-design/components/button";
import Icon from "@cloudscape-design/components/icon";
import { useQueryClient } from "@tanstack/react-query";
import type { AccountView } from "../../bindings/AccountView";
import { commands } from "../../ipc/commands";
import { asProblem } from "../../ipc/problem";
import { keys } from "../../ipc/queries";
import { useFlashes } from "../../shell/flashes";
import { LeaveButton } from "../study/leave-button";
import { useAccount, useAskUnlock } from "./account-context";

/** The stripe under the top bar: which account is open, and whether changes are possible. */
export function AccountBand() {
  const account = useAccount();
  if (account.kind === "practice") return <PracticeBand account={account} />;
  return <RealBand account={account} />;
}

function Identity({ account }: { account: AccountView }) {
  return (
    <span className="gh-band-identity">
      {account.alias && account.kind === "real" && <b>{account.alias}</b>}
      <span>{account.id}</span>
      <span>{account.region}</span>
    </span>
  );
}

function PracticeBand({ account }: { account: AccountView }) {
  const { study } = account;
  return (
    <section className="gh-band gh-band-practice" aria-label="Open account" data-testid="account-band">
      <span className="gh-band-mark">
        <MortarBoard />
        Practice
      </span>
      <Identity account={account} />
      {study ? (
        <>
          <span className="gh-band-words gh-lesson-band">
            {study.kind === "lesson" ? "Lesson" : "Scenario"}: <b>{study.title}</b>
          </span>
          <LeaveButton />
        </>
      ) : (
        <span className="gh-band-words">An account inside Gatehouse. Nothing you do here reaches AWS.</span>
      )}
      <span className="gh-band-hatch" aria-hidden="true" />
    </section>
  );
}

/** One button locks and unlocks, so that the focus stays where it was. */
function RealBand({ account }: { account: AccountView }) {
  const askUnlock = useAskUnlock();
  const client = useQueryClient();
  const { put } = useFlashes();
  const lock = async () => {
    try {
      client.setQueryData(keys.account, await commands.lockAccount());
    } catch (error) {
      put({ id: "lock", type: "error", content: asProblem(error).message, dismissible: true });
    }
  };
  const { writable } = account;
  return (
    <section
      className={`gh-band ${writable ? "gh-band-unlocked" : "gh-band-real"}`}
      aria-label="Open account"
      data-testid="account-band"
    >
      <span className="gh-band-mark">
        <Icon name={writable ? "status-warning" : "lock-private"} />
        {writable ? "Writing unlocked" : "Read-only"}
      </span>
      <Identity account={account} />
      <span className="gh-band-words">
        {writable
          ? "Plans that you apply change this real AWS account."
          : "A real AWS account. Gatehouse reads it and changes nothing."}
      </span>
      <Button
        iconName={writable ? "lock-private" : "unlocked"}
        onClick={writable ? lock : askUnlock}
        data-testid={writable ? "lock" : "unlock"}
      >
        {writable ? "Lock again" : "Unlock writing"}
      </Button>
    </section>
  );
}

function MortarBoard() {
  return (
    <svg viewBox="0 0 20 16" width="20" height="16" aria-hidden="true" fill="currentColor">
      <path d="M10 0 0 5l10 5 8-4v5h2V5z" />
      <path d="M4 8.6V12c1.4 1.6 3.500 2.500 6 2.500s4.600-.9 6-2.500V8.600l-6 3z" />
    </svg>
  );
}
