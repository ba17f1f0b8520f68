import { ChevronDown, FilePlus, FolderOpen, Link, Save, Trash2 } from "lucide-react";
import { commands } from "../session/commands.ts";
import { Icon } from "./controls/icon.tsx";
import { Menu } from "./controls/menu.tsx";
import { chooseProject } from "./empty-state.tsx";

/** Starts a project anew, saves it as a file, opens one, opens what is on the web, or takes all layers out; undo takes these back. */
export const ProjectMenu = () => (
  <Menu
    label="Project"
    entries={[
      { id: "new", label: "New project", icon: FilePlus, run: commands.newProject },
      { id: "save", label: "Save project…", icon: Save, run: commands.askSaveProject },
      { id: "open", label: "Open a project…", icon: FolderOpen, run: () => void chooseProject() },
      { id: "line", line: true },
      { id: "address", label: "Open from an address…", icon: Link, run: commands.askAddress },
      { id: "remove-all", label: "Remove all layers", icon: Trash2, run: commands.removeAll },
    ]}
  >
    <Icon of={ChevronDown} />
  </Menu>
);
