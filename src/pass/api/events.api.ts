// What happened to a partner, for its programs: the same messages as its addresses are told, for whoever asks rather than listens.
import { z } from 'zod'
import { messagesOf } from '#exchange'
import { type Call, call } from '#platform/api/call.ts'
import { afterOf, NEXT, PAGED, pageOf } from '#platform/api/cursor.ts'
import { OWNER } from '../record/keys.ts'
import { AT, callingPartner } from './calling.ts'

export const eventCalls: readonly Call[] = [
  call({
    face: 'api',
    by: ['key'],
    action: 'passcall.events',
    scope: 'pass.events.read',
    call: `GET ${AT}/events`,
    title: 'Ce qui est arrivé',
    text: 'Les messages que les adresses prévenues reçoivent, le premier d’abord, pendant trente jours.',
    query: PAGED,
    answer: z.object({
      items: z.array(
        z.object({
          id: z.string().meta({ description: 'Le même que celui du message reçu.' }),
          type: z.string(),
          subject: z.string(),
          time: z.iso.datetime(),
          data: z.record(z.string(), z.unknown()),
        }),
      ),
      next: NEXT,
    }),
    handle: (ctx, { query: { limit, cursor } }) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.events')
        const after = afterOf(cursor, z.coerce.number().int().min(0)) ?? 0
        const found = await messagesOf(tx, { kind: OWNER, id }, { after, most: limit + 1 })
        const { items, next } = pageOf(found, limit, (message) => message.id)
        const told = items.map(({ id: messageId, name, subject, at, data }) => ({
          ...{ id: `msg_${messageId}`, type: name, subject, time: at.toISOString(), data },
        }))
        return { body: { items: told, next } }
      }),
  }),
]
