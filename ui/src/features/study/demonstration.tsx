import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { DemonstrationSide } from "../../bindings/DemonstrationSide";
import type { DemonstrationView } from "../../bindings/DemonstrationView";
import { CommandLine } from "../../shared/copy";
import { ProblemAlert } from "../../shared/problem";
import { Line, Prose } from "../../shared/prose";
import { StatusIndicator } from "../../shared/status-indicator";
import { linkWords } from "../workloads/words";
import { ChainShown } from "./chain-shown";
import { useLookAgain } from "./use-study";

export const DEMONSTRATION_ID = "gh-demonstration";

interface Props {
  of: DemonstrationView;
  lesson: string;
}

/** The failure that the lesson prevents: as it began, and as the account is now. */
export function Demonstration({ of: { title, text, before, after }, lesson }: Props) {
  const look = useLookAgain(lesson);
  return (
    <div id={DEMONSTRATION_ID} tabIndex={-1} className="gh-result">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              <Button
                iconName="refresh"
                ariaLabel={`Look again: ${title}`}
                loading={look.isPending}
                onClick={() => look.mutate()}
              />
            }
          >
            {title}
          </Header>
        }
      >
        <SpaceBetween size="l">
          <Prose text={text} />
          {look.isError && <ProblemAlert error={look.error} header="The account could not be looked at" />}
          <div className="gh-demonstration">
            <Side title="As the lesson begins" of={before} />
            <Side title="As the account is now" of={after} />
          </div>
        </SpaceBetween>
      </Container>
    </div>
  );
}

function Side({ title, of: { chain, link, state, words, error } }: { title: string; of: DemonstrationSide }) {
  const { text, type } = linkWords[state];
  return (
    <section className="gh-demonstration-side" aria-label={title}>
      <Box variant="h3" padding="n">
        {title}
      </Box>
      <StatusIndicator type={type}>{text}</StatusIndicator>
      <div>
        <Line text={words} />
      </div>
      {error && <CommandLine text={error} label={`Copy the error: ${title}`} />}
      {chain && <ChainShown chain={chain} link={link} label={`The chain, ${title.toLowerCase()}`} />}
    </section>
  );
}
