// The catalogue as programs read it: what the counter's pages show to anybody.
import { z } from 'zod'
import { type Call, call, type CallContext } from '#platform/api/call.ts'
import { NotFound } from '#platform/errors.ts'
import { territory } from '#territory'
import { catalogue, type LiveService } from './catalogue/catalogue.ts'
import { searchAll } from './search/search.ts'

const SERVICE = z.object({
  slug: z.string(),
  title: z.string(),
  lead: z.string().meta({ description: 'À quoi elle sert, en deux phrases au plus.' }),
  theme: z.string().meta({ description: 'Nom court du thème où elle est rangée.' }),
  level: z.enum(['metropolis', 'commune', 'both']).meta({ description: 'Qui la rend.' }),
  online: z.boolean().meta({ description: 'Se fait-elle ici, par un formulaire\u00a0?' }),
  page: z.url().meta({ description: 'Sa page, à montrer aux habitants.' }),
})

const WHOLE = SERVICE.extend({
  forWhom: z.string(),
  cost: z.string(),
  minutes: z.number().meta({ description: 'Temps de la demande, en minutes.' }),
  prepare: z.array(z.string()).meta({ description: 'Ce qu’il faut avoir sous la main.' }),
  steps: z.array(z.object({ title: z.string(), text: z.string() })),
  emergency: z.object({ title: z.string(), text: z.string() }).optional(),
  law: z.string().optional(),
  links: z.array(z.object({ commune: z.string().optional(), url: z.string(), site: z.string() })).optional(),
})

const told = ({ config }: CallContext, { slug, definition, formVersion }: LiveService) => ({
  ...definition,
  online: formVersion !== null,
  page: new URL(`/demarches/${slug}`, config.publicUrl).href,
})

const asked = z.object({
  q: z.string().max(200, '200 caractères au plus.').optional().meta({
    description:
      'Les mots d’un habitant\u00a0: les démarches qui y répondent, la plus sûre d’abord. Sans eux\u00a0: toutes.',
  }),
  commune: z
    .string()
    .regex(/^\d[\dAB]\d{3}$/, 'Un code INSEE, de cinq signes.')
    .optional()
    .meta({ description: 'Code INSEE\u00a0: ce que cette commune rend vient d’abord.' }),
})

export const calls: readonly Call[] = [
  call({
    call: 'GET /api/v1/services',
    action: 'service.search',
    title: 'Démarches',
    text: 'Les démarches du territoire, dans l’ordre des titres, ou celles qui répondent à des mots.',
    face: 'api',
    query: asked,
    answer: z.object({ services: z.array(SERVICE) }),
    handle: (ctx, { query: { q = '', commune = '' } }) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const area = (await territory(tx)).area(commune)
        const found =
          q.trim() === ''
            ? (await catalogue(tx)).services
            : (await searchAll(tx, ctx.searches, q, { area })).found.flatMap((one) =>
                one.kind === 'service' ? one.service : [],
              )
        return { body: { services: found.map((service) => told(ctx, service)) } }
      }),
  }),
  call({
    call: 'GET /api/v1/services/:slug',
    action: 'service.read',
    title: 'Une démarche',
    text: 'Tout ce que dit la page d’une démarche.',
    face: 'api',
    answer: WHOLE,
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const service = (await catalogue(tx)).open(ctx.params['slug'] ?? '')
        if (service === undefined) throw new NotFound('Cette démarche n’existe pas.')
        return { body: told(ctx, service) }
      }),
  }),
]
