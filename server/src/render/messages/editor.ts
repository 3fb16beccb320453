// What features of the editor say beside the log: the outline, lists that were cut, what is marked.

export const editorMessages = {
  'audit.outline.records': '{time} · {count} {count|record|records}',
  'audit.references.cut': '{shown} of {total} places are listed: those nearest in time',
  'finding.anomaly': '{type}: {what}',
  'finding.audit-backlog': 'The kernel had more audit records waiting than its backlog limit allows: some are lost',
  'finding.audit-dropped': 'The kernel has lost audit records: {reason}',
  'finding.audit-lost':
    'The kernel has lost {count} audit records since it booted or since the count was reset (rate limit {rate}, backlog limit {backlog})',
  'finding.audit-not-printed':
    'The kernel left out {count} {count|line|lines} with audit records here: where auditd was not running, they are in no log',
  'finding.audit-rate': 'The kernel had more audit records in a second than its rate limit allows: some are lost',
  'finding.auditd-error': 'auditd tells of an error ({op}): records may be missing from here on',
  'finding.auditd-trouble': 'auditd did not write all records: {reason}',
  'finding.container-death': 'Container {container}: {claim}',
  'finding.killed-init.ambiguous':
    '{signal}, possibly to the init of one of {count} containers whose ids begin with {digits}',
  'finding.killed-init.by-pid': '{signal}, likely to the init of container {container}, which had pid {pid}',
  'finding.killed-init.certain': '{signal} to the init of container {container}, by {runtime} {subcommand}',
  'finding.killed-init.command': 'The command line with which the sender was started',
  'finding.killed-init.likely': '{signal}, likely to the init of container {container}, by {runtime} {subcommand}',
  'finding.killed-init.line': 'The line nearest in time that names container {container}',
  'finding.more': '{count} more of this kind in this document are not marked',
  'finding.serial':
    'The audit event with serial {first} is missing: it may be lost, or stand in another file, such as the log of the kernel',
  'finding.serial-before': 'The last event before the gap',
  'finding.serials':
    '{count} audit events, serials {first} to {last}, are missing: they may be lost, or stand in another file, such as the log of the kernel',
  'page.event': 'What happened',
  'page.pin': 'pin',
  'page.not-read': 'Not read, or not whole: {files}. What stands there is missing here.',
  'page.not-read-more': '{files} and {count} more',
  'page.why.title': 'Why did {container} die?',
  'page.no-container': 'The case knows this container no more.',
  'page.no-case': 'The case is no longer open.',
  'page.time': 'Time ({zone})',
  'page.timelines.cut': '{count} earlier events are not shown.',
  'page.timelines.title': 'Timelines side by side',
  'symbol.exec': 'exec {exec} {command}',
} as const;
