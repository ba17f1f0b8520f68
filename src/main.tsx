import "./app/styles/tokens.css";
import "./app/styles/base.css";
import "./app/styles/controls.css";
import "./app/styles/frame.css";
import "./app/styles/layers.css";
import "./app/styles/map-cards.css";
import "./app/styles/inspector.css";
import "./app/styles/dialogs.css";
import "./app/styles/statistics.css";
import "./app/styles/expression.css";
import "./app/styles/classes.css";
import "./app/styles/time.css";
import { rasterloomApi } from "./script/rasterloom.ts";
import { startSession } from "./session/restore.ts";

window.rasterloom = rasterloomApi(startSession());

// In a chunk of its own, so that the session and the frame are two short tasks and not one long.
const { mountWorkbench } = await import("./app/mount.tsx");
mountWorkbench();
