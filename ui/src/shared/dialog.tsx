import Modal, { type ModalProps } from "@cloudscape-design/components/modal";
import { useEffect, useRef } from "react";

interface Props extends Omit<ModalProps, "visible" | "closeAriaLabel"> {
  /** The id of the field to begin with; the close button otherwise. */
  firstField?: string;
}

/** A dialog that stands as long as it is rendered, and gives the focus back to what opened it. */
export function Dialog({ firstField, ...modal }: Props) {
  const opener = useRef(document.activeElement);
  useEffect(() => {
    const from = opener.current;
    const timer = setTimeout(() => firstField && document.getElementById(firstField)?.focus());
    return () => {
      clearTimeout(timer);
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const back = from?.isConnected ? from : document.querySelector("main h1");
        if (back instanceof HTMLElement) back.focus();
      });
    };
  }, [firstField]);
  return <Modal {...modal} visible closeAriaLabel="Close" />;
}
