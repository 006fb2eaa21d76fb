import Button from "@cloudscape-design/components/button";
import type { KeyList } from "../../bindings/KeyList";
import { NoneYet, ResourceList } from "../../shared/list/resource-list";
import { Time } from "../../shared/time";
import { navigate } from "../../shell/router";
import { keysHelp } from "./help";
import { columns } from "./key-columns";
import { filteringOptions, filteringProperties, keyRow } from "./key-rows";
import { useKeys } from "./use-keys";

const rowsOf = ({ keys }: KeyList) => keys.map(keyRow);
const create = () => navigate("/keys/new");

export function KeysPage() {
  return (
    <ResourceList
      what={["key", "keys"]}
      help={keysHelp}
      reading={useKeys()}
      rowsOf={rowsOf}
      columns={columns}
      properties={filteringProperties}
      optionsOf={filteringOptions}
      trackBy="id"
      findBy="alias, state, rotation, who is named, tag"
      about="What encrypts the data of this account"
      description={({ region, readAt }) => (
        <>
          In {region}. Read <Time at={readAt} />
        </>
      )}
      notices={({ notices }) => notices}
      create={
        <Button variant="primary" onClick={create} data-testid="create-key">
          Create a key
        </Button>
      }
      empty={
        <NoneYet title="No keys in this Region" action={<Button onClick={create}>Create a key</Button>}>
          A key of your own says who can read what it encrypts, and shows each use in CloudTrail.
        </NoneYet>
      }
    />
  );
}
