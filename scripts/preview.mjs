// Serves the production build as it is, for the browser tests: no install, no build.
import { join } from "node:path";
import { root } from "./install.mjs";
import { serve } from "./serve.mjs";

const { address } = await serve(join(root, "dist"), Number(process.env.PORT ?? 41730));
console.log(`Serving dist at ${address}`);
