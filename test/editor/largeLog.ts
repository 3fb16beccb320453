// A log that VS Code hands over to no extension, made in a folder of its own.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';

/** The container whose lines the log has among others, and how many of its execs. */
export const CONTAINER = '18b2fe723696358fb06317c427ab72777f430f074c8473612fad0fc99cbcb226';
export const EXECS = 20;
export const FRAME = 'github.com/containerd/containerd/runtime/v1/linux/proc.(*execProcess).pidv(...)';

/** Every so many lines something is said of the container. */
const EVERY = 50_000;
const FILLER =
  'type=SYSCALL msg=audit(1582099207.232:3369619): arch=c000003e syscall=62 success=yes exit=0 a0=49a0 a1=9';

/** Writes at least so many bytes: records of the kernel's audit log, lines of dockerd, a panic at the end. Returns the path. */
export async function writeLargeLog(folder: string, bytes: number, name = 'messages'): Promise<string> {
  const file = path.join(folder, name);
  const out = createWriteStream(file);
  let written = 0;
  for (let line = 0; written < bytes;) {
    let block = '';
    for (const end = line + EVERY; line < end; line++) {
      const time = new Date(Date.UTC(2020, 1, 25, 14) + line).toISOString().replace('Z', '000000Z');
      block += `Feb 25 14:07:13 gpu-1 dockerd[7]: time="${time}" level=debug msg="Calling GET /containers/${String(line)}/json"\n`;
    }
    block += `Feb 25 14:07:13 gpu-1 dockerd[7]: time="2020-02-25T14:07:13.000000000Z" level=error msg="stream copy error" container=${CONTAINER}\n`;
    line++;
    block += `Feb 25 14:07:13 gpu-1 audispd: ${FILLER}\n`;
    line++;
    written += block.length;
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end(PANIC);
  await once(out, 'finish');
  return file;
}

const PANIC = [
  'Feb 25 14:07:14 gpu-1 containerd[9]: panic: runtime error: invalid memory address or nil pointer dereference',
  'Feb 25 14:07:14 gpu-1 containerd[9]: goroutine 7 [running]:',
  `Feb 25 14:07:14 gpu-1 containerd[9]: ${FRAME.replace('(...)', '(0xc42000e0c0)')}`,
  'Feb 25 14:07:14 gpu-1 containerd[9]: #011/go/src/github.com/containerd/containerd/runtime/v1/linux/proc/exec.go:83 +0x1d',
  '',
].join('\n');
