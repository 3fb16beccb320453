// Lint rules of the house; the last block enforces the boundary of the pure rooms (ARCHITECTURE.md).
import tseslint from 'typescript-eslint';

const PURE_ROOMS = [
  'reading',
  'log',
  'audit',
  'daemon',
  'kernel',
  'golang',
  'source',
  'containers',
  'verdict',
  'casefile',
  'render',
];

export default tseslint.config(
  { ignores: ['dist/', '.vscode-test/', 'test/output/', 'client/media/cases/', 'test/fixtures/'] },
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
    files: PURE_ROOMS.map(room => `server/src/${room}/**/*.ts`),
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['vscode', 'vscode-languageserver*'],
              message: 'The pure rooms know no editor: return data, let features/ turn it into LSP types.',
            },
            {
              group: ['node:*', 'fs', 'path', 'child_process', 'os', 'zlib', 'util'],
              message: 'The pure rooms reach files, git and wasm only through Host.',
            },
            {
              group: ['**/features/*', '**/server', '**/node', '**/cli', '**/protocol'],
              message: 'Data walks one way: the pure rooms come before the faces.',
            },
          ],
        },
      ],
    },
  },
);
