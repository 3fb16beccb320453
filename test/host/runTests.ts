// Runs one suite in a VS Code, in a process of its own so that all of it can be ended as one group.
import { runTests } from '@vscode/test-electron';
import type { TestOptions } from '@vscode/test-electron';

// The whole group is told to end: this process stays until VS Code has ended.
process.on('SIGTERM', () => undefined);

const options = JSON.parse(process.argv[2] ?? '{}') as TestOptions;
runTests(options).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(String(error));
    process.exit(1);
  },
);
