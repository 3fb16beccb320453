// What is said about the command line: usage, errors.

export const cliMessages = {} as const;
