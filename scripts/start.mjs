// `npm start`: install, build, serve the production build. PORT and HOST override where.
import { join } from "node:path";
import { bin, installPackages, root, run, stop } from "./install.mjs";
import { serve } from "./serve.mjs";

const port = Number(process.env.PORT ?? 4173);
if (!Number.isInteger(port) || port < 0 || port > 65535) stop(`PORT is "${process.env.PORT}", but a port is a whole number from 0 to 65535.`);

/** Ends the process where serving is impossible: most often the port belongs to another program. */
const serveOrStop = () =>
  serve(join(root, "dist"), port, process.env.HOST).catch((error) =>
    stop(
      error.code === "EADDRINUSE"
        ? `Port ${port} is taken by another program: stop that one, or choose another port as in "PORT=${port + 1} npm start".`
        : `Port ${port} cannot be used (${error.code ?? error.message}): choose another port as in "PORT=8080 npm start".`,
    ),
  );

installPackages();
// Asked before the build, so that a taken port is told at once.
await (await serveOrStop()).close();
if (!run(process.execPath, [bin("vite/bin/vite.js"), "build"])) stop("The build failed; the lines above say where.");
const { address } = await serveOrStop();
console.log(`\nRasterloom is ready at ${address}\nStop it with Ctrl+C.`);

// npm passes a SIGTERM on to the shell between, which ends without telling: then the server has nobody who could stop it.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(), 500).unref();
}
