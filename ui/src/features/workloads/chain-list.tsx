import Button from "@cloudscape-design/components/button";
import Header from "@cloudscape-design/components/header";
import Table from "@cloudscape-design/components/table";
import type { ChainView } from "../../bindings/ChainView";
import { StatusIndicator } from "../../shared/status-indicator";
import { kindWords, linkLabel } from "./chain-words";
import { linkWords } from "./words";

interface Props {
  chain: ChainView;
  chosen: string;
  onChoose: (link: string) => void;
}

/** The picture as a list, for those who cannot see it or would rather read. */
export function ChainList({ chain, chosen, onChoose }: Props) {
  const name = (id: string) => {
    const node = chain.nodes.find((each) => each.id === id);
    return node ? `${kindWords[node.kind]} ${node.title}` : id;
  };
  return (
    <Table
      wrapLines
      trackBy="id"
      items={[...chain.links]}
      ariaLabels={{ tableLabel: "Links of the chain" }}
      header={
        <Header variant="h2" counter={`(${chain.links.length})`}>
          The same as a list
        </Header>
      }
      columnDefinitions={[
        {
          id: "state",
          header: "State",
          minWidth: 110,
          cell: ({ state }) => (
            <StatusIndicator type={linkWords[state].type}>{linkWords[state].text}</StatusIndicator>
          ),
        },
        {
          id: "from",
          header: "From",
          minWidth: 150,
          cell: ({ from }) => <span className="gh-break">{name(from)}</span>,
        },
        {
          id: "title",
          header: "Link",
          isRowHeader: true,
          minWidth: 170,
          cell: (link) => (
            <Button
              variant="inline-link"
              ariaLabel={linkLabel(chain, link)}
              ariaExpanded={link.id === chosen}
              onClick={() => onChoose(link.id)}
            >
              {link.title}
            </Button>
          ),
        },
        {
          id: "to",
          header: "To",
          minWidth: 150,
          cell: ({ to }) => <span className="gh-break">{name(to)}</span>,
        },
        { id: "why", header: "Why", minWidth: 200, cell: ({ reasons }) => reasons[0] ?? "–" },
      ]}
    />
  );
}
