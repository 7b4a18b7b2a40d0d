// Addresses of one’s own subscriptions.
export const OWN = '/compte/abonnements'
export const SHOWN = `${OWN}/adresse`
export const OWN_TITLE = 'Abonnements'
