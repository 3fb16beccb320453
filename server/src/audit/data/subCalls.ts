// The two calls that are many: socketcall(2) and ipc(2) of i386, s390, ppc and arm say with their first argument which.
import { constants } from './constants';

/** The call that `number`, the first argument of `call`, stands for: bind of socketcall; null for other calls and numbers. */
export function subCallName(call: string, number: number): string | null {
  if (call === 'socketcall') return constants('socketCall').get(number) ?? null;
  // The upper half holds a version (ipc(2), include/uapi/linux/ipc.h IPCCALL)
  return call === 'ipc' ? (constants('ipcCall').get(number & 0xffff) ?? null) : null;
}
