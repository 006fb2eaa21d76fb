import {
  autocompletion,
  type Completion,
  type CompletionContext,
  pickedCompletion,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { CompletionOption } from "../../../bindings/CompletionOption";
import { commands } from "../../../ipc/commands";

/** Beyond this a text is no policy, and asking at each key would be slow. */
const LONGEST = 200_000;

export function completion(): Extension {
  return autocompletion({ override: [offers], icons: false, maxRenderedOptions: 200 });
}

async function offers(context: CompletionContext) {
  const { state, pos } = context;
  if (state.readOnly || (!context.explicit && state.doc.length > LONGEST)) return null;
  const view = await commands.completePolicy(state.doc.toString(), pos).catch(() => null);
  if (!view || view.options.length === 0 || context.aborted) return null;
  const { from, to } = view.place;
  return {
    // What is replaced may begin with a quote, which is no part of what was typed.
    from: state.sliceDoc(from, from + 1) === '"' && from < pos ? from + 1 : from,
    to: pos,
    options: view.options.map((option) => offer(option, from, to)),
  };
}

/** An offer, put in with the quotes that are missing around it. */
function offer({ label, detail, info }: CompletionOption, from: number, to: number): Completion {
  return {
    label,
    detail,
    info: info || undefined,
    apply: (view: EditorView, completion: Completion, _from: number, cursor: number) => {
      const end = to + Math.max(0, cursor - to);
      const { doc } = view.state;
      const insert = quoted(doc.sliceString(Math.max(from - 1, 0), from), doc.sliceString(from, end), label);
      const closed = doc.sliceString(end, end + 1) === '"';
      const text = insert.open && !insert.close && !closed ? `${insert.text}"` : insert.text;
      view.dispatch({
        changes: { from, to: end, insert: text },
        selection: { anchor: from + text.length },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}

function quoted(before: string, replaced: string, label: string) {
  const inner = JSON.stringify(label).slice(1, -1);
  const inside = before === '"';
  const closes = replaced.length > 1 && replaced.endsWith('"');
  if (inside) return { text: closes ? `${inner}"` : inner, open: true, close: closes };
  return { text: `"${inner}"`, open: true, close: true };
}
