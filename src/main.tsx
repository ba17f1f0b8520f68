import { createRoot } from "react-dom/client";
import "./app/styles/tokens.css";
import "./app/styles/base.css";
import "./app/styles/controls.css";
import "./app/styles/frame.css";
import "./app/styles/layers.css";
import "./app/styles/map-cards.css";
import "./app/styles/inspector.css";
import "./app/styles/dialogs.css";
import { CrashScreen } from "./app/crash-screen.tsx";
import { Workbench } from "./app/workbench.tsx";
import { invariant } from "./fault.ts";
import { rasterloomApi } from "./script/rasterloom.ts";
import { startSession } from "./session/restore.ts";

window.rasterloom = rasterloomApi(startSession());

const root = document.getElementById("root");
invariant(root, "an element with the id root in index.html");
createRoot(root).render(
  <CrashScreen>
    <Workbench />
  </CrashScreen>,
);
