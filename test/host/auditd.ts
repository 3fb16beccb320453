// Gets Debian's ausearch for the tests and figures that compare with it.
import path from 'node:path';
import { DOWNLOADS } from './paths';
import { provideProgram } from './unpacked';

/** Where the package is unpacked; its programs stand in bin/. */
export const AUDITD = path.join(DOWNLOADS, 'auditd');
/** The package, and the libraries of its own that ausearch loads. */
const PACKAGE = {
  folder: 'auditd',
  packages: ['auditd', 'libauparse0', 'libaudit1', 'libcap-ng0'],
  programs: { ausearch: 'sbin/ausearch', ausyscall: 'usr/bin/ausyscall' },
};

/**
 * The path of ausearch; null where it cannot be had: the tests that need it are skipped then and say so. The package is not
 * installed: that would start its daemon.
 * @param say takes progress lines
 */
export function provideAusearch(say: (line: string) => void): Promise<string | null> {
  return provideProgram('ausearch', PACKAGE, say);
}
