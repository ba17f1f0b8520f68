import { expose, transfer } from "comlink";
import { type TileApi, tileApi } from "./api.ts";
import { indexedDbStore } from "./store/indexed-db.ts";
import { buffersOf } from "./transferables.ts";

const api = tileApi(indexedDbStore());
const run: TileApi["run"] = async (id, body) => {
  const outcome = await api.run(id, body);
  return outcome.ok ? transfer(outcome, buffersOf(outcome.value.result)) : outcome;
};

expose({ ...api, run });
