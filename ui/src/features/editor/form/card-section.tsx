import Button from "@cloudscape-design/components/button";
import type { ReactNode } from "react";

interface Props {
  title: string;
  /** What the button at the end does; none where nothing can be added. */
  add?: { text: string; label: string; onClick: () => void } | false;
  /** A switch beside the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a statement's card: its title at the left, what it holds at the right. */
export function CardSection({ title, add, aside, children }: Props) {
  return (
    <div className="gh-part">
      <div className="gh-part-title">
        <h3>{title}</h3>
        {aside}
      </div>
      <div className="gh-part-body">
        {children}
        {add && (
          <div>
            <Button iconName="add-plus" ariaLabel={add.label} onClick={add.onClick}>
              {add.text}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}
