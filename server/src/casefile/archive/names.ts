// What names tell of packed files and archives, and which names of members are taken.

/** The endings of files that are packed by themselves. */
const PACKED = /\.(?:gz|xz|zst|bz2)$/i;
/** Those of archives, packed or not. */
const ARCHIVE = /\.(?:tar(?:\.(?:gz|xz|zst|bz2))?|tgz|txz|tzst|tbz2?|zip)$/i;

/** The ending of a name that says that its file is packed; '' where it has none. */
export function packedEnding(name: string): string {
  return PACKED.exec(name)?.[0] ?? '';
}

/** Whether a name says that its file is an archive. */
export function isArchiveName(name: string): boolean {
  return ARCHIVE.test(name);
}

/** Whether a path leads into what is called an archive. */
export function isInArchive(path: string): boolean {
  return path.split(/[\\/]/).slice(0, -1).some(isArchiveName);
}

/** The name of an archive without what says that it is one. */
export function archiveStem(name: string): string {
  return name.replace(ARCHIVE, '');
}

/**
 * The path of a member within its archive, with `/` between its parts; null for one that would lead out of it, or that no
 * file can have. What is absolute is taken as tar(1) takes it: from the archive's top. '' is the top itself.
 */
export function memberName(raw: string): string | null {
  if (raw.includes('\0')) return null;
  const parts = raw.split('/').filter(part => part !== '' && part !== '.');
  return parts.includes('..') ? null : parts.join('/');
}

/** Where a link of a member leads to, as memberName gives it; null where that is out of the archive. */
export function linkTarget(member: string, target: string): string | null {
  const parts = target.startsWith('/') ? [] : member.split('/').slice(0, -1);
  for (const part of target.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return null;
  }
  return parts.join('/');
}
