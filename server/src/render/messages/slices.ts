// What is said of documents that show a part of a log.

export const sliceMessages = {
  'slice.all': 'all lines',
  'slice.cancelled': '{lines} lines; reading was cancelled, so there may be more',
  'slice.cut': '{lines} lines; more would be shown: narrow the filter',
  'slice.dropped': '{lines} lines; {dropped} older ones made room',
  'slice.end': 'end',
  'slice.filter': 'Filter: {filter}',
  'slice.lines': '{lines} lines',
  'slice.no-lines': '{file} has lines that are too long to be shown',
  'slice.notRead': 'Not read: {file}: {reason}',
  'slice.nothing': 'No line is shown.',
  'slice.page': 'lines {first}–{last}',
  'slice.read': 'Read: {file}, lines {first} to {last}',
  'slice.reading': 'Looking through {file}',
  'slice.reading-state': '{megabytes} of {ofMegabytes} MB, {lines} lines found',
  'slice.shortened': '{lines} lines; {shortened} of them are too long and end in …',
  'slice.unknown': 'This document is no part of a log that can be read',
} as const;
