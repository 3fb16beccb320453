// What is said of documents that show a part of a log.

export const sliceMessages = {
  'slice.no-lines': '{file} has lines that are too long to be shown',
} as const;
