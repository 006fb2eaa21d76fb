import AttributeEditor from "@cloudscape-design/components/attribute-editor";
import Input from "@cloudscape-design/components/input";

interface Pair {
  key: string;
  value: string;
}

interface Props {
  items: Pair[];
  onChange: (items: Pair[]) => void;
  /** What a pair is, in the singular: "tag". */
  what: string;
  empty: string;
}

/** Pairs of key and value: tags, an encryption context. */
export function Pairs({ items, onChange, what, empty }: Props) {
  const set = (index: number, part: Partial<Pair>) =>
    onChange(items.map((pair, at) => (at === index ? { ...pair, ...part } : pair)));
  return (
    <AttributeEditor
      items={items}
      addButtonText={`Add a ${what}`}
      removeButtonText="Remove"
      removeButtonAriaLabel={(pair) => `Remove the ${what} ${pair.key}`}
      empty={empty}
      onAddButtonClick={() => onChange([...items, { key: "", value: "" }])}
      onRemoveButtonClick={({ detail }) => onChange(items.filter((_, index) => index !== detail.itemIndex))}
      definition={[
        {
          label: "Key",
          control: (pair, index) => (
            <Input value={pair.key} onChange={({ detail }) => set(index, { key: detail.value })} />
          ),
        },
        {
          label: "Value",
          control: (pair, index) => (
            <Input value={pair.value} onChange={({ detail }) => set(index, { value: detail.value })} />
          ),
        },
      ]}
    />
  );
}

/** Pairs as the application takes them; those without a key are left out. */
export const asTuples = (items: readonly Pair[]): [string, string][] =>
  items.filter(({ key }) => key !== "").map(({ key, value }) => [key, value]);
