// A small static server for the built page: `node scripts/serve.mjs [--port N] [--host H]`.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { parseArgs } from "node:util";
import { servedPolicy } from "./csp.mjs";
import { isMain, root } from "./run.mjs";

const firstPort = 4173;
const portsTriedMax = 50;

/** @type {Record<string, string>} */
const mimeTypes = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
};

/**
 * The file that a request's path names inside `folder`, or undefined if it names none there.
 * @param {string} folder
 * @param {string} requestPath
 */
async function fileFor(folder, requestPath) {
  let path;
  try {
    path = decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
  if (path.includes("\0") || path.includes("\\")) return undefined;
  const file = resolve(folder, `.${path.endsWith("/") ? `${path}index.html` : path}`);
  if (!file.startsWith(folder + sep)) return undefined;
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? { file, bytes: found.size } : undefined;
}

/**
 * A server of the files in `folder`, not yet listening.
 * @param {string} [folder]
 */
export function createFileServer(folder = join(root, "dist")) {
  const base = resolve(folder);
  return createServer(async (request, response) => {
    response.setHeader("Content-Security-Policy", servedPolicy);
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    // Not `new URL`: it would resolve "..", and what is served must not depend on that.
    const path = (request.url ?? "/").split(/[?#]/, 1)[0] ?? "/";
    const found = path.startsWith("/") ? await fileFor(base, path) : undefined;
    if (found === undefined) {
      response.writeHead(404, { "Content-Type": "text/plain; charset=utf-8" }).end("Not found\n");
      return;
    }
    // The names of the files in assets/ hold a hash of their content.
    const hashed = found.file.startsWith(join(base, "assets") + sep);
    response.writeHead(200, {
      "Content-Type": mimeTypes[extname(found.file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": found.bytes,
      "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
    });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(found.file)
        .on("error", () => response.destroy())
        .pipe(response);
  });
}

/**
 * Listens on `port`, or on the first free port from 4173 if none is asked for; resolves with the port.
 * @param {import("node:http").Server} server
 * @param {{ port?: number, host?: string }} [options]
 * @returns {Promise<number>}
 */
export async function listen(server, { port, host = "127.0.0.1" } = {}) {
  const ports = port === undefined ? Array.from({ length: portsTriedMax }, (_, i) => firstPort + i) : [port];
  for (const candidate of ports) {
    const error = await new Promise((done) => {
      server.once("error", done);
      server.listen(candidate, host, () => {
        server.off("error", done);
        done(undefined);
      });
    });
    if (error === undefined) {
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : candidate;
    }
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EADDRINUSE" || candidate === ports.at(-1)) throw error;
  }
  throw new Error("no port to listen on");
}

/** The port and host asked for by `--port`, `--host`, PORT and HOST. */
export function addressFromArguments() {
  const { values } = parseArgs({ options: { port: { type: "string" }, host: { type: "string" } } });
  const text = values.port ?? process.env.PORT;
  const port = text === undefined || text === "" ? undefined : Number(text);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port <= 65535)) {
    throw new Error(`"${text}" is no port: give a whole number from 0 to 65535.`);
  }
  return { port, host: values.host ?? process.env.HOST };
}

/** Serves the built page and says where, until interrupted. */
export async function serveBuild() {
  try {
    const address = addressFromArguments();
    const port = await listen(createFileServer(), address);
    console.log(`Doorbuster is at http://localhost:${port}/`);
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
    console.error(code === "EADDRINUSE" ? "That port is taken: choose another with --port." : message);
    process.exitCode = 1;
  }
}

if (isMain(import.meta.url)) await serveBuild();
