import { expose } from "comlink";
import { remoteApi } from "./remote-api.ts";

expose(remoteApi());
