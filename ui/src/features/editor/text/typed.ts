import { EditorView } from "@codemirror/view";

/**
 * Puts a typed letter into the text before the browser does. CodeMirror would let it be put into the page and read it
 * back from there, and only then is anybody told: with WebKit that is a good part of the time to the findings.
 *
 * What is composed of several keys, and what is typed anywhere but at the cursor, goes the browser's way.
 */
export const typed = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { state } = view;
    const { main } = state.selection;
    const { data } = event;
    if (event.inputType !== "insertText" || !data || /[\r\n]/.test(data)) return false;
    if (event.isComposing || view.composing || state.readOnly) return false;
    const [target] = event.getTargetRanges?.() ?? [];
    if (!target) return false;
    const from = view.posAtDOM(target.startContainer, target.startOffset);
    const to = view.posAtDOM(target.endContainer, target.endOffset);
    if (from !== main.from || to !== main.to) return false;
    const insert = () =>
      state.update(state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
    const handled = state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, from, to, data, insert));
    if (!handled) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
