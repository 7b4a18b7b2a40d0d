// Where a holder has their pass before them.
export const MINE = '/pass'
// Where they order what somebody makes for them, and put it into service.
export const CARDS = '/pass/cartes'
