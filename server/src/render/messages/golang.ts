// What is said about Go tracebacks and frames.

export const golangMessages = {} as const;
