// What is said about a folder of logs: what was read, what was not, and why.

export const caseMessages = {} as const;
