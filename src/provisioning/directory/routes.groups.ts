// Table of groups: a function in a unit, whose members are changed, and nothing else of it.
import { z } from 'zod'
import { type Call, call, type CallContext } from '#platform/api/call.ts'
import {
  checkVersion,
  listOf,
  listQuery,
  pageOf,
  partOf,
  partsQuery,
  searchIn,
  sliceOf,
  told,
} from '../protocol/answer.ts'
import { bad } from '../protocol/dialect.ts'
import { MOST_VALUES, patchBody, patched, small } from '../protocol/patch.ts'
import { AT } from '../protocol/place.ts'
import { shapeOf } from '../protocol/schema.ts'
import { found, idOf, provisioned, read, write } from './exchange.ts'
import { groupAttributes, groupById, groups as groupsIn, lockMembers } from './queries.ts'
import { GROUP_SCHEMA } from './schemas.ts'
import { join, quit } from './settle.ts'
import { groupOf, groupsShown, NO_GROUP } from './shown.ts'
import { GROUP } from './user.ts'

const resource = z.record(z.string(), z.unknown())

const SHAPE = shapeOf(GROUP_SCHEMA)

const given = z.object({
  members: z
    .array(z.object({ value: z.string() }))
    .max(MOST_VALUES)
    .nullish(),
  displayname: z.string().optional(),
})

/** Whom a resource names as members. @throws ScimError */
function membersIn(resource: unknown, { displayName }: { displayName: string }): Set<string> {
  const parsed = given.safeParse(resource)
  if (!parsed.success)
    throw bad(
      'invalidValue',
      'members\u00a0: une liste d’objets avec «\u00a0value\u00a0», mille au plus\u00a0; displayName\u00a0: un texte.',
    )
  const { members, displayname = displayName } = parsed.data
  if (displayname !== displayName)
    throw bad('mutability', 'Le nom d’un groupe est celui de son service\u00a0: il se change à l’écran.')
  return new Set((members ?? []).map(({ value }) => value))
}

/** Gives and ends posts until the members of a group are those of a resource. */
const settle = (ctx: CallContext, query: z.infer<typeof partsQuery>, next: (now: unknown) => unknown) =>
  write(ctx, async (tx, key) => {
    const group = found(await groupById(tx, key, idOf(ctx)), NO_GROUP)
    const now = await groupOf(ctx, tx, key, group.id)
    checkVersion(ctx, now)
    const wanted = membersIn(next(now), group)
    const changed = wanted.symmetricDifference(new Set(now.members.map(({ value }) => value)))
    const touched = await lockMembers(tx, key, [...changed])
    if (touched.length < changed.size)
      throw bad(
        'invalidValue',
        'members\u00a0: une de ces personnes n’existe pas, ou n’est pas de votre annuaire.',
      )
    for (const member of touched) await (wanted.has(member.id) ? join : quit)(tx, key, member, group)
    return told(ctx, await groupOf(ctx, tx, key, group.id), query)
  })

const list = (ctx: CallContext, query: z.infer<typeof listQuery>) =>
  read(ctx, async (tx, key) => {
    const slice = sliceOf(query, groupAttributes(tx, key))
    const { total, rows } = await groupsIn(tx, key, slice)
    const shown = (await groupsShown(ctx, tx, key, rows)).map((row) => partOf(row, query))
    return { body: pageOf(total, slice.startIndex, shown) }
  })

export const groups: readonly Call[] = [
  call({
    ...provisioned,
    call: `GET ${AT}/Groups`,
    title: 'Groupes',
    text: 'Une fonction dans un service\u00a0: un groupe.',
    query: listQuery,
    answer: listOf(GROUP),
    handle: (ctx, { query }) => list(ctx, query),
  }),
  call({
    ...provisioned,
    call: `POST ${AT}/Groups/.search`,
    title: 'Chercher des groupes',
    text: 'La même liste, demandée sans rien écrire dans l’adresse.',
    body: { json: resource },
    answer: listOf(GROUP),
    handle: (ctx, { body }) => list(ctx, searchIn(body)),
  }),
  call({
    ...provisioned,
    call: `GET ${AT}/Groups/:id`,
    title: 'Un groupe',
    text: 'Qui y est, parmi ceux que l’annuaire a créés.',
    query: partsQuery,
    answer: GROUP,
    handle: (ctx, { query }) =>
      read(ctx, async (tx, key) => told(ctx, await groupOf(ctx, tx, key, idOf(ctx)), query, true)),
  }),
  call({
    ...provisioned,
    call: `PUT ${AT}/Groups/:id`,
    title: 'Remplacer les membres d’un groupe',
    text: 'Donne et termine les fonctions qu’il faut.',
    query: partsQuery,
    body: { json: resource },
    answer: GROUP,
    handle: (ctx, { query, body }) => settle(ctx, query, () => small(body)),
  }),
  call({
    ...provisioned,
    call: `PATCH ${AT}/Groups/:id`,
    title: 'Changer les membres d’un groupe',
    text: 'Par opérations add, replace et remove.',
    query: partsQuery,
    body: { json: patchBody },
    answer: GROUP,
    handle: (ctx, { query, body }) => settle(ctx, query, (now) => patched(now, body.Operations, SHAPE)),
  }),
]
