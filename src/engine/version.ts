/** Raised whenever the same document and seed may give another digest. */
export const ENGINE_VERSION = "2";
