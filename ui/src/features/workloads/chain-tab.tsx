import "./chain.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import Link from "@cloudscape-design/components/link";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ChainView } from "../../bindings/ChainView";
import type { LinkState } from "../../bindings/LinkState";
import { InfoLink } from "../../shell/help";
import { usePlaceParam } from "../../shell/router";
import { ChainList } from "./chain-list";
import { ChainPicture } from "./chain-picture";
import { StateSign } from "./chain-signs";
import { linkSentence } from "./chain-words";
import { chainHelp } from "./help";
import { LinkDetails } from "./link-details";
import { chainSummary, linkWords } from "./words";

/** All that must agree for a job to run: as a picture and as a list, and a link of it in full. */
export function ChainTab({ chain, onRepair }: { chain: ChainView; onRepair: () => void }) {
  const [id, choose] = usePlaceParam("link");
  const link = chain.links.find((each) => each.id === id);
  if (chain.nodes.length === 0)
    return <Box color="text-body-secondary">Nothing was chosen yet that could make a chain.</Box>;
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            info={<InfoLink topic={chainHelp} />}
            description="From the one who starts the job to all that it uses. Choose a link to see why it stands so."
          >
            Chain: {chainSummary(chain).text.toLowerCase()}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <BrokenLinks chain={chain} onChoose={choose} />
          <Legend chain={chain} />
          <ChainPicture chain={chain} chosen={id} onChoose={choose} />
        </SpaceBetween>
      </Container>
      {link && (
        <LinkDetails
          key={link.id}
          link={link}
          sentence={linkSentence(chain, link)}
          onRepair={() => {
            choose("");
            onRepair();
          }}
          onClose={() => choose("")}
        />
      )}
      <ChainList chain={chain} chosen={id} onChoose={choose} />
    </SpaceBetween>
  );
}

interface PartProps {
  chain: ChainView;
  onChoose: (link: string) => void;
}

/** What keeps a job from running, before anything else. */
function BrokenLinks({ chain, onChoose }: PartProps) {
  const broken = chain.links.filter(({ state }) => state === "broken");
  if (broken.length === 0) return null;
  return (
    <Alert
      type="error"
      statusIconAriaLabel="Error"
      header={broken.length === 1 ? "One link is broken" : `${broken.length} links are broken`}
    >
      <ul className="gh-plain-list">
        {broken.map((link) => (
          <li key={link.id}>
            <Link onFollow={() => onChoose(link.id)} data-testid="broken-link">
              {linkSentence(chain, link)}
            </Link>
            {link.reasons[0] && <div>{link.reasons[0]}</div>}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const meanings: Record<LinkState, string> = {
  holds: "every request passes",
  weak: "it passes, and is open to more than it should be",
  broken: "a request is refused, or does not arrive",
  unknown: "what decides could not be read",
};

/** What the signs and lines mean, of those that there are. */
function Legend({ chain }: { chain: ChainView }) {
  const states = (Object.keys(meanings) as LinkState[]).filter((state) =>
    chain.links.some((link) => link.state === state),
  );
  return (
    <ul className="gh-chain-legend" aria-label="What the signs mean">
      {states.map((state) => (
        <li key={state}>
          <StateSign state={state} />
          <svg className="gh-chain-way" data-state={state} width="28" height="8" aria-hidden="true">
            <path className="gh-chain-line" d="M0 4h28" />
          </svg>
          <span>
            <b>{linkWords[state].text}</b>: {meanings[state]}
          </span>
        </li>
      ))}
    </ul>
  );
}
