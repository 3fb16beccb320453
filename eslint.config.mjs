// Lint rules of the house; the last blocks enforce the boundary of the pure rooms (ARCHITECTURE.md).
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';

const EDITOR = {
  group: ['vscode', 'vscode-languageserver*'],
  message: 'The pure rooms know no editor: return data, let features/ turn it into LSP types.',
};
const MACHINE = {
  group: ['node:*'],
  message: 'The pure rooms reach files, git and wasm only through Host.',
};
/** Named whole: as patterns they would forbid our own files of that name too. */
const BUILTIN = builtinModules.map(name => ({ name, message: MACHINE.message }));
const FACES = {
  group: [
    '**/features/*',
    '**/services/*',
    '**/commandLine/*',
    '**/server',
    '**/node',
    '**/nodeHost',
    '**/cli',
    '**/protocol',
    '**/traceProtocol',
    '**/sliceProtocol',
  ],
  message: 'Data walks one way: the pure rooms come before the faces.',
};
const WORDS = {
  group: ['**/render/*', '!**/render/messages'],
  message: 'Words come last: return a message and let render/ say it.',
};
const PURE_ROOMS = [
  'reading',
  'log',
  'audit',
  'auditRules',
  'daemon',
  'pasted',
  'golang',
  'source',
  'abi',
  'containers',
  'verdict',
  'findings',
  'filter',
  'pins',
  'casefile',
  'report',
  'render',
];

export default tseslint.config(
  { ignores: ['dist/', '.vscode-test/', 'test/output/', 'client/media/cases/'] },
  ...tseslint.configs.strict,
  ...tseslint.configs.stylistic,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // The promises of node:test's describe and it are awaited by the runner itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', name: ['describe', 'it', 'test'], package: 'node:test' }] },
      ],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: PURE_ROOMS.map(room => `server/src/${room}/**/*.{ts,mjs}`),
    rules: { 'no-restricted-imports': ['error', { paths: BUILTIN, patterns: [EDITOR, MACHINE, FACES] }] },
  },
  {
    files: PURE_ROOMS.filter(room => room !== 'render').map(room => `server/src/${room}/**/*.{ts,mjs}`),
    rules: { 'no-restricted-imports': ['error', { paths: BUILTIN, patterns: [EDITOR, MACHINE, FACES, WORDS] }] },
  },
);
