// The forms of version facts that stand on one line, one row each with its samples.

/** What a line says of a program; values as written. */
export interface StatedVersion {
  readonly program: string;
  readonly version: string | null;
  readonly commit: string | null;
}

interface VersionForm {
  readonly id: string;
  /** What the line holds; for the output of a command, what it begins with. */
  readonly mark: string;
  readonly parse: (text: string) => StatedVersion | null;
  readonly samples: readonly (readonly [text: string, stated: StatedVersion])[];
  readonly counterExamples: readonly string[];
}

/** A form that a command prints; the command typed may say whose it is. */
interface SingleLineForm extends VersionForm {
  readonly named: (command: string | null) => string | null;
}

const REVISION = '9754871865f7fe2f4e74d43e2fc7ccd237edcbce';

/** The value of a key in a logrus entry, as text or as JSON, escaped once or not; null where the entry has no such key. */
function value(text: string, key: 'revision' | 'version' | 'commit'): string | null {
  return VALUES[key].exec(text)?.[1] ?? null;
}
const VALUES = {
  revision: /[\s{,"]revision(?:=|\\?": ?)\\?"?([^\s"\\,}]{1,100})/,
  version: /[\s{,"]version(?:=|\\?": ?)\\?"?([^\s"\\,}]{1,100})/,
  commit: /[\s{,"]commit(?:=|\\?": ?)\\?"?([^\s"\\,}]{1,100})/,
};

