import { readdirSync, readFileSync } from "node:fs";

/** Resident megabytes of a process, from /proc; 0 when it has just ended. */
function residentMb(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

function parentOf(pid) {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** Sum of resident memory of a process and all that it started. Pages they share are counted once for each. */
function treeMb(root) {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const children = new Map();
  for (const pid of pids) {
    const parent = parentOf(pid);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const sum = (pid) => residentMb(pid) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return sum(root);
}

/** Watches a process tree ten times a second; `stop` answers the peak in megabytes, null where there is no /proc. */
export function watchMemory(root) {
  if (process.platform !== "linux") return { stop: () => null };
  let peak = treeMb(root);
  const timer = setInterval(() => {
    peak = Math.max(peak, treeMb(root));
  }, 100);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(Math.max(peak, treeMb(root)));
    },
  };
}
