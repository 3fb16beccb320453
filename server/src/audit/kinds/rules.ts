// What the audit system says of itself and of the network: lists of rules, devices that listen, who reads its events.
import { message } from '../../message';
import { constants } from '../data/constants';
import type { Kind } from '../decoding';
import { decimal } from '../encoded';

/** The list that a rule belongs to (linux/audit.h, AUDIT_FILTER_*); ausearch 3.0.9 lacks the oldest and the newest. */
export const filterList: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return number === null ? raw : (constants('filterList').get(number) ?? `unknown-list(${raw})`);
  },
};

/** IFF_PROMISC of netdevice(7), 256 or 0. */
export const promiscuity: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return number === null ? raw : number === 0 ? 'no' : 'yes';
  },
  explain: (_, value) => ({
    meaning:
      value === 'yes' ? message('audit.promiscuity.yes') : value === 'no' ? message('audit.promiscuity.no') : null,
  }),
};

/** linux/audit.h, AUDIT_NLGRP_*. */
const MULTICAST_GROUPS: ReadonlyMap<string, string> = new Map([
  ['0', 'audit-none'],
  ['1', 'audit-netlink-multicast'],
]);

export const multicastGroup: Kind = { value: ({ raw }) => MULTICAST_GROUPS.get(raw) ?? raw };