/** What daemons log as they start. */
export const banners: readonly VersionForm[] = [
  {
    id: 'containerd',
    mark: 'starting containerd',
    parse: text => {
      const commit = value(text, 'revision');
      const version = value(text, 'version');
      if (commit === null && version === null) return null;
      return /msg(?:=|\\?": ?)\\?"starting containerd\\?"/.test(text)
        ? { program: 'containerd', version, commit }
        : null;
    },
    samples: [
      [
        'time="2026-11-23T15:43:51.259759759+08:00" level=info msg="starting containerd" revision="1.6.20~ds1-1+deb12u3" version="1.6.20~ds1"',
        { program: 'containerd', version: '1.6.20~ds1', commit: '1.6.20~ds1-1+deb12u3' },
      ],
      [
        `{"level":"info","msg":"starting containerd","revision":"${REVISION}","time":"2026-11-23T07:43:51Z","version":"1.2.2"}`,
        { program: 'containerd', version: '1.2.2', commit: REVISION },
      ],
    ],
    counterExamples: [
      'time="2026-11-23T15:43:51+08:00" level=info msg="starting containerd process" pid=4 version=2',
      'systemd[1]: starting containerd container runtime version=1',
    ],
  },
  {
    id: 'dockerd',
    mark: 'Docker daemon',
    parse: text => {
      const commit = value(text, 'commit');
      const version = value(text, 'version');
      return commit !== null && version !== null ? { program: 'dockerd', version, commit } : null;
    },
    samples: [
      [
        'time="2026-11-23T15:43:51.371659763+08:00" level=info msg="Docker daemon" commit=5d6db84 graphdriver(s)=vfs version=20.10.24+dfsg1',
        { program: 'dockerd', version: '20.10.24+dfsg1', commit: '5d6db84' },
      ],
    ],
    counterExamples: ['level=info msg="Docker daemon is ready" version=1', 'Docker daemon commit'],
  },
  {
    id: 'kubelet',
    mark: 'server.go:',
    parse: text => {
      const found = /server\.go:\d{1,6}\] (?:Version: |"Kubelet version" kubeletVersion=")(v\d[\w.+-]{1,100})"?$/.exec(
        text,
      );
      return found && { program: 'kubelet', version: found[1] ?? null, commit: null };
    },
    samples: [
      [
        'I0318 10:21:22.519925     246 server.go:440] Version: v1.20.9',
        { program: 'kubelet', version: 'v1.20.9', commit: null },
      ],
      [
        'I0318 10:21:22.519925     246 server.go:446] "Kubelet version" kubeletVersion="v1.23.5"',
        { program: 'kubelet', version: 'v1.23.5', commit: null },
      ],
    ],
    counterExamples: ['I0318 10:21:22.519925     246 server.go:440] Client version: v1.20.9'],
  },
  {
    id: 'kernel',
    mark: 'Linux version ',
    parse: text => {
      // init/version-timestamp.c, linux_banner: the release, who built it, and with what.
      const found = /^(?:\[ *\d+\.\d+\] )?Linux version (\d[\w.+~-]{1,99}) \([^\s@]+@[^\s@]+\) /.exec(text);
      return found && { program: 'kernel', version: found[1] ?? null, commit: null };
    },
    samples: [
      [
        '[    0.000000] Linux version 5.10.0-23-amd64 (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110) #1 SMP Debian 5.10.179-1 (2023-05-12)',
        { program: 'kernel', version: '5.10.0-23-amd64', commit: null },
      ],
      [
        'Linux version 3.10.0-957.el7.x86_64 (mockbuild@kbuilder.bsys.centos.org) (gcc version 4.8.5 20150623 (Red Hat 4.8.5-36) (GCC) ) #1 SMP Thu Nov 8 23:39:32 UTC 2018',
        { program: 'kernel', version: '3.10.0-957.el7.x86_64', commit: null },
      ],
    ],
    counterExamples: ['msg="Linux version 5.10.0 is needed"', 'Linux version 4.19.0-27-cloud of the image'],
  },
];

/** One-line outputs of version commands. */
export const singleLines: readonly SingleLineForm[] = [
  {
    id: 'containerd -v',
    mark: 'containerd ',
    named: () => null,
    parse: text => {
      const found = /^containerd (?:github\.com\/[\w/-]{1,60}|containerd\.io) v?(\d\S{0,99})(?: (\S{1,100}))?$/.exec(
        text,
      );
      return found && { program: 'containerd', version: found[1] ?? null, commit: found[2] ?? null };
    },
    samples: [
      [
        `containerd github.com/containerd/containerd 1.2.2 ${REVISION}`,
        { program: 'containerd', version: '1.2.2', commit: REVISION },
      ],
      [
        'containerd github.com/containerd/containerd 1.6.20~ds1 1.6.20~ds1-1+deb12u3',
        { program: 'containerd', version: '1.6.20~ds1', commit: '1.6.20~ds1-1+deb12u3' },
      ],
      [
        'containerd containerd.io 1.6.8 9cd3357b7fd7218e4aec3eae239db1f68a5a6ec6',
        { program: 'containerd', version: '1.6.8', commit: '9cd3357b7fd7218e4aec3eae239db1f68a5a6ec6' },
      ],
    ],
    counterExamples: ['containerd is running', 'containerd version: 1.2.2'],
  },
  {
    id: 'kubelet --version',
    mark: 'Kubernetes v',
    named: command => (command?.startsWith('kube') ? command : null),
    parse: text => {
      const found = /^Kubernetes (v\d\S{0,99})$/.exec(text);
      return found && { program: 'kubelet', version: found[1] ?? null, commit: null };
    },
    samples: [['Kubernetes v1.14-mlpe-20200225', { program: 'kubelet', version: 'v1.14-mlpe-20200225', commit: null }]],
    counterExamples: ['Kubernetes v1.14 is out', 'Kubernetes version'],
  },
  {
    id: 'docker -v',
    mark: 'Docker version ',
    named: command => (command === 'dockerd' ? command : null),
    parse: text => {
      const found = /^Docker version (\d[^\s,]{0,99}), build (\S{1,100})$/.exec(text);
      return found && { program: 'docker', version: found[1] ?? null, commit: found[2] ?? null };
    },
    samples: [['Docker version 18.09.2, build 6247962', { program: 'docker', version: '18.09.2', commit: '6247962' }]],
    counterExamples: ['Docker version 18.09.2'],
  },
  {
    id: 'docker info, containerd',
    mark: 'containerd version: ',
    named: () => null,
    parse: text => {
      const found = /^containerd version: ([0-9a-f]{7,40})(?: \(expected: \w{1,40}\))?$/.exec(text);
      return found && { program: 'containerd', version: null, commit: found[1] ?? null };
    },
    samples: [[`containerd version: ${REVISION}`, { program: 'containerd', version: null, commit: REVISION }]],
    counterExamples: ['containerd version: 1.2.2', 'containerd version: '],
  },
  {
    id: 'docker info, runc',
    mark: 'runc version: ',
    named: () => null,
    parse: text => {
      const found = /^runc version: (?:v\S{1,40}-g)?([0-9a-f]{7,40})(?: \(expected: \w{1,40}\))?$/.exec(text);
      return found && { program: 'runc', version: null, commit: found[1] ?? null };
    },
    samples: [
      [
        'runc version: 09c8266bf2fcf9519a651b04ae54c967b9ab86ec',
        { program: 'runc', version: null, commit: '09c8266bf2fcf9519a651b04ae54c967b9ab86ec' },
      ],
    ],
    counterExamples: ['runc version 1.0.0-rc6+dev'],
  },
  {
    id: 'uname -a',
    mark: 'Linux ',
    named: () => null,
    parse: text => {
      const found = /^Linux (?!version )[\w.-]{1,64} (\d+\.\d[\w.+~-]{0,99}) #\d/.exec(text);
      return found && { program: 'kernel', version: found[1] ?? null, commit: null };
    },
    samples: [
      [
        'Linux vm 5.10.0-23-amd64 #1 SMP Debian 5.10.179-1 (2023-05-12) x86_64 GNU/Linux',
        { program: 'kernel', version: '5.10.0-23-amd64', commit: null },
      ],
    ],
    counterExamples: ['Linux version 5.10.0-23-amd64 #1', 'Linux audit 3.0 started'],
  },
  {
    id: 'docker info, kernel',
    mark: 'Kernel Version: ',
    named: () => null,
    parse: text => {
      const found = /^Kernel Version: +(\d+\.\d[\w.+~-]{0,99})$/.exec(text);
      return found && { program: 'kernel', version: found[1] ?? null, commit: null };
    },
    samples: [['Kernel Version: 4.15.0-88-generic', { program: 'kernel', version: '4.15.0-88-generic', commit: null }]],
    counterExamples: ['Kernel Version: unknown'],
  },
];
