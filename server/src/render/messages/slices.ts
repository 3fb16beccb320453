// What is said of documents that show a part of a log.

export const sliceMessages = {
  'slice.all': 'all lines',
  'slice.cancelled': '{lines} {lines|line|lines}; reading was cancelled, so there may be more',
  'slice.case-partial': 'Read in part in this case: {name}: {reason}',
  'slice.case-rest':
    '{files} more {files|file was|files were} not read in this case, or not whole: the view Containers names {files|it|them}.',
  'slice.case-unread': 'Not read in this case: {name}: {reason}',
  'slice.cut': '{lines} {lines|line|lines}; more would be shown: narrow the filter',
  'slice.dropped': '{lines} {lines|line|lines}; {dropped} older {dropped|one|ones} made room',
  'slice.end': 'end',
  'slice.filter': 'Filter: {filter}',
  'slice.lines': '{lines} {lines|line|lines}',
  'slice.no-lines': '{file} has lines that are too long to be shown',
  'slice.notRead': 'Not read: {file}: {reason}',
  'slice.nothing': 'No line fits.',
  'slice.nothing-yet': 'No line fits so far; there is more to be read.',
  'slice.page': 'lines {first}–{last}',
  'slice.read': 'Read: {file}, lines {first} to {last}',
  'slice.reading': 'Looking through {file}',
  'slice.reading-state': '{megabytes} of {ofMegabytes} MB, {lines} {lines|line|lines} found',
  'slice.shortened':
    '{lines} {lines|line|lines}; {shortened} of them {shortened|is too long and ends|are too long and end} in …',
  'slice.unknown': 'This document is no part of a log that can be read',
} as const;
