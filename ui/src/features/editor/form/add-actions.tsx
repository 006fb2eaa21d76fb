import Alert from "@cloudscape-design/components/alert";
import Autosuggest from "@cloudscape-design/components/autosuggest";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import FormField from "@cloudscape-design/components/form-field";
import Input from "@cloudscape-design/components/input";
import RadioGroup from "@cloudscape-design/components/radio-group";
import SpaceBetween from "@cloudscape-design/components/space-between";
import Spinner from "@cloudscape-design/components/spinner";
import TokenGroup from "@cloudscape-design/components/token-group";
import { useCallback, useMemo, useState } from "react";
import type { ActionView } from "../../../bindings/ActionView";
import type { StatementView } from "../../../bindings/StatementView";
import { ProblemAlert } from "../../../shared/problem";
import { byLevel, firstWildcards, neededToo } from "./action-choice";
import { useActions, useFoundActions, useServices } from "./catalog";
import { LevelGroup } from "./level-group";
import { StatementDialog } from "./statement-dialog";
import type { Change } from "./use-changes";
import { WildcardTrial } from "./wildcard-trial";

interface Props {
  statement: number;
  view: StatementView;
  kind: string;
  shown: string;
  change: Change;
  onClose: () => void;
}

/** Up to so many actions, all levels of a service begin open. */
const openAtMost = 40;

export function AddActions({ statement, view, kind, shown, change, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [chosen, setChosen] = useState<ReadonlyMap<string, ActionView>>(new Map());
  const [asWildcard, setAsWildcard] = useState(false);
  const [ownWildcards, setOwnWildcards] = useState<string | null>(null);

  const services = useServices();
  const service = services.data?.find(({ prefix }) => prefix === typed.trim().toLowerCase())?.prefix ?? null;
  const ofService = useActions(service);
  const found = useFoundActions(words);
  const searching = words.trim().length > 1;
  const list = searching ? found : ofService;
  const levels = useMemo(() => byLevel(list.data ?? []), [list.data]);
  const present = useMemo(
    () => new Set((view.actions?.items ?? []).map(({ value }) => value.toLowerCase())),
    [view],
  );
  const names = [...chosen.keys()];
  const wildcards = (ownWildcards ?? firstWildcards(names).join(" ")).split(/[\s,]+/).filter(Boolean);
  const values = asWildcard ? wildcards : names;
  const needed = neededToo([...chosen.values()], [...present]);

  const choose = useCallback(
    (actions: readonly ActionView[], wanted: boolean) =>
      setChosen((before) => {
        const next = new Map(before);
        for (const action of actions) {
          if (wanted) next.set(action.name, action);
          else next.delete(action.name);
        }
        return next;
      }),
    [],
  );

  return (
    <StatementDialog
      header={`Add actions to statement ${statement + 1}`}
      firstField="actions-service"
      confirmText={values.length > 1 ? `Add ${values.length}` : "Add"}
      missing={values.length > 0 ? null : "Choose an action first."}
      onConfirm={() =>
        change({ change: "addItems", statement, element: "Action", kind: null, values }, shown)
      }
      onClose={onClose}
    >
      <div className="gh-two">
        <FormField
          label="Service"
          description="By its name or its prefix."
          controlId="actions-service"
          stretch
        >
          <Autosuggest
            value={typed}
            placeholder="s3, Amazon SageMaker..."
            options={(services.data ?? []).map(({ prefix, name, actions }) => ({
              value: prefix,
              label: prefix,
              description: name,
              labelTag: `${actions} actions`,
            }))}
            statusType={services.isPending ? "loading" : services.isError ? "error" : "finished"}
            loadingText="Reading the services"
            errorText="The services could not be read."
            empty="No service like this."
            enteredTextLabel={(text) => `Use: ${text}`}
            onChange={({ detail }) => {
              setTyped(detail.value);
              setWords("");
            }}
          />
        </FormField>
        <FormField
          label="Or search in words"
          description="What it should do, in all services."
          controlId="actions-search"
          stretch
        >
          <Input
            type="search"
            value={words}
            placeholder="read objects, pull image..."
            onChange={({ detail }) => setWords(detail.value)}
          />
        </FormField>
      </div>
      {list.isError && <ProblemAlert error={list.error} header="The actions could not be read" />}
      {list.isFetching && <Spinner />}
      {!searching && service === null && (
        <Box color="text-body-secondary">Choose a service, or say what the actions should do.</Box>
      )}
      {(searching || service !== null) && list.isSuccess && levels.length === 0 && (
        <Box color="text-body-secondary">No action like this. Try other words, or choose the service.</Box>
      )}
      {(searching || service !== null) && levels.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
        <section className="gh-levels-list" aria-label="Actions by access level" tabIndex={0}>
          {levels.map(([level, actions]) => (
            <LevelGroup
              key={`${searching ? "found" : service} ${level}`}
              level={level}
              actions={actions}
              openAtFirst={searching || (list.data?.length ?? 0) <= openAtMost}
              chosen={chosen}
              present={present}
              onChoose={choose}
              complete={!searching}
            />
          ))}
        </section>
      )}
      {names.length > 0 && (
        <SpaceBetween size="s">
          <div>
            <Box variant="h3">Chosen: {names.length}</Box>
            <TokenGroup
              limit={6}
              items={names.map((name) => ({ label: name, dismissLabel: `Leave out ${name}` }))}
              onDismiss={({ detail }) => {
                const action = chosen.get(names[detail.itemIndex] ?? "");
                if (action) choose([action], false);
              }}
              i18nStrings={{ limitShowMore: "Show all", limitShowFewer: "Show fewer" }}
            />
          </div>
          {needed.length > 0 && (
            <Alert type="info" statusIconAriaLabel="Info" header="They need further actions to work">
              {needed.join(", ")}. They may need resources of their own: if so, give them a statement of their
              own.
            </Alert>
          )}
          <FormField label="Write them">
            <RadioGroup
              value={asWildcard ? "wildcard" : "exact"}
              onChange={({ detail }) => setAsWildcard(detail.value === "wildcard")}
              items={[
                {
                  value: "exact",
                  label: "As exact names",
                  description: "Nothing else is meant, today or later.",
                },
                {
                  value: "wildcard",
                  label: "As a wildcard",
                  description: "Shorter, and it means all that AWS adds later under such names.",
                },
              ]}
            />
          </FormField>
          {asWildcard && (
            <SpaceBetween size="xs">
              <FormField label="Wildcard" constraintText="Several are parted by blanks." stretch>
                <div className="gh-field-row">
                  <Input
                    value={ownWildcards ?? wildcards.join(" ")}
                    autoComplete={false}
                    spellcheck={false}
                    onChange={({ detail }) => setOwnWildcards(detail.value)}
                  />
                  <Button disabled={ownWildcards === null} onClick={() => setOwnWildcards(null)}>
                    Suggest again
                  </Button>
                </div>
              </FormField>
              <WildcardTrial wildcards={wildcards} chosen={names} kind={kind} />
            </SpaceBetween>
          )}
        </SpaceBetween>
      )}
    </StatementDialog>
  );
}
