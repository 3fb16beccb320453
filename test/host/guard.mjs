// Runs a command and ends its process group when the pipe on stdin closes: a server never outlives who started it,
// even if that one was killed with SIGKILL. It is started as the leader of a process group of its own.
import { spawn } from 'node:child_process';

const GRACE_MS = 3000;
const [command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.on('error', error => {
  console.error(error.message);
  process.exit(127);
});
child.on('exit', killGroup);

/** What a server started is of no use without it. */
function killGroup() {
  process.kill(-process.pid, 'SIGKILL');
}

function endGroup() {
  child.kill('SIGTERM');
  setTimeout(killGroup, GRACE_MS);
}
process.on('SIGTERM', endGroup);
process.on('SIGINT', endGroup);
process.stdin.on('close', endGroup).resume();
