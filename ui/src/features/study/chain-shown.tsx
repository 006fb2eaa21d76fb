import "../workloads/chain.css";
import { useState } from "react";
import type { ChainView } from "../../bindings/ChainView";
import { ChainPicture } from "../workloads/chain-picture";
import { linkSentence } from "../workloads/chain-words";
import { LinkDetails } from "../workloads/link-details";

interface Props {
  chain: ChainView;
  /** What tells it from another on the same screen. */
  label: string;
  /** The link that it is about. */
  link?: string | null;
}

/** A chain to be looked at; a link of it opens to what decides it. */
export function ChainShown({ chain, label, link = null }: Props) {
  const [chosen, choose] = useState<string | null>(null);
  const opened = chain.links.find(({ id }) => id === chosen);
  return (
    <>
      <ChainPicture chain={chain} chosen={chosen ?? link ?? ""} onChoose={choose} label={label} />
      {opened && (
        <LinkDetails
          key={opened.id}
          link={opened}
          sentence={linkSentence(chain, opened)}
          onClose={() => choose(null)}
        />
      )}
    </>
  );
}
