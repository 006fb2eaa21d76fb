import "@cloudscape-design/global-styles/index.css";
import "./shell/shell.css";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { newQueryClient } from "./ipc/queries";
import { tauriTransport } from "./ipc/tauri";
import { setTransport } from "./ipc/transport";

async function start() {
  if (import.meta.env.MODE === "mock") {
    const { installMock } = await import("./ipc/mock");
    installMock(window.location.search);
  } else {
    setTransport(tauriTransport);
  }
  const root = document.getElementById("root");
  if (root) createRoot(root).render(<App client={newQueryClient()} />);
}

void start();
