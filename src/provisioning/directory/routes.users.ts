// Table of agents as a directory reads and writes them.
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
import { patchBody, patched, small } from '../protocol/patch.ts'
import { AT } from '../protocol/place.ts'
import { shapeOf } from '../protocol/schema.ts'
import { idOf, provisioned, read, write } from './exchange.ts'
import { lockMember, members, userAttributes } from './queries.ts'
import { USER_SCHEMA } from './schemas.ts'
import { change, create, remove } from './settle.ts'
import { memberFound, userOf, usersShown } from './shown.ts'
import { saidIn, USER } from './user.ts'

const resource = z.record(z.string(), z.unknown())

const SHAPE = shapeOf(USER_SCHEMA, ['externalid'])

/** Makes somebody what a resource says, then shows them. */
const settle = (ctx: CallContext, query: z.infer<typeof partsQuery>, next: (now: unknown) => unknown) =>
  write(ctx, async (tx, key) => {
    const member = memberFound(await lockMember(tx, key, idOf(ctx)))
    const now = await userOf(ctx, tx, key, member.id)
    checkVersion(ctx, now)
    await change(tx, key, member, saidIn(next(now), member.isActive))
    return told(ctx, await userOf(ctx, tx, key, member.id), query)
  })

const list = (ctx: CallContext, query: z.infer<typeof listQuery>) =>
  read(ctx, async (tx, key) => {
    const slice = sliceOf(query, userAttributes(tx, key))
    const { total, rows } = await members(tx, key, slice)
    const shown = (await usersShown(ctx, tx, key, rows)).map((row) => partOf(row, query))
    return { body: pageOf(total, slice.startIndex, shown) }
  })

export const users: readonly Call[] = [
  call({
    ...provisioned,
    call: `GET ${AT}/Users`,
    title: 'Agents de l’annuaire',
    text: 'Ceux que l’annuaire a créés, filtrés et paginés.',
    query: listQuery,
    answer: listOf(USER),
    handle: (ctx, { query }) => list(ctx, query),
  }),
  call({
    ...provisioned,
    call: `POST ${AT}/Users/.search`,
    title: 'Chercher des agents',
    text: 'La même liste, demandée sans rien écrire dans l’adresse.',
    body: { json: resource },
    answer: listOf(USER),
    handle: (ctx, { body }) => list(ctx, searchIn(body)),
  }),
  call({
    ...provisioned,
    call: `POST ${AT}/Users`,
    title: 'Créer un agent',
    text: 'L’invite, ou reconnaît qui travaille déjà dans la collectivité.',
    query: partsQuery,
    body: { json: resource },
    answer: USER,
    status: 201,
    handle: (ctx, { query, body }) =>
      write(ctx, async (tx, key) => {
        const id = await create(tx, key, saidIn(small(body)))
        return told(ctx, await userOf(ctx, tx, key, id), query)
      }),
  }),
  call({
    ...provisioned,
    call: `GET ${AT}/Users/:id`,
    title: 'Un agent de l’annuaire',
    text: 'Ce que l’annuaire en a dit, et ses groupes.',
    query: partsQuery,
    answer: USER,
    handle: (ctx, { query }) =>
      read(ctx, async (tx, key) => told(ctx, await userOf(ctx, tx, key, idOf(ctx)), query, true)),
  }),
  call({
    ...provisioned,
    call: `PUT ${AT}/Users/:id`,
    title: 'Remplacer un agent',
    text: 'Ce que l’annuaire en dit désormais\u00a0; «\u00a0active\u00a0» à faux note son départ.',
    query: partsQuery,
    body: { json: resource },
    answer: USER,
    handle: (ctx, { query, body }) => settle(ctx, query, () => small(body)),
  }),
  call({
    ...provisioned,
    call: `PATCH ${AT}/Users/:id`,
    title: 'Changer un agent',
    text: 'Par opérations add, replace et remove.',
    query: partsQuery,
    body: { json: patchBody },
    answer: USER,
    handle: (ctx, { query, body }) => settle(ctx, query, (now) => patched(now, body.Operations, SHAPE)),
  }),
  call({
    ...provisioned,
    call: `DELETE ${AT}/Users/:id`,
    title: 'Retirer un agent',
    text: 'Note son départ\u00a0: ce qu’il avait en charge revient à ses services.',
    handle: (ctx) =>
      write(ctx, async (tx, key) => {
        const member = memberFound(await lockMember(tx, key, idOf(ctx)))
        checkVersion(ctx, await userOf(ctx, tx, key, member.id))
        await remove(tx, key, member)
        return { body: undefined }
      }),
  }),
]
