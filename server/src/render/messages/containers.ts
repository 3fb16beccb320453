// What is said about containers, their execs, events and ends.

export const containerMessages = {} as const;
