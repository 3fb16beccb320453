// What is said of the kernel's reports: the bits of a page fault, the codes of GPUs, the numbers of the OOM killer.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeReport } from '../../../server/src/kernel/describe';
import { readKernelReport } from '../../../server/src/kernel/rows';
import { XIDS } from '../../../server/src/kernel/xids';
import { text } from '../../../server/src/render/text';

function described(line: string): string[] {
  const report = readKernelReport(line);
  assert.ok(report, line);
  const { sentence, details } = describeReport(report, null);
  return [sentence, ...details].map(text);
}

/** The error code in hexadecimal, as it is printed, and what its bits mean (arch/x86/include/asm/trap_pf.h). */
const FAULTS: readonly (readonly [error: string, meaning: readonly string[]])[] = [
  ['0', ['no page', 'read', 'kernel tried']],
  ['4', ['no page', 'read', 'user mode']],
  ['6', ['no page', 'written', 'user mode']],
  ['7', ['protection forbids', 'written', 'user mode']],
  ['14', ['no page', 'read', 'user mode', 'instruction']],
  ['15', ['protection forbids', 'read', 'user mode', 'instruction']],
  ['25', ['protection forbids', 'read', 'user mode', 'protection key']],
  ['8007', ['protection forbids', 'written', 'user mode', 'SGX']],
];

describe('a segfault', () => {
  for (const [error, meaning] of FAULTS) {
    it(`with error ${error} tells what was tried: ${meaning.join(', ')}`, () => {
      const [sentence, ...details] = described(`a[7]: segfault at 10 ip 0040 sp 7f00 error ${error} in libc.so.6[1+1]`);
      assert.match(sentence ?? '', /a \(pid 7\) .* 0x10.* libc\.so\.6/);
      assert.equal(details.length, meaning.length);
      meaning.forEach((words, index) => {
        assert.ok(details[index]?.includes(words), `${String(details[index])} is not ${words}`);
      });
    });
  }
});

describe('an Xid', () => {
  it("tells the meaning that NVIDIA gives it, and the driver's name for it", () => {
    assert.deepEqual(described('NVRM: Xid (PCI:0000:3b:00): 79, pid=7, name=python, GPU has fallen off the bus.'), [
      'Xid 79 of the GPU at 0000:3b:00: GPU has fallen off the bus',
      'name in the driver: ROBUST_CHANNEL_GPU_HAS_FALLEN_OFF_THE_BUS',
      'while python (pid 7) used it',
      'the driver: GPU has fallen off the bus.',
    ]);
  });

  it('that is not in the table is not given a meaning', () => {
    assert.ok(!XIDS.has(999));
    assert.match(described('NVRM: Xid (PCI:0000:3b:00): 999, x')[0] ?? '', /no meaning/);
  });
});
