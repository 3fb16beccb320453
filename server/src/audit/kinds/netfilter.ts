// Packets and tables of netfilter.
import { constants, protocolName, type ConstantTable } from '../data/constants';
import type { Kind } from '../decoding';
import { decimal, hexadecimal } from '../encoded';
import { unquote } from '../fieldScan';

/** A number with a name in a table; words, as other subsystems write into fields of the same name, stay. */
function named(table: ConstantTable, unknown: (raw: string) => string): Kind {
  return {
    value: ({ raw }) => {
      const number = decimal(raw);
      return number === null ? unquote(raw) : (constants(table).get(number) ?? unknown(raw));
    },
  };
}

export const netfilterFamily = named('netfilterFamily', raw => `unknown-netfilter-protocol(${raw})`);
export const icmpType = named('icmpType', raw => `unknown-icmp-type(${raw})`);
/** linux/netfilter_bridge.h, NF_BR_BROUTING, is the one hook that IP does not have. */
export const netfilterHook = named('netfilterHook', raw => (raw === '5' ? 'BROUTING' : `unknown-hook(${raw})`));
export const netfilterAction = named('netfilterAction', raw => `unknown-action(${raw})`);

/** A protocol over IP; one without a name stays a number. */
export const ipProtocol: Kind = {
  value: ({ raw }) => {
    const number = decimal(raw);
    return (number === null ? null : protocolName(number)) ?? raw;
  },
};

/** A protocol in an Ethernet frame, in hexadecimal (linux/if_ether.h, ETH_P_*). */
export const etherType: Kind = {
  value: ({ raw }) => {
    const number = hexadecimal(raw);
    return (number === null ? undefined : constants('etherType').get(number)) ?? raw;
  },
};
