// What an agent's lists reach, from memberships: units handled, own authority at the desk, commune observed.
import type { Actor } from '#platform/actor.ts'
import { heldIds } from '#platform/house/audience.ts'
import { COMMUNE, DESK, UNIT } from '#people'
import type { Territory } from '#territory'

export interface Reach {
  /** The agent; 0 for nobody. */
  me: number
  /** Each unit the agent works in, with the units below it. */
  teams: { unitId: number; below: number[] }[]
  /** Authorities for which the agent answers at the desk or on the phone. */
  desks: { authorityId: number; units: number[] }[]
  /** Units whose requests the agent handles or answers for. */
  handled: number[]
  /** Communes whose territory the agent follows. */
  communes: number[]
}

const unique = (ids: number[]): number[] => [...new Set(ids)]

/** Reach of the actor. Empty for whoever has no working role. */
export function reachOf(actor: Actor, place: Territory): Reach {
  const workers = actor.memberships.filter(({ role }) => role === 'handler' || role === 'manager')
  const teams = unique(workers.map((item) => item.unitId)).map((unitId) => ({
    unitId,
    below: unique(workers.filter((item) => item.unitId === unitId).flatMap((item) => item.below)),
  }))
  const desks = heldIds(DESK, actor).map((authorityId) => ({
    authorityId,
    units: place.unitsOf(authorityId).map((unit) => unit.id),
  }))
  return {
    me: actor.personId ?? 0,
    teams,
    desks,
    handled: unique([...heldIds(UNIT, actor), ...desks.flatMap((desk) => desk.units)]),
    communes: heldIds(COMMUNE, actor),
  }
}
