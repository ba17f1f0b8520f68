import { expose } from "comlink";
import { privateRoom } from "./tiff/write/spool-opfs.ts";
import { writerApi } from "./tiff/write/writer-api.ts";

expose(writerApi(privateRoom()));
