// Work that ends when the client no longer waits for it.
import type { CancellationToken } from 'vscode-languageserver';

/** What comes of work that a token ends; null where it did. Rejects as the work does, but for its being ended. */
export async function untilCancelled<T>(
  token: CancellationToken,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const cancelled = new AbortController();
  const listening = token.onCancellationRequested(() => {
    cancelled.abort();
  });
  try {
    return await work(cancelled.signal);
  } catch (error) {
    if (cancelled.signal.aborted) {
      return null;
    }
    throw error;
  } finally {
    listening.dispose();
  }
}
