import type { Fault, RemoteProblem } from "../fault.ts";
import { bytes, number, plural } from "./format.ts";

/** What happened, why, and what still works: never more than a sentence or two each. */
export interface FaultText {
  readonly title: string;
  readonly cause: string;
  readonly rest: string;
}

const others = "Everything else is open and in use.";

const notTiff = {
  empty: "The file is empty: it holds no bytes at all.",
  "damaged-header": "Its header is damaged, so nobody can tell where the cells are.",
} as const;

const whyNoTiff = (why: "other-format" | keyof typeof notTiff, detail: string) =>
  why === "other-format" ? `It is no TIFF; its bytes look like ${detail}.` : `${notTiff[why]} ${sentence(detail)}`.trim();

const badProject = {
  "not-a-project": "It is no project of Rasterloom.",
  newer: "A newer Rasterloom saved it, in a way that this one does not know.",
  damaged: "It is a project of Rasterloom, but a damaged one.",
} as const;

/** The one place with sentences about what went wrong. */
export function faultText(fault: Fault): FaultText {
  switch (fault.tag) {
    case "not-a-tiff":
      return { title: `${fault.file} could not be opened`, cause: whyNoTiff(fault.why, fault.detail), rest: others };
    case "truncated":
      return {
        title: `${fault.file} is cut off`,
        cause: `The file stops after ${bytes(fault.haveBytes)}, but its header promises at least ${bytes(fault.needBytes)}. The download probably broke off.`,
        rest: "What it holds may still show. Everything else is open and in use.",
      };
    case "unsupported":
      return {
        title: `${fault.file} cannot be read`,
        cause: `It uses ${featureValue(fault.feature, fault.value)}, which Rasterloom does not know.`,
        rest: fault.feature === "compression" ? "Saved again with Deflate or LZW compression, the same cells will open." : others,
      };
    case "damaged-block":
      return {
        title: `A part of ${fault.file} is damaged`,
        cause: `Block ${number(fault.block, 0)} could not be decoded. ${sentence(fault.detail)}`.trim(),
        rest: "The other blocks still show. An export needs a whole copy of the file.",
      };
    case "file-gone":
      return {
        title: `${fault.file} is not where it was`,
        cause: "The file was moved, changed or deleted after it was opened, and its cells were not kept here yet.",
        rest: "Choose it again, and every layer made from it works as before.",
      };
    case "remote":
      return { title: `${fault.address} cannot be read`, ...remoteText(fault.address, fault.problem) };
    case "bad-project":
      return {
        title: `${fault.file} could not be opened`,
        cause: `${badProject[fault.why]} ${sentence(fault.detail)}`.trim(),
        rest: fault.why === "newer" ? "Reload this page to have the newest Rasterloom, then open it again." : "The project that is open stays as it is.",
      };
    case "no-crs":
      return {
        title: `${fault.file} does not say where it is`,
        cause: "It has no CRS, and Rasterloom never guesses one.",
        rest: "Choose its CRS, and it becomes a layer.",
      };
    case "unknown-crs":
      return {
        title: "This CRS is not known",
        cause: `“${fault.input}” is neither a known EPSG code nor a proj string that can be computed with.`,
        rest: "Search by code, name or place.",
      };
    case "different-crs":
      return {
        title: "These layers are in different CRSs",
        cause: `${fault.names.join(", ")} do not share one coordinate system.`,
        rest: "Tile and reproject them to one CRS first.",
      };
    case "outside-crs":
      return {
        title: "This lies outside the CRS",
        cause: `Nothing of it has coordinates in ${fault.crs}.`,
        rest: "Choose a CRS whose area of use covers the layer.",
      };
    case "bad-param":
      return { title: "This value does not work", cause: sentence(fault.problem), rest: "The last good result stays on the map." };
    case "bad-type":
      return { title: "This kind of value does not work", cause: `It is ${fault.given}; it must be ${fault.expected}.`, rest: "Nothing was changed." };
    case "bad-input":
      return { ...(misfits[fault.op] ?? misfit), cause: sentence(fault.problem) };
    case "no-class":
      return {
        title: "A value has no class",
        cause: `${number(fault.value)} is in none of the classes, and the step is to stop at such a value.`,
        rest: "Add a class for it, or switch the stop off.",
      };
    case "unmeasured":
      return { title: "Not measured yet", cause: "This step needs numbers of the whole layer before it.", rest: "It shows as soon as they are there." };
    case "bad-geometry":
      return { title: `${fault.file} holds no usable areas`, cause: sentence(fault.problem), rest: "The areas you have stay as they are." };
    case "bad-text":
      return {
        title: `${fault.file} is not valid ${fault.format}`,
        cause: `Line ${number(fault.line, 0)}, column ${number(fault.column, 0)}: ${fault.found === "" ? "the text ends before it is complete." : `“${fault.found}” does not fit there.`}`,
        rest: "The areas you have stay as they are.",
      };
    case "no-key":
      return {
        title: "There is no such tile",
        cause: `The ${fault.axis} ${number(fault.value, 0)} is outside ${number(fault.min, 0)} to ${number(fault.max, 0)}.`,
        rest: "Nothing was changed.",
      };
    case "too-large":
      if (fault.file !== undefined)
        return { title: `${fault.file} could not be opened`, cause: `It holds ${fault.what}, more than can be read.`, rest: others };
      return {
        title: `${capital(fault.what)} would be too large`,
        cause: `It needs ${bytes(fault.needBytes)}, and ${bytes(fault.limitBytes)} is the limit.`,
        rest: "Choose a smaller extent, larger cells or another cell type.",
      };
    case "storage-full":
      return {
        title: "There is not enough room on this computer",
        cause: `${bytes(fault.needBytes)} are needed, and the browser allows ${bytes(Math.max(0, fault.freeBytes))} more.`,
        rest: "Nothing is lost. Remove layers you no longer need, or free some disk, then start again.",
      };
    case "worker-lost":
      return {
        title: "A part of the work could not be done",
        cause: `${capital(fault.task)} stopped ${plural(fault.tries, "time")}, most likely for want of memory.`,
        rest: "Finished parts are kept: start again to continue from there.",
      };
    case "in-other-tab":
      return {
        title: "Another tab is at work with this file",
        cause: "Two tabs cannot write one file.",
        rest: "It ends there, or can be resumed once that tab is closed.",
      };
    case "cancelled":
      return { title: "Cancelled", cause: "You stopped it.", rest: "Finished parts are kept: a second start continues from there." };
    case "bug":
      return {
        title: "Something went wrong inside Rasterloom",
        cause: `This is our mistake, not yours: ${sentence(fault.message)}`,
        rest: "Your files and layers are safe. Undo the last step, or reload the page.",
      };
    default:
      return fault satisfies never;
  }
}

