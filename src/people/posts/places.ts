// The places of agents that an agreement gives: counted by the database (db/migrations/000463_open_by_agreement.sql), which says when there
// is none left.

export const FULL = 'membership_seats'

export const NO_PLACE =
  'La convention de cette collectivité ne donne pas, ou ne donne plus de place d’agent à ces dates\u00a0: écrivez un premier jour où elle est en vigueur, terminez une autre fonction ou retirez une invitation, sinon voyez «\u00a0Conventions\u00a0» avec la Métropole.'

export const isFull = (error: unknown): boolean => (error as { constraint?: unknown }).constraint === FULL
