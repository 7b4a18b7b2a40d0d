// What programs may ask of the module of tides: every verb, JSON and bytes, by a key of its own.
import { z } from 'zod'
import { program } from '#platform/actor.ts'
import { call, type Call, type Caller } from '#platform/api/call.ts'
import { NotFound, TooMany } from '#platform/errors.ts'

const KEYS: Readonly<Record<string, readonly string[]>> = {
  'of-the-harbour': ['tides.write'],
  'of-a-passer-by': ['tides.read'],
}

const key: Caller = {
  title: 'Clé du port',
  scheme: { type: 'apiKey', in: 'header', name: 'X-Tides-Key' },
  async identify(_tools, secret) {
    const scopes = KEYS[secret ?? '']
    return scopes === undefined ? null : program('Le port', scopes)
  },
}

const TIDE = z.object({ harbour: z.string(), metres: z.number() })

const told = new Map<string, number>()

const route = { action: 'tide.write', face: 'api', by: ['tides'], text: 'Pour les essais.' } as const

const calls: readonly Call[] = [
  call({
    ...route,
    call: 'GET /api/v1/tides/:harbour',
    title: 'Une marée',
    answer: TIDE,
    async handle({ params: { harbour = '' } }) {
      const metres = told.get(harbour)
      if (metres === undefined) throw new NotFound('Aucune marée n’est connue de ce port.')
      const all = { harbour, metres, keeper: 'Lucette Morandat' }
      return { body: all }
    },
  }),
  call({
    ...route,
    call: 'PUT /api/v1/tides/:harbour',
    title: 'Dire une marée',
    query: z.object({ unit: z.enum(['m', 'cm'], 'En m ou en cm.').default('m') }),
    body: {
      json: z.object({
        metres: z.number('Un nombre de mètres.'),
        by: z.object({ name: z.string('Un nom.') }),
      }),
    },
    answer: TIDE.extend({ by: z.string() }),
    status: 201,
    async handle({ params: { harbour = '' } }, { query, body }) {
      const metres = query.unit === 'cm' ? body.metres / 100 : body.metres
      told.set(harbour, metres)
      return { body: { harbour, metres, by: body.by.name } }
    },
  }),
  call({
    ...route,
    call: 'POST /api/v1/tides/:harbour/picture',
    title: 'Joindre une image',
    body: { bytes: ['image/png'], most: 2048 },
    answer: z.string(),
    type: 'text/plain; charset=utf-8',
    async handle({ params }, { body }) {
      if (params.harbour === 'overheard') throw new TooMany('Trop d’images\u00a0: réessayez plus tard.', 60)
      if (params.harbour === 'broken') throw new Error('the lens is broken')
      return { body: `${(body as Buffer).length} octets` }
    },
  }),
  call({
    ...route,
    call: 'DELETE /api/v1/tides/:harbour',
    title: 'Oublier une marée',
    async handle({ params: { harbour = '' } }) {
      told.delete(harbour)
      return { body: undefined }
    },
  }),
]

export const tidesCalls = { calls, callers: { tides: key } }
