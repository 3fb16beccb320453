// Reports of services, packages, virtual machines, keys and the system itself (systemd, rpm, libvirt, OpenSSH), in words.
import { message, type Message } from '../../../message';
import type { AuditRecord } from '../../record';
import type { SentenceRow } from '../sentence';
import { doerOf, resultOf, valueOf } from '../words';
import { operationOf, report, by, TOOL } from './report';

/** OpenSSH with audit patches: op=destroy kind=session fp=... direction=... */
function describeKey(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  if (operation === null) return null;
  const kind = valueOf(record, 'kind') ?? '?';
  return operation === 'destroy'
    ? report(record, 'cryptoKey.destroy', { kind })
    : report(record, 'cryptoKey', { kind, operation });
}

function describeCryptoSession(record: AuditRecord): Message | null {
  const direction = valueOf(record, 'direction');
  const cipher = valueOf(record, 'cipher');
  return direction === null || cipher === null ? null : report(record, 'cryptoSession', { direction, cipher });
}

function describeMachine(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const operation = operationOf(record);
  if (machine === null || operation === null) return null;
  if (operation === 'start') return report(record, 'virt.start', { machine });
  if (operation === 'stop') return report(record, 'virt.stop', { machine });
  return report(record, 'virt', { machine, operation });
}

function describeResource(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const resource = valueOf(record, 'resrc');
  return machine === null || resource === null ? null : report(record, 'virt.resource', { machine, resource });
}

function describeMachineLabel(record: AuditRecord): Message | null {
  const machine = valueOf(record, 'vm');
  const label = valueOf(record, 'vm-ctx');
  return machine === null || label === null ? null : report(record, 'virt.label', { machine, label });
}

function describeService(record: AuditRecord): Message | null {
  const unit = valueOf(record, 'unit');
  const worked = resultOf(record);
  if (unit === null || worked === null) return null;
  const start = record.type === 'SERVICE_START';
  if (!worked) return message(start ? 'audit.event.serviceNotStarted' : 'audit.event.serviceFailed', { unit });
  return message(start ? 'audit.event.serviceStarted' : 'audit.event.serviceStopped', { unit });
}

function describeSystem(record: AuditRecord): Message | null {
  if (record.type === 'SYSTEM_BOOT') return message('audit.event.boot');
  if (record.type === 'SYSTEM_SHUTDOWN') return message('audit.event.shutdown');
  const level = valueOf(record, 'new-level');
  const before = valueOf(record, 'old-level');
  if (level === null) return null;
  return before === null || before === 'N'
    ? message('audit.event.runlevel', { level })
    : message('audit.event.runlevelChanged', { level, before });
}

/** rpm and dnf: op=install sw="bash-5.1" sw_type=rpm */
function describeSoftware(record: AuditRecord): Message | null {
  const software = valueOf(record, 'sw');
  const operation = operationOf(record);
  if (software === null) return null;
  if (operation === 'install') return report(record, 'software.install', { software }, doerOf(record));
  if (operation === 'update') return report(record, 'software.update', { software }, doerOf(record));
  if (operation === 'remove') return report(record, 'software.remove', { software }, doerOf(record));
  return report(record, 'software', { software, operation: operation ?? '?' }, doerOf(record));
}

function describeDevice(record: AuditRecord): Message | null {
  const device = valueOf(record, 'device');
  return device === null
    ? null
    : report(record, 'device', { device, operation: operationOf(record) ?? record.type }, doerOf(record));
}

function describeSystemChange(record: AuditRecord): Message | null {
  const operation = operationOf(record);
  return operation === null ? null : report(record, 'system', { operation }, doerOf(record));
}

