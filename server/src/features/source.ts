// The requests behind source documents and the repository dialog.
import {
  checkRepository,
  cloneProgress,
  cloneRepository,
  lessonStepDone,
  listModules,
  locateSource,
  readSource,
} from '../protocol';
import type { Feature } from './feature';
import { inBackground } from '../services/background';
import { lineRange } from './definition';

export const source: Feature = {
  capabilities: {},
  register({ connection, sources, clones }) {
    connection.onRequest(readSource, ({ uri }) => sources.read(uri));
    connection.onRequest(locateSource, async ({ uri }) => {
      const jump = await sources.locateAgain(uri);
      if (jump) {
        inBackground(connection, connection.sendNotification(lessonStepDone, { step: 'sourceReached', uri }));
      }
      return jump && { uri: jump.uri, range: lineRange(jump.line) };
    });
    connection.onRequest(checkRepository, ({ module, folder }) => clones.check(module, folder));
    connection.onRequest(listModules, () => clones.modules());
    connection.onRequest(cloneRepository, async ({ module, folder, token }, cancel) => {
      const controller = new AbortController();
      cancel.onCancellationRequested(() => {
        controller.abort();
      });
      return clones.clone(module, folder, controller.signal, (message, percentage) => {
        inBackground(connection, connection.sendProgress(cloneProgress, token, { message, percentage }));
      });
    });
  },
};
