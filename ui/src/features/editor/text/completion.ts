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

function offer({ label, detail, info }: CompletionOption, from: number, to: number): Completion {
  return {
    label,
    detail,
    info: info || undefined,
    apply: (view: EditorView, completion: Completion, _from: number, cursor: number) => {
      const end = Math.max(to, cursor);
      const insert = withQuotes(view.state.doc.toString(), from, end, label);
      view.dispatch({
        changes: { from, to: end, insert },
        selection: { anchor: from + insert.length },
        userEvent: "input.complete",
        annotations: pickedCompletion.of(completion),
      });
    },
  };
}

/** What is put in a place of a text so that it stands there in quotes: those that are there already are kept. */
export function withQuotes(text: string, from: number, to: number, label: string): string {
  const inner = JSON.stringify(label).slice(1, -1);
  if (text[from - 1] !== '"' || text[from] === '"') {
    const empty = text[from - 1] === '"' && text[from] === '"' && from === to;
    return empty ? inner : `"${inner}"`;
  }
  const replaced = text.slice(from, to);
  const closed = replaced.endsWith('"') ? false : text[to] === '"';
  return closed ? inner : `${inner}"`;
}
