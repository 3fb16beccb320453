// What dockerd writes of its HTTP API at debug level: form data and calls (moby api/server/middleware/debug.go).

const FORM_DATA = 'form data: ';
/** JSON that is nested deeper is none of Docker's; recursive readers of it (JSON.stringify) would overflow the stack. */
const MAX_DEPTH = 100;

/** The JSON of a message `form data: {...}`; null where it is none, was cut or is nested without end. */
export function parseFormData(msg: string): unknown {
  return msg.startsWith(`${FORM_DATA}{`) ? parseJson(msg.slice(FORM_DATA.length)) : null;
}

/** The command of an exec asked for, from its form data: the words of `Cmd` joined by blanks; null where the form is another. */
export function execCommand(msg: string): string | null {
  const form = parseFormData(msg);
  if (typeof form !== 'object' || form === null || !('Cmd' in form) || !('AttachStdin' in form) || 'Image' in form) {
    return null;
  }
  const { Cmd: words } = form;
  return Array.isArray(words) && words.every(word => typeof word === 'string') ? words.join(' ') : null;
}

/** A call with its query, percent-encoding resolved; `query` values that are JSON are parsed. */
export interface ApiCall {
  readonly method: string;
  readonly path: string;
  readonly query: readonly { readonly name: string; readonly value: string; readonly json: unknown }[];
}

/** Reads `Calling GET /v1.38/containers/json?all=1&filters=%7B...`; null for anything else. */
export function parseApiCall(msg: string): ApiCall | null {
  const match = /^Calling ([A-Z]+) (\/[^\s?]*)(?:\?(\S*))?$/.exec(msg);
  if (!match) {
    return null;
  }
  const query = [...new URLSearchParams(match[3] ?? '')].map(([name, value]) => ({
    name,
    value,
    json: parseJson(value),
  }));
  return { method: match[1] ?? '', path: match[2] ?? '', query };
}

/** An object or array written as JSON; null for anything else and for one that is nested deeper than MAX_DEPTH. */
function parseJson(value: string): unknown {
  if (!/^[{[]/.test(value)) {
    return null;
  }
  try {
    const json = JSON.parse(value) as unknown;
    return isWithinDepth(json, MAX_DEPTH) ? json : null;
  } catch {
    return null;
  }
}

function isWithinDepth(json: unknown, depth: number): boolean {
  if (typeof json !== 'object' || json === null) {
    return true;
  }
  return depth > 0 && Object.values(json).every(value => isWithinDepth(value, depth - 1));
}
