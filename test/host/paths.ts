// The places in the repository that the test hosts share.
import path from 'node:path';

/** The root of the repository, which is the extension's folder. */
export const ROOT = path.resolve(__dirname, '../..');

/** Downloads and bundled tests; ignored by git and kept between runs. */
export const DOWNLOADS = path.join(ROOT, '.vscode-test');

/** The bundled tests of the extension host, one folder a suite (esbuild.mjs --tests). */
export const BUNDLED_TESTS = path.join(DOWNLOADS, 'out');

/** The case that ships with the extension. */
export const BUNDLED_CASE = path.join(ROOT, 'client/media/cases/exec-panic-137');

/** Where `npm run package` puts the package. */
export const VSIX = path.join(ROOT, 'dist/nodelog.vsix');

/** The arguments with which node runs a TypeScript file, from whatever folder. */
export const TSX = ['--import', path.join(ROOT, 'node_modules/tsx/dist/loader.mjs')];
