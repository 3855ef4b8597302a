import { fileURLToPath } from 'node:url';

// Packages that the bundle leaves out: libsql loads a native library from its own package.
export const EXTERNAL = ['libsql'];

// The yaml package for Node reads an environment variable at every token; the one for browsers is the same without.
export const ALIAS = {
  yaml: fileURLToPath(new URL('../node_modules/yaml/browser/index.js', import.meta.url)),
};
