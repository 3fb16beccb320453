// What is said about times and zones.

export const timeMessages = {} as const;
