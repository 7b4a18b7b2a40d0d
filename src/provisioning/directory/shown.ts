// Users and groups as they are answered.
import type { CallContext } from '#platform/api/call.ts'
import type { Read } from '#platform/db/db.ts'
import type { Key } from '../keys/queries.ts'
import { versioned } from '../protocol/answer.ts'
import { AT } from '../protocol/place.ts'
import { found } from './exchange.ts'
import { type Group, groupById, type Member, memberById, type Place, placesIn, placesOf } from './queries.ts'
import { GROUP_URN, USER_URN } from './schemas.ts'

const NOBODY = 'Cette personne n’existe pas, ou n’est pas de votre annuaire.'
export const NO_GROUP = 'Ce groupe n’existe pas, ou n’est pas de votre collectivité.'

const optional = (value: string | null, key: string) => (value === null ? {} : { [key]: value })

function userShown(origin: string, member: Member, places: readonly Place[]) {
  const { id, userName, externalId, givenName, familyName, displayName, email, isActive } = member
  const name = { ...optional(givenName, 'givenName'), ...optional(familyName, 'familyName') }
  return versioned({
    schemas: [USER_URN],
    id,
    ...optional(externalId, 'externalId'),
    userName,
    ...(Object.keys(name).length === 0 ? {} : { name }),
    displayName,
    emails: [{ value: email, type: 'work', primary: true }],
    active: isActive,
    groups: places
      .filter(({ memberId }) => memberId === id)
      .map(({ groupId, group }) => ({
        value: groupId,
        $ref: `${origin}${AT}/Groups/${groupId}`,
        display: group,
      })),
    meta: {
      resourceType: 'User',
      created: member.createdAt.toISOString(),
      lastModified: member.changedAt.toISOString(),
      location: `${origin}${AT}/Users/${id}`,
    },
  })
}

export async function usersShown({ config }: CallContext, tx: Read, key: Key, rows: readonly Member[]) {
  const ids = rows.map(({ id }) => id)
  const places = await placesOf(tx, key, ids)
  return rows.map((row) => userShown(config.publicUrl, row, places))
}

export const memberFound = (row: Member | undefined): Member => found(row, NOBODY)

export async function userOf(ctx: CallContext, tx: Read, key: Key, id: string) {
  const [shown] = await usersShown(ctx, tx, key, [memberFound(await memberById(tx, key, id))])
  return found(shown, NOBODY)
}

const groupShown = (origin: string, { id, displayName }: Group, places: readonly Place[]) =>
  versioned({
    schemas: [GROUP_URN],
    id,
    displayName,
    members: places
      .filter(({ groupId }) => groupId === id)
      .map(({ memberId, name }) => ({
        value: memberId,
        $ref: `${origin}${AT}/Users/${memberId}`,
        type: 'User',
        display: name,
      })),
    meta: { resourceType: 'Group', location: `${origin}${AT}/Groups/${id}` },
  })

export async function groupsShown({ config }: CallContext, tx: Read, key: Key, rows: readonly Group[]) {
  const ids = rows.map(({ id }) => id)
  const places = await placesIn(tx, key, ids)
  return rows.map((row) => groupShown(config.publicUrl, row, places))
}

export async function groupOf(ctx: CallContext, tx: Read, key: Key, id: string) {
  const [shown] = await groupsShown(ctx, tx, key, [found(await groupById(tx, key, id), NO_GROUP)])
  return found(shown, NO_GROUP)
}
