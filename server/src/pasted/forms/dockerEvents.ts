// docker events as text: `TIME TYPE ACTION ID (NAME=VALUE, ...)`.
import { idOf, type LineForm } from '../form';
import type { ToldEvent } from '../model';
import { readMoment } from '../times';

/** The action of an exec has its command behind a colon: `exec_start: sh -c ls`. */
const LINE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) (container|image|network|volume|plugin|daemon|builder|service|node|secret|config) ([a-z_-]+(?:: .*?)?) ([0-9a-f]{64}|\S+)(?: \((.*)\))?$/;
/** Between attributes: a value may hold a comma and a blank. */
const ATTRIBUTE = /(?:^|, )([\w.-]{1,200})=((?:(?!, [\w.-]{1,200}=).)*)/gs;

export const dockerEvents: LineForm = {
  id: 'docker-events',
  source: 'docker/cli cli/command/system/events.go, prettyPrintEvent',
  read: (lines, line) => {
    const match = LINE.exec(lines.line(line));
    if (!match) return null;
    const [, time = '', type, action = '', target = '', written = ''] = match;
    const id = idOf(target);
    if (type !== 'container' || id === null) return { end: line + 1 };
    const event: ToldEvent = {
      by: 'docker events',
      time: readMoment(time),
      at: { line, column: 0 },
      action,
      id,
      pod: null,
      attributes: new Map([...written.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, value])),
    };
    return { events: [event], end: line + 1 };
  },
};
