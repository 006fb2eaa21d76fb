import Button from "@cloudscape-design/components/button";
import type { SecretList } from "../../bindings/SecretList";
import { NoneYet, ResourceList } from "../../shared/list/resource-list";
import { Time } from "../../shared/time";
import { navigate } from "../../shell/router";
import { hotspots } from "../study/hotspots";
import { Spot } from "../study/spot";
import { secretsHelp } from "./help";
import { columns } from "./secret-columns";
import { filteringOptions, filteringProperties, secretRow } from "./secret-rows";
import { useSecrets } from "./use-secrets";

const rowsOf = ({ secrets }: SecretList) => secrets.map(secretRow);
const store = () => navigate("/secrets/new");

export function SecretsPage() {
  return (
    <ResourceList
      what={["secret", "secrets"]}
      help={secretsHelp}
      reading={useSecrets()}
      rowsOf={rowsOf}
      columns={columns}
      properties={filteringProperties}
      optionsOf={filteringOptions}
      trackBy="name"
      findBy="name, tag, state, key"
      about="Passwords, keys and tokens that jobs ask for by name"
      description={({ readAt }) => (
        <>
          Read <Time at={readAt} />, without a value
        </>
      )}
      create={
        <Spot id={hotspots.createSecret}>
          <Button variant="primary" onClick={store} data-testid="store-secret">
            Store a secret
          </Button>
        </Spot>
      }
      empty={
        <NoneYet title="No secrets yet" action={<Button onClick={store}>Store a secret</Button>}>
          Store what a job needs to sign in somewhere, instead of writing it into code.
        </NoneYet>
      }
    />
  );
}
