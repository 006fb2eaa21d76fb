import type { ChainLinkView } from "../../bindings/ChainLinkView";
import type { ChainNodeKind } from "../../bindings/ChainNodeKind";
import type { ChainNodeView } from "../../bindings/ChainNodeView";
import type { ChainView } from "../../bindings/ChainView";
import { linkWords } from "./words";

export const kindWords: Record<ChainNodeKind, string> = {
  caller: "Caller",
  sageMaker: "Service",
  role: "Role",
  bucket: "Bucket",
  key: "Key",
  secret: "Secret",
  image: "Image",
  logs: "Logs",
  network: "Network",
  endpoint: "Endpoint",
};

/** `role train`; a service is called by its name alone. */
const said = ({ kind, title }: ChainNodeView) =>
  kind === "sageMaker" ? title : `${kindWords[kind].toLowerCase()} ${title}`;

/** `role train: reads objects, bucket x`. */
export function linkSentence(chain: ChainView, link: ChainLinkView): string {
  const name = (id: string) => {
    const node = chain.nodes.find((each) => each.id === id);
    return node ? said(node) : id;
  };
  const [from, to] = [name(link.from), name(link.to)];
  return `${from.charAt(0).toUpperCase()}${from.slice(1)} ${link.title}: ${to}`;
}

/** What a link says to those who do not see it. */
export const linkLabel = (chain: ChainView, link: ChainLinkView) =>
  `${linkSentence(chain, link)}: ${linkWords[link.state].text.toLowerCase()}`;
