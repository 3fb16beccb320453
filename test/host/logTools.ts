// Gets Debian's ripgrep and lnav for the figures beside them.
import { provideProgram } from './unpacked';

const RIPGREP = { folder: 'ripgrep', packages: ['ripgrep', 'libpcre2-8-0'], programs: { rg: 'usr/bin/rg' } };
const LNAV = {
  folder: 'lnav',
  packages: [
    'lnav',
    'libarchive13',
    'libcurl3-gnutls',
    'libncursesw6',
    'libtinfo6',
    'libpcre2-8-0',
    'libreadline8',
    'libsqlite3-0',
  ],
  programs: { lnav: 'usr/bin/lnav' },
};

/** The path of rg; null where it cannot be had. */
export function provideRipgrep(say: (line: string) => void): Promise<string | null> {
  return provideProgram('rg', RIPGREP, say);
}

/** The path of lnav; null where it cannot be had. */
export function provideLnav(say: (line: string) => void): Promise<string | null> {
  return provideProgram('lnav', LNAV, say);
}
