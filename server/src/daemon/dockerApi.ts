// What dockerd writes of its HTTP API at debug level: form data and calls (moby api/server/middleware/debug.go).

const FORM_DATA = 'form data: ';

/** The JSON of a message `form data: {...}`; null where it is none or was cut. */
export function parseFormData(msg: string): unknown {
  if (!msg.startsWith(`${FORM_DATA}{`)) {
    return null;
  }
  try {
    return JSON.parse(msg.slice(FORM_DATA.length)) as unknown;
  } catch {
    return null;
  }
}

/** The command of an exec asked for, from its form data: `Cmd` joined by blanks; null where the form is another. */
export function execCommand(msg: string): string | null {
  const form = parseFormData(msg);
  if (typeof form !== 'object' || form === null || !('Cmd' in form) || !('AttachStdin' in form) || 'Image' in form) {
    return null;
  }
  return Array.isArray(form.Cmd) ? form.Cmd.map(String).join(' ') : null;
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

/** An object or array written as JSON; null for anything else. */
function parseJson(value: string): unknown {
  if (!/^[{[]/.test(value)) {
    return null;
  }
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return null;
  }
}
