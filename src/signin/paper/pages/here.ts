// The address of the desk's pages on accounts.
export const HERE = '/agents/comptes'
