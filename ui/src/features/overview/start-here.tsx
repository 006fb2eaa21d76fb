import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import { useState } from "react";
import { follow } from "../../shell/router";
import { useAccount } from "../accounts/account-context";

const HIDDEN = "gatehouse.start-here.hidden";

/** For a newcomer: three things to do, until the card is put away. */
export function StartHere() {
  const account = useAccount();
  const [hidden, setHidden] = useState(() => window.localStorage.getItem(HIDDEN) === "yes");
  if (hidden) return null;
  const hide = () => {
    window.localStorage.setItem(HIDDEN, "yes");
    setHidden(true);
  };
  return (
    <Container
      header={
        <Header variant="h2" actions={<Button onClick={hide}>Put this away</Button>}>
          Start here
        </Header>
      }
    >
      <ol className="gh-start-list">
        <li>
          <Link href="#/workload" onFollow={follow}>
            Set up a training job
          </Link>
          <span>
            Say which data the job reads and writes. Gatehouse makes a role with just those rights and shows
            every step before it is done.
          </span>
        </li>
        <li>
          <Link href="#/roles" onFollow={follow}>
            Look at the roles
          </Link>
          <span>See who may use each role and what it may do.</span>
        </li>
        <li>
          <Link href="#/accounts" onFollow={follow}>
            {account.kind === "practice" ? "Open an account of your own" : "Change the account"}
          </Link>
          <span>A real account opens read-only, so looking around changes nothing.</span>
        </li>
      </ol>
    </Container>
  );
}
