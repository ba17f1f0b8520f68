import { HardDrive, ShieldCheck, Undo2, Upload } from "lucide-react";
import { commands } from "../session/commands.ts";
import { Button } from "./controls/button.tsx";
import { Icon } from "./controls/icon.tsx";
import { pickFiles, pickFolder } from "./files.ts";

const colours = ["#482878", "#3b528b", "#21918c", "#5ec962", "#fde725"];

/** Opens the file picker and then what was picked. */
export async function chooseFiles(): Promise<void> {
  const files = await pickFiles();
  if (files.length > 0) await commands.open(files);
}

/** Opens the picker of folders and then every raster in what was picked. */
export async function chooseFolder(): Promise<void> {
  const files = await pickFolder();
  if (files.length > 0) await commands.open(files);
}

/** Opens the file picker for a saved project. */
export async function chooseProject(): Promise<void> {
  const files = await pickFiles(false, ".rasterloom");
  if (files.length > 0) await commands.open(files);
}

const promises = [
  { icon: ShieldCheck, title: "Nothing leaves this computer", text: "No upload, no account." },
  { icon: HardDrive, title: "Kept in this browser", text: "Still here after a reload." },
  { icon: Undo2, title: "Your files stay as they are", text: "Every step can be undone." },
];

/** What stands on the map before the first file: where to drop, and what is safe. */
export const EmptyState = () => (
  <section className="empty" aria-label="Open files">
    <div className="empty-target">
      <svg width="132" height="84" viewBox="0 0 132 84" aria-hidden="true">
        {[0, 1, 2].flatMap((row) =>
          [0, 1, 2, 3, 4].map((col) => (
            <rect
              key={`${row}/${col}`}
              x={8 + col * 24}
              y={8 + row * 24}
              width="20"
              height="20"
              rx="3"
              fill={colours[Math.min(4, Math.max(0, col - 1 + row))]}
            />
          )),
        )}
      </svg>
      <h2>Drop GeoTIFFs here</h2>
      <p className="muted">Any size, any layout, several at once. Masks too: GeoJSON, Shapefile, KML.</p>
      <p className="muted">Is it on the web? Paste its address.</p>
      <div className="row">
        <Button look="primary" size="large" icon={Upload} onClick={() => void chooseFiles()} autoFocus>
          Choose files…
        </Button>
        <Button size="large" onClick={() => void commands.openSamples()}>
          Try with sample data
        </Button>
      </div>
    </div>
    <ul className="empty-promises">
      {promises.map(({ icon, title, text }) => (
        <li key={title}>
          <Icon of={icon} />
          <span>
            <b>{title}</b>
            <span className="muted">{text}</span>
          </span>
        </li>
      ))}
    </ul>
  </section>
);
