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
    // Not the event's own target: WebKit takes that from where things were before the last letter.
    const selection = view.contentDOM.ownerDocument.getSelection();
    if (!selection?.anchorNode || !selection.focusNode) return false;
    if (!view.contentDOM.contains(selection.anchorNode) || !view.contentDOM.contains(selection.focusNode))
      return false;
    const anchor = view.posAtDOM(selection.anchorNode, selection.anchorOffset);
    const head = view.posAtDOM(selection.focusNode, selection.focusOffset);
    if (anchor !== main.anchor || head !== main.head) return false;
    const { from, to } = main;
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
