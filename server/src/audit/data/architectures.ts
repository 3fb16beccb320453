// Architectures as arch= names them (AUDIT_ARCH_* of linux/audit.h), and what they are.
import { message, type Message } from '../../message';
import { ARCHITECTURE_NAMES } from './architectureTable';

/** libaudit's word for AUDIT_ARCH_ARM, little end though it is: what auditctl takes and ausearch prints (lib/machinetab.h). */
const ARM_OF_AUDIT = 'armeb';

/** The name of a token such as c000003e (hexadecimal, either case); null for one that the kernel does not know. */
export function architectureName(token: string): string | null {
  const key = token.toLowerCase();
  if (!Object.hasOwn(ARCHITECTURE_NAMES, key)) return null;
  const name = ARCHITECTURE_NAMES[key] ?? null;
  return name === 'arm' ? ARM_OF_AUDIT : name;
}

/** "x86_64 (64-bit Intel/AMD)"; null where the name says it all. */
export function architectureMeaning(name: string): Message | null {
  return Object.hasOwn(MEANINGS, name) ? (MEANINGS[name] ?? null) : null;
}

const MEANINGS: Readonly<Record<string, Message>> = {
  x86_64: message('audit.arch.x86_64'),
  i386: message('audit.arch.i386'),
  aarch64: message('audit.arch.aarch64'),
  armeb: message('audit.arch.arm'),
  ppc64: message('audit.arch.ppc64'),
  ppc64le: message('audit.arch.ppc64le'),
  s390x: message('audit.arch.s390x'),
  riscv64: message('audit.arch.riscv64'),
  loongarch64: message('audit.arch.loongarch64'),
};
