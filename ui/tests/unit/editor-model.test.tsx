import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { useEditor } from "../../src/features/editor/use-editor";
import { MockBackend } from "../../src/ipc/mock/backend";
import { setTransport } from "../../src/ipc/transport";
import { called } from "./app";

const policy = (action: string) =>
  `{\r\n\t"Version" : "2012-10-17",\r\n\t"Statement" : [ { "Effect" : "Allow", "Action" : "${action}", "Resource" : "*" } ]\r\n}\r\n`;

async function open(text: string) {
  const backend = new MockBackend({ delay: 0 });
  setTransport(backend.transport);
  const { result } = renderHook(() => useEditor(text, "identity", false));
  await waitFor(() => expect(result.current.reading.newest).not.toBeNull());
  return { backend, editor: result };
}

describe("the model that text, form and picture share", () => {
  test("a change of the form goes through the application, changes its own letters and is undone", async () => {
    const text = policy("s3:GetObject");
    const { editor, backend } = await open(text);
    await act(() => editor.current.model.change({ change: "setEffect", statement: 0, effect: "Deny" }));
    expect(called(backend, "edit_policy")).toHaveLength(1);
    expect(editor.current.document.text).toBe(text.replace('"Allow"', '"Deny"'));
    await waitFor(() => expect(editor.current.model.analysis?.statements[0]?.effect).toBe("Deny"));
    expect(editor.current.model.text).toBe(text.replace('"Allow"', '"Deny"'));
    act(() => void editor.current.document.undo());
    expect(editor.current.document.text).toBe(text);
    await waitFor(() => expect(editor.current.model.text).toBe(text));
  });

  test("a text and what is said of it are shown together; where that takes its time, the text alone", async () => {
    const text = policy("s3:GetObject");
    const { backend, editor } = await open(text);
    const write = (insert: string) =>
      editor.current.document.apply([{ place: { from: text.length, to: text.length }, insert }]);
    act(() => void write(" "));
    expect(editor.current.model.text).toBe(text);
    await waitFor(() => expect(editor.current.model.text).toBe(`${text} `));
    expect(editor.current.reading.newestMark?.text).toBe(`${text} `);

    let answer = () => {};
    setTransport((command, args, onProgress) =>
      command === "analyse_policy"
        ? new Promise((resolve) => {
            answer = () => resolve(backend.transport(command, args, onProgress));
          })
        : backend.transport(command, args, onProgress),
    );
    act(() => void write("\t"));
    await waitFor(() => expect(editor.current.model.text).toBe(`${text}\t `));
    expect(editor.current.reading.newestMark?.text).toBe(`${text} `);
    await act(async () => answer());
    await waitFor(() => expect(editor.current.reading.newestMark?.text).toBe(`${text}\t `));
  });

  test("two changes at once are made one after the other", async () => {
    const { editor } = await open(policy("s3:GetObject"));
    const { change } = editor.current.model;
    await act(() =>
      Promise.all([
        change({ change: "setEffect", statement: 0, effect: "Deny" }),
        change({ change: "setItem", statement: 0, element: "Action", item: 0, value: "s3:PutObject" }),
      ]).then(() => {}),
    );
    const both = policy("s3:PutObject").replace('"Allow"', '"Deny"');
    expect(editor.current.document.text).toBe(both);
    await waitFor(() => expect(editor.current.model.text).toBe(both));
  });

  test("while the text is no JSON the last state stays, is marked stale, and the form changes nothing", async () => {
    const { editor } = await open(policy("s3:GetObject"));
    act(() => void editor.current.document.apply([{ place: { from: 0, to: 1 }, insert: "" }]));
    await waitFor(() => expect(editor.current.model.stale).toBe(true));
    expect(editor.current.model.analysis?.statements).toHaveLength(1);
    expect(editor.current.model.analysedText).toBe(policy("s3:GetObject"));
    await expect(
      editor.current.model.change({ change: "setEffect", statement: 0, effect: "Deny" }),
    ).rejects.toMatchObject({ code: "POLICY_UNREADABLE" });
    act(() => void editor.current.document.undo());
    await waitFor(() => expect(editor.current.model.stale).toBe(false));
  });

  test("the statement under the cursor is the one that is looked at", async () => {
    const text = policy("s3:GetObject");
    const { editor } = await open(text);
    act(() => editor.current.goTo({ from: text.indexOf("Action"), to: text.indexOf("Action") }));
    expect(editor.current.model.selected).toBe(0);
    act(() => editor.current.goTo({ from: 0, to: 0 }));
    expect(editor.current.model.selected).toBeNull();
  });

  test("an old answer never replaces a new one, and not each text in between is asked about", async () => {
    const { editor, backend } = await open(policy("s3:GetObject"));
    const before = called(backend, "analyse_policy").length;
    act(() => {
      for (let at = 0; at < 20; at += 1)
        editor.current.document.apply([{ place: { from: at, to: at }, insert: " " }]);
    });
    await waitFor(() => expect(editor.current.model.analysedText).toBe(editor.current.model.text));
    expect(called(backend, "analyse_policy").length - before).toBeLessThan(5);
  });
});
