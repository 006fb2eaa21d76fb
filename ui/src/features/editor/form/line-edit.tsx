import Button from "@cloudscape-design/components/button";
import Input from "@cloudscape-design/components/input";
import { type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  /** What the field is, for those who do not see what is around it. */
  label: string;
  value: string;
  /** How it is shown while it is not edited. */
  children: ReactNode;
  editLabel: string;
  locked: boolean;
  placeholder?: string;
  /** Resolves to whether it was taken. */
  onSave: (value: string) => Promise<boolean>;
}

/** A short text that is edited where it stands: Enter keeps, Escape leaves it as it was. */
export function LineEdit(props: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const place = useRef<HTMLSpanElement>(null);
  const editing = draft !== null;
  const wasEditing = useRef(false);
  useEffect(() => {
    const target = place.current?.querySelector<HTMLElement>(editing ? "input" : "button");
    if (editing !== wasEditing.current) target?.focus();
    wasEditing.current = editing;
  }, [editing]);

  const save = async () => {
    if (draft === null) return;
    if (draft === props.value || (await props.onSave(draft))) setDraft(null);
  };
  return (
    <span className="gh-line-edit" ref={place}>
      {draft === null ? (
        <>
          {props.children}
          {!props.locked && (
            <Button
              variant="inline-icon"
              iconName="edit"
              ariaLabel={props.editLabel}
              onClick={() => setDraft(props.value)}
            />
          )}
        </>
      ) : (
        <>
          <Input
            ariaLabel={props.label}
            value={draft}
            placeholder={props.placeholder}
            autoComplete={false}
            spellcheck={false}
            onChange={({ detail }) => setDraft(detail.value)}
            onKeyDown={(event) => {
              if (event.detail.key === "Enter") void save();
              if (event.detail.key === "Escape") setDraft(null);
            }}
          />
          <Button variant="inline-icon" iconName="check" ariaLabel="Keep" onClick={() => void save()} />
          <Button
            variant="inline-icon"
            iconName="close"
            ariaLabel="Leave it as it was"
            onClick={() => setDraft(null)}
          />
        </>
      )}
    </span>
  );
}
