// Says from a document's beginning whether it is one of ours, so that the client can switch its language.
import { detectLanguage as request } from '../protocol';
import { detectLog } from '../reading/detect';
import type { Feature } from './feature';

export const detectLanguage: Feature = {
  capabilities: {},
  register({ connection }) {
    connection.onRequest(request, ({ head }) => {
      const kind = detectLog(head);
      return kind && (kind === 'audit' ? 'nodelog-audit' : 'nodelog-daemon');
    });
  },
};
