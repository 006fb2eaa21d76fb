import { bytesOf } from "./bytes";

interface FilePicker {
  showSaveFilePicker?: (options: { suggestedName: string }) => Promise<{
    name: string;
    createWritable: () => Promise<{ write: (data: Blob) => Promise<void>; close: () => Promise<void> }>;
  }>;
}

/** Writes the text to a file of the person's choice, byte by byte as it stands. False: they thought better of it. */
export async function saveFile(fileName: string, text: string): Promise<boolean> {
  const blob = new Blob([bytesOf(text)], { type: "application/json" });
  const { showSaveFilePicker } = window as FilePicker;
  if (showSaveFilePicker) {
    try {
      const file = await showSaveFilePicker.call(window, { suggestedName: fileName });
      const out = await file.createWritable();
      await out.write(blob);
      await out.close();
      return true;
    } catch (error) {
      if (error instanceof DOMException && error.name === "AbortError") return false;
      // Where the picker is refused, the download does.
    }
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return true;
}
