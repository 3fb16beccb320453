// Names that every node has: they tell nothing of whose logs these are.

/** Parts of paths, and words of Docker's API. */
const COMMON = new Set(
  `bin boot dev etc home lib lib64 libexec local log mnt opt proc root run sbin share srv sys tmp usr var cgroup memory
  systemd docker dockerd containerd kubelet runc runtime runtimes moby kubepods burstable besteffort guaranteed pods shim plugins daemon containers container exec
  start stop kill wait json create attach resize restart rename images networks volumes events info version _ping
  go src pkg mod vendor build rpmbuild BUILD cmd internal core api usr fs dev self fd null sh bash mounts io
  audit zero . ..
  audit.log messages syslog dmesg kern.log docker.sock containerd.sock log.json init.pid config.json passwd group`.split(
    /\s+/,
  ),
);
/** Programs of a distribution. */
export const SYSTEM_PROGRAM = /^\/(?:usr\/)?s?bin\/[\w.+-]+$/;

/** Names of their kind that every node has, and what is said where nothing is named; in small letters. */
const EVERYBODYS = {
  host: /^(?:localhost|\?|-|\(none\)|\(null\)|unknown|\d+)$/,
  user: /^(?:root|daemon|bin|sys|nobody|unset|\?|-|\(none\)|\(null\)|systemd-[\w-]+|unknown.*|\d+)$/,
  pod: /^(?:localhost|kube-system|kube-public|kube-node-lease|default|\d+)$/,
  image: /^(?:localhost|\d+)$/,
} as const;

/** What is named. */
export type NameKind = keyof typeof EVERYBODYS;

/** Names that are words of the logs themselves: to replace them wherever they stand would spoil every line. */
const WORDS =
  /^(?:info|error|warning|warn|debug|fatal|level|time|msg|task|name|type|node|host|user|pod|image|status|main|default|latest|library|test|init|app|web|kube-system|kube-public)$/;

/** Whether a name is everybody's where it is known to be one of that kind. */
export function isEverybodys(kind: NameKind, name: string): boolean {
  return EVERYBODYS[kind].test(name) || isId(name);
}

/** Whether a name, in small letters, is a word that logs say without meaning it. */
export function isWord(name: string): boolean {
  return name.length < 2 || WORDS.test(name) || COMMON.has(name);
}

/** Ids, whole or cut, tie things together and tell nothing else. */
export function isId(name: string): boolean {
  return /^[0-9a-f]{12,64}$/.test(name);
}

/** Whether a part of a path tells something: ids, numbers, versions and names that every node has do not. */
export function isTelling(part: string): boolean {
  const harmless =
    part === '' ||
    COMMON.has(part) ||
    /^(?:[0-9a-f]{12,64}|v?\d[\d.]*|pod[0-9a-f][0-9a-f_-]{7,35}(?:\.slice)?)$/.test(part);
  return !harmless && !/^(?:docker|containerd|runc|kube|io\.containerd|nvidia)[\w.-]*$/.test(part);
}
