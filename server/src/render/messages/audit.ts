// What is said about audit records, their fields and events.

export const auditMessages = {} as const;
