// What a partner offers, and where, for its programs. Prices are of its agreement: the authority that signed changes them; when a place
// opens is the partner's to say, as on its pages.
import { z } from 'zod'
import { type Call, call, type CallContext } from '#platform/api/call.ts'
import { hasAlready, requireUnchanged, tagOf } from '#platform/api/conditions.ts'
import { changePlace, keptPlace } from '../partner/keep.ts'
import { holdStory, type KeptPlace, keptPlaces, type KeptProduct, keptProducts } from '../partner/queries.ts'
import { AT, callingPartner } from './calling.ts'

const day = z.iso.date()
const PRODUCT = z.object({
  id: z.int(),
  name: z.string(),
  sector: z.string().meta({ description: 'Secteur du registre des traitements.' }),
  kind: z.enum(['entry', 'price', 'entries', 'credit', 'weekly']).meta({
    description: 'Entrée libre, tarif, carnet d’entrées, crédit en centimes, passages par semaine.',
  }),
  quantity: z.int().nullable().meta({ description: 'Entrées, centimes, ou passages par semaine.' }),
  months: z.int().meta({ description: 'Durée, à partir du jour où on l’a.' }),
  onPaper: z.boolean(),
  since: day,
  until: day.nullable(),
  closedDays: z.array(z.object({ from: day, to: day })).meta({ description: 'Jours où il n’ouvre rien.' }),
  prices: z.array(
    z.object({
      class: z.string().meta({ description: 'Classe de sa grille\u00a0; vide\u00a0: tout le monde.' }),
      cents: z.int().meta({
        description:
          'En centimes d’euro. D’un crédit\u00a0: ce que prend un passage\u00a0; il se vend ce qu’il contient.',
      }),
    }),
  ),
  places: z.array(z.int()).meta({ description: 'Lieux\u00a0; aucun\u00a0: tous ceux du partenaire.' }),
})
const PLACE = z.object({
  id: z.int(),
  name: z.string(),
  address: z.string(),
  opening: z.string().meta({ description: 'Quand il ouvre, en mots, tel que les habitants le lisent.' }),
  closedOn: day.nullable().meta({ description: 'Depuis quand il est fermé pour de bon.' }),
})

const productTold = ({ closedDays, placeIds, prices, ...product }: KeptProduct) => ({
  ...product,
  prices: prices.map(({ class: id, cents }) => ({ class: id, cents })),
  closedDays: closedDays.map(([from, to]) => ({ from, to })),
  places: [...placeIds],
})
const placeTold = ({ id, name, address, opening, closedOn }: KeptPlace) => ({
  ...{ id, name, address, opening, closedOn },
})

/** As it stands, or that it has not changed. */
function told<T>(ctx: CallContext, body: T) {
  const etag = tagOf(body)
  const headers = { etag, 'cache-control': 'private, no-cache' }
  return hasAlready(ctx, etag) ? { body, headers, status: 304 } : { body, headers }
}

const reading = {
  face: 'api',
  by: ['key'],
  action: 'passcall.products',
  scope: 'pass.products.read',
} as const

export const productCalls: readonly Call[] = [
  call({
    ...reading,
    call: `GET ${AT}/products`,
    title: 'Produits du partenaire',
    text: 'Ce que l’on peut avoir chez le partenaire, ses prix et ses jours de fermeture. Son ETag change avec lui.',
    answer: z.object({ products: z.array(PRODUCT) }),
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.products')
        return told(ctx, { products: (await keptProducts(tx, id)).map(productTold) })
      }),
  }),
  call({
    ...reading,
    call: `GET ${AT}/places`,
    title: 'Lieux du partenaire',
    text: 'Où l’on entre, et quand.',
    answer: z.object({ places: z.array(PLACE) }),
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.products')
        return told(ctx, { places: (await keptPlaces(tx, id)).map(placeTold) })
      }),
  }),
  call({
    ...reading,
    call: `GET ${AT}/places/:place`,
    title: 'Un lieu',
    text: 'Un lieu du partenaire. Son ETag se redonne dans If-Match pour le changer.',
    answer: PLACE,
    handle: (ctx) =>
      ctx.db.read(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.products')
        return told(ctx, placeTold(await keptPlace(tx, id, ctx.params['place'])))
      }),
  }),
  call({
    face: 'api',
    by: ['key'],
    action: 'passcall.places',
    scope: 'pass.places',
    call: `PATCH ${AT}/places/:place`,
    title: 'Changer un lieu',
    text: 'Son nom, son adresse, quand il ouvre\u00a0: ce qui n’est pas dit reste. L’en-tête If-Match dit quelle version est changée.',
    body: {
      json: z
        .strictObject({
          name: z.string().trim().min(2, 'Deux caractères au moins.').max(80, '80 caractères au plus.'),
          address: z.string().trim().max(200, '200 caractères au plus.'),
          opening: z.string().trim().max(300, '300 caractères au plus.'),
        })
        .partial(),
    },
    answer: PLACE,
    handle: (ctx, { body }) =>
      ctx.db.write(ctx.actor, async (tx) => {
        const { id } = await callingPartner(tx, 'passcall.places')
        // One change of a partner after the other: what is compared is what stands.
        await holdStory(tx, id)
        const place = await keptPlace(tx, id, ctx.params['place'])
        requireUnchanged(ctx, tagOf(placeTold(place)))
        const { name = place.name, address = place.address, opening = place.opening } = body
        const changed = { ...place, name, address, opening }
        await changePlace(tx, place, changed)
        const after = placeTold(changed)
        return { body: after, headers: { etag: tagOf(after) } }
      }),
  }),
]
