import { Download, Monitor, Moon, Redo2, Search, Sun, Undo2, Upload } from "lucide-react";
import { commands } from "../session/commands.ts";
import type { State } from "../session/state.ts";
import { useSession } from "../session/use-session.ts";
import { Button, IconButton } from "./controls/button.tsx";
import { Icon } from "./controls/icon.tsx";
import { Menu } from "./controls/menu.tsx";
import { chooseFiles } from "./empty-state.tsx";
import { ProjectMenu } from "./project-menu.tsx";
import { ProjectName } from "./project-name.tsx";

const themes = [
  { id: "system", label: "As the system", icon: Monitor },
  { id: "light", label: "Light", icon: Sun },
  { id: "dark", label: "Dark", icon: Moon },
] as const;

/** The mark, the project, the way to everything (Ctrl K), undo, theme and export. */
export function TopBar() {
  const hasLayers = useSession((s) => s.document.layers.length > 0);
  const saved = useSession((s) => s.ready && s.storage !== null);
  const savesHere = useSession((s) => s.savesHere);
  return (
    <header className="top" data-region="top">
      <h1 className="brand">
        <Mark />
        Rasterloom
      </h1>
      <span className="divider" />
      <ProjectName />
      <ProjectMenu />
      {hasLayers && saved && savesHere && <span className="small muted saved">Saved on this computer</span>}
      <span className="grow" />
      <button type="button" className="find" aria-label="Find steps, layers and commands" title="Find (Ctrl K)" onClick={commands.openPalette}>
        <Icon of={Search} />
        <span className="find-words">Find steps, layers and commands</span>
        <kbd className="key">Ctrl K</kbd>
      </button>
      <History />
      <ThemeMenu />
      <span className="divider" />
      {hasLayers ? (
        <ExportButton />
      ) : (
        <Button icon={Upload} title="Choose files (Ctrl O)" onClick={chooseFiles}>
          Open files…
        </Button>
      )}
    </header>
  );
}

function History() {
  const undo = useSession((s) => s.undo.at(-1)?.label ?? null);
  const redo = useSession((s) => s.redo.at(-1)?.label ?? null);
  return (
    <>
      <IconButton
        icon={Undo2}
        label="Undo"
        title={undo === null ? "Nothing to undo" : `Undo: ${undo} (Ctrl Z)`}
        disabled={undo === null}
        onClick={() => commands.undo()}
      />
      <IconButton
        icon={Redo2}
        label="Redo"
        title={redo === null ? "Nothing to redo" : `Redo: ${redo} (Ctrl Shift Z)`}
        disabled={redo === null}
        onClick={() => commands.redo()}
      />
    </>
  );
}

function ThemeMenu() {
  const theme = useSession((s) => s.theme);
  const icons: Record<State["theme"], typeof Sun> = { system: Sun, light: Sun, dark: Moon };
  return (
    <Menu label="Theme" entries={themes.map((t) => ({ ...t, run: () => commands.setTheme(t.id), disabled: t.id === theme }))}>
      <Icon of={icons[theme]} />
    </Menu>
  );
}

function ExportButton() {
  const layer = useSession((s) => s.selected ?? s.document.layers[0]?.id ?? null);
  const ready = useSession((s) => (layer === null ? false : (s.derived[layer]?.ok ?? false)));
  const open = useSession((s) => s.right.kind === "export");
  return (
    <Button
      look={open ? "plain" : "primary"}
      icon={Download}
      aria-expanded={open}
      disabled={!ready && !open}
      title="Export GeoTIFF (Ctrl E)"
      onClick={() => (open ? commands.closeRight() : layer !== null && commands.startExport(layer))}
    >
      Export GeoTIFF
    </Button>
  );
}

const squares = ["#440154", "#3b528b", "#21918c", "#3b528b", "#21918c", "#5ec962", "#21918c", "#5ec962", "#fde725"];

const Mark = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
    {squares.map((fill, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: nine squares that never move
      <rect key={i} x={1 + (i % 3) * 6.5} y={1 + Math.floor(i / 3) * 6.5} width="5" height="5" rx="1" fill={fill} />
    ))}
  </svg>
);
