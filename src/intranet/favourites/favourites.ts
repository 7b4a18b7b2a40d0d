// « Mes favoris »: pages of the house that an agent keeps at hand; the block, and the forms that add, rename and remove one.
import { ownName } from '#platform/actor.ts'
import { BadInput, NotFound, Unauthenticated } from '#platform/errors.ts'
import type { Read } from '#platform/db/db.ts'
import { html, type Html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf, formRoutes } from '#platform/screens/form.ts'
import { panel } from '#platform/ui/desk.ts'
import { intranetFrame } from '#territory'
import { z } from 'zod'
import { BUREAU } from '../places.ts'
import {
  deleteFavourite,
  type Favourite,
  favouritesOf,
  insertFavourite,
  MOST,
  renameFavourite,
} from './queries.ts'

const HERE = `${BUREAU.href}/favoris`
const action = 'intranet.choose'
const back = { href: BUREAU.href, label: BUREAU.title }

function me({ actor }: Context): number {
  const personId = ownName(actor)
  if (personId === null) throw new Unauthenticated()
  return personId
}

/**
 * The address of a page within a site, from what was typed or copied from the bar of the browser; null when it leads elsewhere.
 * `host` is that by which this page is read.
 */
export function within(typed: string, host: string): string | null {
  const base = `https://${host}`
  const url = URL.parse(typed, base)
  const isOurs = typed.startsWith('/') ? url?.origin === new URL(base).origin : url?.host === host
  if (url === null || !isOurs || !/^https?:$/.test(url.protocol)) return null
  const href = url.pathname + url.search + url.hash
  return /^\/($|[^/\\])/.test(href) && !/[\s\\]/.test(href) && href.length <= 300 ? href : null
}

const label = field({
  label: 'Nom',
  hint: 'Comme vous voulez le lire sur votre bureau.',
  control: 'line',
  medium: true,
  type: lineOf(80).refine((text) => text.length > 1, 'Écrivez un nom d’au moins deux lettres.'),
})

const add = formRoutes(
  {
    at: `${HERE}/nouveau`,
    face: 'agent',
    action,
    title: 'Ajouter un favori',
    form: formOf({
      href: field({
        label: 'Adresse de la page',
        hint: 'Copiée de la barre du navigateur, ou commençant par «\u00a0/\u00a0»\u00a0: une page de ce site seulement.',
        control: 'line',
        type: lineOf(400).refine((text) => text.length > 0, 'Écrivez l’adresse de la page.'),
      }),
      label,
    }),
    button: 'Ajouter',
    back,
    async act(tx, typed, ctx) {
      const href = within(typed.href, ctx.host)
      if (href === null)
        throw new BadInput([
          {
            field: 'href',
            message: 'Cette adresse n’est pas une page de ce site\u00a0: un favori mène à une page d’ici.',
          },
        ])
      const known = await favouritesOf(tx, me(ctx))
      if (known.length >= MOST)
        throw new BadInput(`Vous gardez déjà ${MOST} favoris\u00a0: retirez-en un pour en ajouter un autre.`)
      if (!(await insertFavourite(tx, me(ctx), { label: typed.label, href })))
        throw new BadInput([{ field: 'href', message: 'Cette page est déjà dans vos favoris.' }])
      return redirect(BUREAU.href, 'Le favori est ajouté.')
    },
  },
  intranetFrame,
)

/** @throws NotFound for somebody else’s */
async function asked(tx: Read, ctx: Context): Promise<Favourite> {
  const found = (await favouritesOf(tx, me(ctx))).find(({ id }) => String(id) === ctx.params.favori)
  if (found === undefined) throw new NotFound()
  return found
}

const KEEP = 'garder'

const change = formRoutes(
  {
    at: `${HERE}/:favori`,
    face: 'agent',
    action,
    title: 'Renommer ou retirer un favori',
    form: formOf({
      label,
      act: field({
        label: 'Que faire',
        control: [
          [KEEP, 'Le garder sous ce nom'],
          ['retirer', 'Le retirer de mes favoris'],
        ],
        type: z.enum([KEEP, 'retirer'], { error: 'Choisissez.' }),
      }),
    }),
    button: 'Enregistrer',
    back,
    shown: async (tx, ctx) => ({ typed: { label: (await asked(tx, ctx)).label, act: KEEP } }),
    async act(tx, typed, ctx) {
      const { id } = await asked(tx, ctx)
      if (typed.act === KEEP) await renameFavourite(tx, me(ctx), id, typed.label)
      else await deleteFavourite(tx, me(ctx), id)
      return redirect(BUREAU.href, typed.act === KEEP ? 'Le favori est enregistré.' : 'Le favori est retiré.')
    },
  },
  intranetFrame,
)

export const favouriteRoutes: readonly Route[] = [...add, ...change]

/** The block of « Mon bureau ». */
export async function showFavourites({ actor, db }: Context): Promise<Html | null> {
  const personId = ownName(actor)
  if (personId === null) return null
  const kept = await db.read(actor, (tx) => favouritesOf(tx, personId))
  const lines = kept.map(
    ({ id, label: name, href }) =>
      html`<li><a href="${href}">${name}</a><a class="meta" href="${HERE}/${id}">Modifier<span class="hidden"> «&nbsp;${name}&nbsp;»</span></a></li>`,
  )
  const body =
    lines.length > 0
      ? html`<ul class="pick">${lines}</ul>`
      : html`<p class="meta">Gardez ici les pages que vous ouvrez souvent.</p>`
  return panel('Mes favoris', body, {
    id: 'bloc-favoris',
    end: html`<a href="${HERE}/nouveau">Ajouter un favori</a>`,
  })
}
