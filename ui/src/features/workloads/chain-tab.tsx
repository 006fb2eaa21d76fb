import "./chain.css";
import Box from "@cloudscape-design/components/box";
import Container from "@cloudscape-design/components/container";
import Header from "@cloudscape-design/components/header";
import SpaceBetween from "@cloudscape-design/components/space-between";
import type { ChainView } from "../../bindings/ChainView";
import { InfoLink } from "../../shell/help";
import { usePlaceParam } from "../../shell/router";
import { ChainList } from "./chain-list";
import { linkSentence } from "./chain-words";
import { chainHelp } from "./help";
import { LinkDetails } from "./link-details";
import { chainSummary } from "./words";

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
        <Box />
      </Container>
      {link && (
        <LinkDetails
          key={link.id}
          link={link}
          sentence={linkSentence(chain, link)}
          onRepair={onRepair}
          onClose={() => choose("")}
        />
      )}
      <ChainList chain={chain} chosen={id} onChoose={choose} />
    </SpaceBetween>
  );
}
