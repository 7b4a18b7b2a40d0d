// Addresses of digests.
export const WISH = '/compte/notifications/resume'
export const UNSUBSCRIBE = '/courriels/fin'
