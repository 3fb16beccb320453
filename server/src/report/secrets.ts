// What opens something, as it stands in text: the patterns of redaction for passwords, tokens and credentials.

/** Words in keys whose value opens something, and keys that are no other. */
const SECRET_WORDS =
  'password|passwd|passphrase|pgpass|secret|token|apikey|api_key|api-key|accesskey|access_key|access-key|privatekey|private_key|private-key|credential|signature|registry-auth|authorization';
const SECRET_KEY = String.raw`[\w.-]*(?:${anyCase(SECRET_WORDS)})[\w.-]*|${anyCase('sig|pwd|pass')}`;
/** The key and what stands between it and the value: PASSWORD=, "token": (escaped in JSON too), --password and a blank. */
const BEFORE = String.raw`(?:(?<![A-Za-z0-9])(?:${SECRET_KEY})(?:\\*["'])?\s{0,2}[=:]\s{0,2}|--(?:${SECRET_KEY})[ \0])`;
/** Schemes of HTTP whose credentials are one word (RFC 6750, RFC 7617, RFC 4559); the values of others run on. */
const ONE_WORD_SCHEME = `(?:${anyCase('bearer|basic|token|negotiate|apikey')}) `;

/** Each in a group of its own name, what is more exact before what is less. */
export const SECRETS = [
  // In a list of arguments, parted by NUL, the whole of one, blanks too; behind -c a shell's command line follows.
  String.raw`(?<=(?<!-c)\0-{0,2}(?:${SECRET_KEY})=|\0--(?:${SECRET_KEY})\0(?!-))(?<word>[^\0]+)`,
  // All to the same quote, with as many backslashes: where the quote closes a text that ends in a key, no value follows.
  String.raw`(?<=${BEFORE}(?<open>\\*["']))(?!\s|[,}\])]*(?:\s|$|\\*["']))(?<quoted>(?:(?!(?<!\\)\k<open>)[^\0])+)`,
  // Digest username="x", response="y": the quotes are the value's own.
  String.raw`(?<=${anyCase('authorization')}\s{0,2}[=:]\s{0,2})(?!${ONE_WORD_SCHEME}|\[|\s)(?<rest>(?:\w+=\\*"[^"\0]*"|[^\0\r\n"'\\])+)`,
  // A comma or a bracket belongs to the value but where the value can have ended.
  String.raw`(?<=${BEFORE}\[?(?:${ONE_WORD_SCHEME})?)(?!\[?${ONE_WORD_SCHEME}|--)(?<secret>(?:[^\s"'\\,;&}\]\0]|[,;&}\]](?!$|[\s\\"',;&}\]\0]|[\w.-]+\\*["']?[=:]))+)`,
  // The clients of MySQL take a password behind -p without a blank.
  String.raw`(?<=^(?:mysql|mariadb)[\w-]*\0(?:[^\0]*\0)*-p|\b(?:sshpass|(?:docker|podman|nerdctl)[ \0]login)[ \0](?:[^\r\n]*[ \0])?-p[ \0]?)(?<argument>[^\s\0"'-][^\s\0"']*)`,
  // curl -u USER:PASSWORD, in quotes or without.
  String.raw`(?<=\bcurl[ \0](?:[^\r\n]*[ \0])?-(?:[A-Za-z]*[uU][ \0]|[uU]|-(?:proxy-)?user[ =\0])["']?)(?<curlUser>[^\s"'\\:\0-][^\s"'\\:\0]*)(?::(?<curlPassword>(?<=\0\k<curlUser>:)[^\0]*|(?<=["']\k<curlUser>:)[^"'\0]*|[^\s"'\0]*))?`,
  // JSON Web Tokens (RFC 7519): the first part begins with {" in base64.
  String.raw`(?<token>\beyJ[\w-]{8,}(?:\.[\w-]+){0,2}={0,2})`,
  // Tokens of GitHub, GitLab, AWS and Slack, by what their makers begin them with.
  String.raw`(?<vendor>(?<![A-Za-z0-9])(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|A[KS]IA[0-9A-Z]{16}|xox[abprs]-[\w-]{10,}))`,
];

/** A pattern of words in small or capital letters. */
export function anyCase(words: string): string {
  return words.replace(/[a-z]/g, letter => `[${letter}${letter.toUpperCase()}]`);
}
