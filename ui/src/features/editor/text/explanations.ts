import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from "@codemirror/view";
import type { HoverView } from "../../../bindings/HoverView";
import { commands } from "../../../ipc/commands";

const ask = (view: EditorView, at: number): Promise<HoverView | null> =>
  commands.explainPolicy(view.state.doc.toString(), at).catch(() => null);

function tooltip({ place, title, lines }: HoverView): Tooltip {
  return {
    pos: place.from,
    end: place.to,
    above: true,
    create: () => {
      const dom = document.createElement("div");
      dom.className = "gh-explanation";
      const heading = document.createElement("strong");
      heading.textContent = title;
      dom.append(heading);
      for (const line of lines) {
        const paragraph = document.createElement("p");
        paragraph.textContent = line;
        dom.append(paragraph);
      }
      return { dom };
    },
  };
}

/** What the mouse rests on, explained. */
const byMouse = hoverTooltip(async (view, at) => {
  const found = await ask(view, at);
  return found && tooltip(found);
});

const setExplained = StateEffect.define<Tooltip | null>();

/** What the cursor stands on, explained at a key until the cursor moves. */
const explained = StateField.define<Tooltip | null>({
  create: () => null,
  update(old, transaction) {
    for (const effect of transaction.effects) if (effect.is(setExplained)) return effect.value;
    return transaction.docChanged || transaction.selection ? null : old;
  },
  provide: (field) => showTooltip.from(field),
});

const byKey = keymap.of([
  {
    key: "F2",
    run: (view) => {
      const { doc, selection } = view.state;
      void ask(view, selection.main.head).then((found) => {
        if (view.state.doc !== doc) return;
        const words = found ? [found.title, ...found.lines].join(". ") : "Nothing to explain here";
        view.dispatch({
          effects: [setExplained.of(found && tooltip(found)), EditorView.announce.of(words)],
        });
      });
      return true;
    },
  },
  {
    key: "Escape",
    run: (view) => {
      if (!view.state.field(explained)) return false;
      view.dispatch({ effects: setExplained.of(null) });
      return true;
    },
  },
]);

export const explanations: Extension = [byMouse, explained, byKey];
