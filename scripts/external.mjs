// Packages that the bundle leaves out: libsql loads a native library from its own package.
export const EXTERNAL = ['libsql'];
