// Texts: as they stand, quoted, or in hexadecimal because of what they hold.
import { message, type Message } from '../../message';
import type { Kind } from '../decoding';
import { decodedBytes, decodeText, isHex, textOf, type DecodedText } from '../encoded';
import { unquote } from '../fieldScan';

/** kernel/auditsc.c: a command line is kept up to this many bytes. */
export const MAX_PROCTITLE_AUDIT_LEN = 128;
/** include/linux/sched.h TASK_COMM_LEN is 16 with the NUL at the end. */
const LONGEST_COMM = 15;

/** As it stands, without its quotes. */
export const plain: Kind = { verbatim: 'always', value: ({ raw }) => unquote(raw) };

function oddNote(text: DecodedText): Message | null {
  return text.odd ? message('audit.note.odd') : null;
}

function hintOf(text: DecodedText, value: string): string | null {
  return text.form === 'hex' ? value : null;
}

/** A text that is quoted, or in hex because of what it holds. */
export const text: Kind = {
  verbatim: 'quoted',
  hex: { nul: null },
  value: ({ raw }) => textOf(raw),
  explain: ({ raw }, value) => {
    const decoded = decodeText(raw);
    return { note: oddNote(decoded), hint: hintOf(decoded, value) };
  },
};

/** unix(7): an abstract name begins with a NUL, which ausearch leaves out. Names of files hold none. */
function isAbstract(text: string): boolean {
  return text.charCodeAt(0) === 0 && text.length > 1;
}

/** The name of a file, or of a socket that is none. */
export const path: Kind = {
  verbatim: 'quoted',
  hex: { nul: null },
  value: ({ raw }) => {
    const decoded = textOf(raw);
    return isAbstract(decoded) ? decoded.slice(1) : decoded;
  },
  explain: ({ raw }, value) => {
    const decoded = decodeText(raw);
    const meaning = isAbstract(decoded.text) ? message('audit.path.abstract') : null;
    return { meaning, note: oddNote(decoded), hint: hintOf(decoded, value) };
  },
};

export const commandName: Kind = {
  verbatim: 'quoted',
  hex: { nul: null },
  value: text.value,
  explain: ({ raw }, value) => {
    const decoded = decodeText(raw);
    const full = value.length <= LONGEST_COMM && decodedBytes(raw) === LONGEST_COMM && decoded.form !== 'bare';
    const note = oddNote(decoded) ?? (full ? message('audit.note.comm') : null);
    return { note, hint: hintOf(decoded, value) };
  },
};

/** The keys of a rule are joined by 0x01; ausearch prints them as `key=a key=b`. */
export const key: Kind = {
  verbatim: 'quoted',
  hex: { nul: null },
  value: ({ raw }) => {
    const decoded = textOf(raw);
    return decoded.includes('\u0001') ? decoded.split('\u0001').join(' key=') : decoded;
  },
  explain: ({ raw }, value) => {
    const decoded = decodeText(raw);
    const meaning = raw === '(null)' ? message('audit.key.none') : null;
    return { meaning, note: oddNote(decoded), hint: hintOf(decoded, value) };
  },
};

/** A command line: its arguments end in NUL, shown as blanks. */
export const commandLine: Kind = {
  verbatim: 'quoted',
  hex: { nul: ' ' },
  value: ({ raw }) => {
    const decoded = textOf(raw);
    return decoded.includes('\u0000') ? decoded.replaceAll('\u0000', ' ') : decoded;
  },
  explain: ({ raw }, value) => {
    const decoded = decodeText(raw);
    const bytes = decoded.form === 'bare' ? 0 : decodedBytes(raw);
    const full = bytes >= MAX_PROCTITLE_AUDIT_LEN;
    const note = oddNote(decoded) ?? (full ? message('audit.note.proctitle', { bytes }) : null);
    return { note, hint: hintOf(decoded, value) };
  },
};

/** True where the kernel or the log may have cut this proctitle. */
export function isCutCommandLine(raw: string): boolean {
  const open = raw.startsWith('"') && !(raw.length > 1 && raw.endsWith('"'));
  return decodeText(raw).odd || open || decodedBytes(raw) >= MAX_PROCTITLE_AUDIT_LEN;
}

/**
 * acct=, which old programs wrote bare: it is encoded only where it is quoted or in hex. All that encode write
 * upper-case digits (libaudit's audit_encode_value, the kernel's audit_log_n_hex), so `deed` is a name.
 */
export const accountName: Kind = {
  verbatim: 'quoted',
  value: ({ raw }) => (/[a-f]/.test(raw) && isHex(raw) ? raw : textOf(raw)),
};

/**
 * A field whose name is up to the program (TRUSTED_APP): text where the value is quoted, or where it is hex, not a number,
 * and stands for what can be read.
 */
export const guessed: Kind = {
  verbatim: 'quoted',
  value: ({ raw }) => {
    if (raw.startsWith('"')) return unquote(raw);
    if (raw.length % 2 === 1 || !/[A-F]/.test(raw) || !isHex(raw)) return raw;
    const decoded = textOf(raw);
    return /[\u0000-\u001f\u007f-\u009f\\]/.test(decoded) ? raw : decoded;
  },
};
