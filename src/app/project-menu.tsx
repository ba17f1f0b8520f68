import { ChevronDown, FolderOpen, Link, Save } from "lucide-react";
import { commands } from "../session/commands.ts";
import { Icon } from "./controls/icon.tsx";
import { Menu } from "./controls/menu.tsx";
import { chooseProject } from "./empty-state.tsx";

/** Saves the project as a file, opens one, or opens what is on the web. */
export const ProjectMenu = () => (
  <Menu
    label="Project"
    entries={[
      { id: "save", label: "Save project…", icon: Save, run: commands.askSaveProject },
      { id: "open", label: "Open a project…", icon: FolderOpen, run: () => void chooseProject() },
      { id: "line", line: true },
      { id: "address", label: "Open from an address…", icon: Link, run: commands.askAddress },
    ]}
  >
    <Icon of={ChevronDown} />
  </Menu>
);
