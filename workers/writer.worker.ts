import { expose } from "comlink";
import { openSpoolFolder } from "./tiff/write/spool-opfs.ts";
import { writerApi } from "./tiff/write/writer-api.ts";

expose(writerApi(() => openSpoolFolder(crypto.randomUUID())));