/** Why a file at an address cannot be read. */
function remoteText(address: string, problem: RemoteProblem): Omit<FaultText, "title"> {
  const host = URL.canParse(address) ? new URL(address).host : address;
  const download = "Download the file and drop it here: then it opens.";
  switch (problem.kind) {
    case "no-address":
      return { cause: "This is no web address.", rest: "It begins with https:// and ends with the file's name." };
    case "insecure":
      return { cause: "The address begins with http://, and from a page that came by https:// the browser asks for nothing in clear.", rest: download };
    case "unreachable":
      return { cause: `Nobody answers at ${host}: the address is mistyped, the server is down, or this computer is offline.`, rest: others };
    case "no-cors":
      return { cause: `${host} answers, but does not let other pages read its files (it sends no CORS header).`, rest: download };
    case "status":
      return { cause: `${host} answers ${problem.status}: ${statusWords[problem.status] ?? "it does not give the file"}.`, rest: others };
    case "no-ranges": {
      const size = problem.sizeBytes === null ? "the file is larger than" : `the file has ${bytes(problem.sizeBytes)}, more than`;
      return {
        cause: `${host} gives no parts of a file (it knows no HTTP ranges), and ${size} the ${bytes(problem.limitBytes)} that are read whole.`,
        rest: download,
      };
    }
    case "no-size":
      return {
        cause: `${host} gives parts of the file but does not let other pages read how large it is (neither Content-Range nor Content-Length).`,
        rest: download,
      };
    case "cut-off":
      return { cause: `The connection to ${host} broke off, three times in a row.`, rest: "What was read stays. Open it again once the network is back." };
    case "changed":
      return {
        cause: "The file at this address is another one than when it was opened.",
        rest: "Open the address again to have the new one, as a layer of its own.",
      };
    default:
      return problem satisfies never;
  }
}

const statusWords: Readonly<Record<number, string>> = {
  401: "one has to sign in there",
  403: "it does not allow reading this file",
  404: "there is no such file",
  410: "the file is gone",
  429: "it was asked too often",
  500: "it has a fault of its own",
  503: "it is not available now",
};

/** Title and cause as one line, for places with room for no more. */
export function faultLine(fault: Fault): string {
  const { title, cause } = faultText(fault);
  return fault.tag === "bad-param" || fault.tag === "bad-input" ? cause : `${title}. ${cause}`;
}

const misfit = { title: "This step does not fit what comes before it", rest: "Move it, switch it off or change the steps before it." };

/** What cannot be done with whole layers, outside a recipe. */
const misfits: Readonly<Record<string, typeof misfit>> = {
  export: { title: "This layer is not one picture", rest: "Nothing was written." },
  union: { title: "These layers do not fit together", rest: "They stay as they are." },
  mask: { title: "There is nothing to mask", rest: "The areas were not used." },
};

/** "predictor 5"; a value that names its feature itself stands alone. */
const featureValue = (feature: string, value: string) => (feature === "samples" || value.startsWith(feature) ? value : `${feature} ${value}`);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A fault's detail as a sentence of its own; empty stays empty. */
function sentence(text: string): string {
  const plain = capital(text.trim());
  return plain === "" || /[.?]$/.test(plain) ? plain : `${plain}.`;
}