export const SYSTEM_REPORTS: readonly SentenceRow[] = [
  {
    types: ['CRYPTO_KEY_USER'],
    describe: describeKey,
    samples: [
      [
        'sshd (pid 7) destroyed a cryptographic key (session)',
        `CRYPTO_KEY_USER ${by(0, 0, 'sshd', 'op=destroy kind=session fp=? direction=both spid=8 suid=0 rport=5 laddr=10.0.0.1 lport=22')}`,
      ],
      [
        'sshd (pid 7) used a cryptographic key (server): negotiate',
        `CRYPTO_KEY_USER ${by(0, 0, 'sshd', 'op=negotiate kind=server fp=?')}`,
      ],
    ],
  },
  {
    types: ['CRYPTO_SESSION'],
    describe: describeCryptoSession,
    samples: [
      [
        'sshd (pid 7) began to encrypt a connection (from-server, aes128-gcm)',
        `CRYPTO_SESSION ${by(0, 0, 'sshd', 'op=start direction=from-server cipher=aes128-gcm ksize=128 mac=x pfs=x spid=8 suid=0 rport=5')}`,
      ],
    ],
  },
  {
    types: ['VIRT_CONTROL'],
    describe: describeMachine,
    samples: [
      [
        'libvirtd (pid 7) started the virtual machine or container web',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=start reason=booted vm="web" uuid=1 vm-pid=9')}`,
      ],
      [
        'libvirtd (pid 7) stopped the virtual machine or container web',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=stop reason=destroyed vm="web" uuid=1 vm-pid=0')}`,
      ],
      [
        'libvirtd (pid 7) acted on the virtual machine or container web: init',
        `VIRT_CONTROL ${by(0, 0, 'libvirtd', 'virt=kvm op=init vm="web"')}`,
      ],
    ],
  },
  {
    types: ['VIRT_RESOURCE'],
    describe: describeResource,
    samples: [
      [
        'libvirtd (pid 7) assigned disk to the virtual machine or container web',
        `VIRT_RESOURCE ${by(0, 0, 'libvirtd', 'virt=kvm resrc=disk reason=start vm="web" old-disk="?" new-disk="/d"')}`,
      ],
    ],
  },
  {
    types: ['VIRT_MACHINE_ID'],
    describe: describeMachineLabel,
    samples: [
      [
        'libvirtd (pid 7) gave the virtual machine or container web the label s0:c1',
        `VIRT_MACHINE_ID ${by(0, 0, 'libvirtd', 'virt=kvm vm="web" uuid=1 vm-ctx=s0:c1 img-ctx=s0:c1 model=selinux')}`,
      ],
    ],
  },
  {
    types: ['SERVICE_START', 'SERVICE_STOP'],
    describe: describeService,
    samples: [
      ['service docker started', `SERVICE_START pid=1 msg='unit=docker comm="systemd" res=success'`],
      ['service docker failed to start', `SERVICE_START pid=1 msg='unit=docker comm="systemd" res=failed'`],
      ['service docker stopped', `SERVICE_STOP pid=1 msg='unit=docker comm="systemd" res=success'`],
      ['service docker stopped in a failed state', `SERVICE_STOP pid=1 msg='unit=docker comm="systemd" res=failed'`],
    ],
  },
  {
    types: ['SYSTEM_BOOT', 'SYSTEM_SHUTDOWN', 'SYSTEM_RUNLEVEL'],
    describe: describeSystem,
    samples: [
      ['the system booted', `SYSTEM_BOOT pid=9 uid=0 msg=' comm="systemd-update-utmp" exe="/x" res=success'`],
      [
        'the system is shutting down',
        `SYSTEM_SHUTDOWN pid=9 uid=0 msg=' comm="systemd-update-utmp" exe="/x" res=success'`,
      ],
      [
        'the system reached run level 5',
        `SYSTEM_RUNLEVEL pid=9 uid=0 msg='old-level=N new-level=5 comm="x" res=success'`,
      ],
      [
        'the system went from run level 3 to run level 5',
        `SYSTEM_RUNLEVEL pid=9 uid=0 msg='old-level=3 new-level=5 comm="x" res=success'`,
      ],
    ],
  },
  {
    types: ['SOFTWARE_UPDATE'],
    describe: describeSoftware,
    samples: [
      [
        `${TOOL} installed bash-5.1`,
        `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=install sw="bash-5.1" sw_type=rpm key_enforce=0 gpg_res=1 root_dir="/"')}`,
      ],
      [`${TOOL} updated bash-5.1`, `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=update sw="bash-5.1" sw_type=rpm')}`],
      [`${TOOL} removed bash-5.1`, `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=remove sw="bash-5.1" sw_type=rpm')}`],
      [
        `${TOOL} changed the package bash-5.1: verify`,
        `SOFTWARE_UPDATE ${by(0, 1000, 'tool', 'op=verify sw="bash-5.1" sw_type=rpm')}`,
      ],
    ],
  },
  {
    types: ['USER_DEVICE'],
    describe: describeDevice,
    samples: [
      [
        'usbguard-daemon (pid 7) acted on the device /devices/usb1: discovered-device',
        `USER_DEVICE ${by(0, 4294967295, 'usbguard-daemon', 'op="discovered-device" device="/devices/usb1" target="allow"')}`,
      ],
    ],
  },
  {
    types: ['USYS_CONFIG'],
    describe: describeSystemChange,
    samples: [
      [
        `${TOOL} changed the configuration of the system: change-system-time`,
        `USYS_CONFIG ${by(0, 1000, 'tool', 'op=change-system-time')}`,
      ],
    ],
  },
];
