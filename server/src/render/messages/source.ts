// What is said about source code: repositories, revisions, functions.

export const sourceMessages = {} as const;
