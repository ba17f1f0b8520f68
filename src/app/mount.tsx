import { createRoot } from "react-dom/client";
import { invariant } from "../fault.ts";
import { CrashScreen } from "./crash-screen.tsx";
import { Workbench } from "./workbench.tsx";

/** Puts the workbench into the page. */
export function mountWorkbench(): void {
  const root = document.getElementById("root");
  invariant(root, "an element with the id root in index.html");
  createRoot(root).render(
    <CrashScreen>
      <Workbench />
    </CrashScreen>,
  );
}
