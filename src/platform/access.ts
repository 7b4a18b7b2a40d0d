// Who may do what. Each relation is defined once and gives both the check ("may I?") and the filter ("which rows?").
// Deny by default: an action without a row in an access table does not exist.
import { type RawBuilder, sql } from 'kysely'
import { type Actor, isNobody, ownName, seatedAs } from './actor.ts'
import { EVERY_ROLE, type Role } from './roles.ts'

export interface Relation {
  /** For the access matrix: "manager in the unit of the row". */
  readonly name: string
  /** Could this actor hold the relation with some row? */
  readonly ever: (actor: Actor) => boolean
  /** Which rows of the table aliased `alias`; absent when the relation needs no row. */
  readonly rows?: (actor: Actor, alias: string) => RawBuilder<boolean>
}

/** For each action (`resource.verb`), the relations that allow it: one is enough. */
export type AccessTable = Readonly<Record<string, readonly Relation[]>>

const inList = (alias: string, column: string, ids: readonly number[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(`${alias}.${column}`)} = any (${ids as number[]})`

const withRoles = (actor: Actor, roles: readonly Role[]) =>
  actor.memberships.filter((item) => roles.includes(item.role))

export const anyone: Relation = { name: 'anyone', ever: () => true }
/** In one's own name: what concerns an account, its security, its consents, is nobody else's, mandate or not. */
export const signedIn: Relation = { name: 'signed in', ever: (actor) => ownName(actor) !== null }
/** In one's own name, or for somebody under a mandate in force. */
export const signedInFor: Relation = {
  name: 'signed in, or acting for somebody',
  ever: (actor) => !isNobody(actor),
}

/** An agent, in their own name: what is told to them or begun by them, which nobody reads who looks as them. */
export const ownDesk: Relation = {
  name: 'agent, in their own name',
  ever: (actor) => ownName(actor) !== null && actor.memberships.length > 0,
}
/** An elected member, of an authority in whose bodies they sit today, or the collaborator to whom they lend their seats. */
export const elected: Relation = {
  name: 'elected member, or their collaborator',
  ever: (actor) => seatedAs(actor) !== null && (actor.elected ?? []).length > 0,
}
/** An elected member, in their own name: what a collaborator does not do for them. */
export const ownSeat: Relation = {
  name: 'elected member, in their own name',
  ever: (actor) => ownName(actor) !== null && (actor.elected ?? []).length > 0,
}
/** Agents, whoever looks as them, and elected members: their own work, which no collaborator has. */
export const inOffice: Relation = {
  name: 'agent or elected member',
  ever: (actor) => agent().anywhere.ever(actor) || (ownName(actor) !== null && elected.ever(actor)),
}
/** The same, whoever looks as an agent, and the collaborator of an elected member. */
export const office: Relation = {
  name: 'agent or elected member, or their collaborator',
  ever: (actor) => agent().anywhere.ever(actor) || elected.ever(actor),
}
/** Whoever looks as somebody else. */
export const looking: Relation = { name: 'looking as an agent', ever: ({ by }) => by?.looks === true }

/** Agents and elected members, and the collaborators of these: nobody who looks as them. */
export const seated: Relation = {
  name: 'agent or elected member in their own name, or their collaborator',
  ever: (actor) =>
    seatedAs(actor) !== null && (actor.memberships.length > 0 || (actor.elected ?? []).length > 0),
}

/** A program whose key or token holds that scope. */
export const holding = (scope: string): Relation => ({
  name: `program holding ${scope}`,
  ever: ({ scopes = [] }) => scopes.includes(scope),
})

/** Agents holding one of the roles: `agent('manager').inItsUnit`. Without a role: any membership. */
export function agent(...wanted: Role[]) {
  const roles = wanted.length > 0 ? wanted : EVERY_ROLE
  const title = wanted.length > 0 ? wanted.join(' or ') : 'agent'
  const ever = (actor: Actor) => withRoles(actor, roles).length > 0
  const of = (actor: Actor) => withRoles(actor, roles)
  return {
    /** Anywhere: no row needed. */
    anywhere: { name: title, ever } satisfies Relation,
    /** Of the metropolis, for every row. */
    ofTheMetropolis: {
      name: `${title} of the metropolis`,
      ever: (actor) => of(actor).some(({ commune }) => !commune),
    } satisfies Relation,
    /** Of the row's `unit_id` or of a unit above it. */
    inItsUnit: {
      name: `${title} in its unit`,
      ever,
      rows: (actor, alias) =>
        inList(
          alias,
          'unit_id',
          of(actor).flatMap((item) => item.below),
        ),
    } satisfies Relation,
    /** Of the row's `authority_id`. */
    inItsAuthority: {
      name: `${title} in its authority`,
      ever,
      rows: (actor, alias) =>
        inList(
          alias,
          'authority_id',
          of(actor).map((item) => item.authorityId),
        ),
    } satisfies Relation,
  }
}

/** What belongs to the whole territory is administered by the metropolis. */
export const metropolitanAdministrator: Relation = agent('admin').ofTheMetropolis

/** Could the actor take the action on some row? The kernel's first gate. */
export function mayEver(relations: readonly Relation[], actor: Actor): boolean {
  return relations.some((relation) => relation.ever(actor))
}

/** The rows of `alias` on which the actor may take the action: a condition for any query. False when none. */
export function allowedRows(
  relations: readonly Relation[],
  actor: Actor,
  alias: string,
): RawBuilder<boolean> {
  if (actor.kind === 'system') return sql<boolean>`true`
  const held = relations.filter((relation) => relation.ever(actor))
  if (held.some((relation) => relation.rows === undefined)) return sql<boolean>`true`
  if (held.length === 0) return sql<boolean>`false`
  return sql<boolean>`(${sql.join(
    held.map((relation) => relation.rows?.(actor, alias)),
    sql` or `,
  )})`
}
