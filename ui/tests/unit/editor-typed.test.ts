import { closeBrackets } from "@codemirror/autocomplete";
import { history, undo } from "@codemirror/commands";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { afterEach, describe, expect, test } from "vitest";
import { typed } from "../../src/features/editor/text/typed";

const views: EditorView[] = [];

function show(doc: string, anchor: number, head = anchor, extensions: Extension = []): EditorView {
  const state = EditorState.create({
    doc,
    selection: { anchor, head },
    extensions: [history(), closeBrackets(), typed, extensions],
  });
  const view = new EditorView({ state, parent: document.body });
  view.focus();
  views.push(view);
  return view;
}

afterEach(() => {
  for (const view of views.splice(0)) view.destroy();
});

/** What a browser sends before it puts a letter into the page. Whether it was kept from doing so. */
function type(view: EditorView, data: string, options: InputEventInit = {}): boolean {
  const event = new InputEvent("beforeinput", {
    inputType: "insertText",
    data,
    bubbles: true,
    cancelable: true,
    ...options,
  });
  view.contentDOM.dispatchEvent(event);
  return event.defaultPrevented;
}

describe("a typed letter", () => {
  test("is in the text before the browser puts it anywhere, with the cursor behind it", () => {
    const view = show("ac\nd", 1);
    expect(type(view, "b")).toBe(true);
    expect(view.state.doc.toString()).toBe("abc\nd");
    expect(view.state.selection.main.head).toBe(2);
    undo(view);
    expect(view.state.doc.toString()).toBe("ac\nd");
  });

  test("replaces what is selected, over several lines too", () => {
    const view = show("one\ntwo", 1, 5);
    expect(type(view, "é")).toBe(true);
    expect(view.state.doc.toString()).toBe("oéwo");
  });

  test("is what the other handlers make of it", () => {
    const view = show("", 0);
    expect(type(view, "{")).toBe(true);
    expect(view.state.doc.toString()).toBe("{}");
    expect(type(view, "}")).toBe(true);
    expect(view.state.doc.toString()).toBe("{}");
  });

  test.each([
    ["what is being composed", { isComposing: true }],
    ["what a menu of corrections puts in", { inputType: "insertReplacementText" }],
  ])("leaves %s to the browser", (_, options) => {
    const view = show("abc", 3);
    expect(type(view, "x", options)).toBe(false);
    expect(view.state.doc.toString()).toBe("abc");
  });

  test("leaves to the browser what it puts to another place than the cursor", () => {
    const view = show("abc", 3);
    const { node, offset } = view.domAtPos(1);
    document.getSelection()?.collapse(node, offset);
    expect(type(view, "x")).toBe(false);
    expect(view.state.doc.toString()).toBe("abc");
  });

  test("leaves a text alone that can only be read", () => {
    const view = show("abc", 3, 3, EditorState.readOnly.of(true));
    expect(type(view, "x")).toBe(false);
    expect(view.state.doc.toString()).toBe("abc");
  });
});
