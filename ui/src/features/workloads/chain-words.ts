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

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** Both ends of a link in words. */
export function linkParts({ nodes }: ChainView, link: ChainLinkView): { from: string; to: string } {
  const name = (id: string) => {
    const node = nodes.find((each) => each.id === id);
    return node ? said(node) : id;
  };
  return { from: upper(name(link.from)), to: name(link.to) };
}

/** `Role train reads objects (bucket x)`. */
export function linkSentence(chain: ChainView, link: ChainLinkView): string {
  const { from, to } = linkParts(chain, link);
  return `${from} ${link.title} (${to})`;
}

/** What a link says to those who do not see it. */
export const linkLabel = (chain: ChainView, link: ChainLinkView) =>
  `${linkSentence(chain, link)}: ${linkWords[link.state].text.toLowerCase()}`;
