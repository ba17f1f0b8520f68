import { expose } from "comlink";
import { openSpoolFolder } from "./tiff/write/spool-opfs.ts";
import { writerApi } from "./tiff/write/writer-api.ts";

const open = () => openSpoolFolder(crypto.randomUUID());

// At once, so that what a lost tab left behind is cleared when the worker starts, not when the next file is written.
const atStart = open();

expose(writerApi(() => atStart.catch(open)));
