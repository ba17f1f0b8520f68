import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const types = {
  ".css": "text/css; charset=utf-8",
  ".geojson": "application/geo+json",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tif": "image/tiff",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

/** The page is cross-origin isolated; hashed files under assets/ never change, everything else is asked for again. */
const headers = (path, type) => ({
  "content-type": type,
  "cache-control": /[\\/]assets[\\/]/.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
  "cross-origin-opener-policy": "same-origin",
  // Not "require-corp": with it nobody could tell a server that lacks CORS from one that is not there.
  "cross-origin-embedder-policy": "credentialless",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
});

function fileFor(folder, url) {
  const path = normalize(join(folder, decodeURIComponent(new URL(url, "http://localhost").pathname)));
  if (path !== folder && !path.startsWith(folder + sep)) return null;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isFile()) return { path, size: found.size };
  const index = join(path, "index.html");
  const inside = found?.isDirectory() ? statSync(index, { throwIfNoEntry: false }) : undefined;
  return inside ? { path: index, size: inside.size } : null;
}

function answer(folder, request, response) {
  if (request.method !== "GET" && request.method !== "HEAD") return response.writeHead(405, { allow: "GET, HEAD" }).end();
  let file = null;
  try {
    file = fileFor(folder, request.url);
  } catch {
    return response.writeHead(400, { "content-type": "text/plain" }).end("This address cannot be read.\n");
  }
  if (!file) return response.writeHead(404, { "content-type": "text/plain" }).end("There is no such file here.\n");
  const type = types[extname(file.path).toLowerCase()] ?? "application/octet-stream";
  response.writeHead(200, { ...headers(file.path, type), "content-length": file.size });
  if (request.method === "HEAD") return response.end();
  createReadStream(file.path)
    .on("error", () => response.destroy())
    .pipe(response);
}

/** A server for the files of `folder` on one address, with the port it got. Rejects with EADDRINUSE when the port is taken. */
function listen(folder, host, port) {
  const server = createServer((request, response) => answer(folder, request, response));
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => resolve({ server, port: server.address().port }));
  });
}

/**
 * Serves `folder` at http://localhost:`port` (0 takes a free one), to this computer only unless `host` says otherwise.
 * Rejects with code EADDRINUSE when the port is taken.
 */
export async function serve(folder, port, host = "127.0.0.1") {
  const first = await listen(folder, host, port);
  const servers = [first.server];
  // Browsers may take localhost for ::1 first; where there is no IPv6 they fall back to 127.0.0.1.
  if (host === "127.0.0.1") {
    const second = await listen(folder, "::1", first.port).catch((error) => {
      if (error.code === "EADDRINUSE") {
        first.server.close();
        throw error;
      }
      return null;
    });
    if (second) servers.push(second.server);
  }
  const close = () =>
    Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise((done) => server.close(done));
      }),
    );
  return { port: first.port, address: `http://localhost:${first.port}/`, close };
}
