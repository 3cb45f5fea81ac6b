/** @param {string} scripts where code may come from */
const policy = (scripts) =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    "worker-src 'self'",
    "style-src 'self'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** The Content-Security-Policy of the built page, in a meta tag in its head. */
export const pagePolicy = policy("'self'");

/**
 * What the server sends with every file. Workers obey this one only, and one of them compiles the engine's core, which is
 * the product's own code, to WebAssembly; the page may not, since it obeys both.
 */
export const servedPolicy = policy("'self' 'wasm-unsafe-eval'");
