// GET and POST /brochures/commande: how many copies of each on paper, for which commune, to be brought where.
import { z } from 'zod'
import { inTheirName, labelled, lentTo } from '#platform/actor.ts'
import type { Read } from '#platform/db/db.ts'
import { BadInput } from '#platform/errors.ts'
import { html } from '#platform/html.ts'
import { type Context, one, redirect, type Reply, type Route } from '#platform/http/route.ts'
import { type Choice, type Field, field, lineOf, whole } from '#platform/screens/field.ts'
import { type Fields, formOf, formRoutes } from '#platform/screens/form.ts'
import { personEmail } from '#people'
import { localDay, officeFrame, territory } from '#territory'
import { HERE, ORDER } from './list.ts'
import { communesOf, fieldOf, type Order, ownCommune, placeOrder } from '../record/order.ts'
import { type Brochure, shownBrochures, takenBy, type Wanted } from '../record/queries.ts'
import { supplySentence } from '../record/words.ts'

/** Values of the form of the service (definitions/forms/brochures.json). */
const WHY: readonly Choice[] = [
  ['desk', 'Pour un accueil ou un présentoir'],
  ['meeting', 'Pour une réunion publique'],
  ['screenless', 'Pour des personnes qui ne lisent pas à l’écran'],
]

const text = z.string().trim()

const about = {
  why: field({
    label: 'Pourquoi sur papier\u00a0?',
    control: WHY,
    type: z.enum(['desk', 'meeting', 'screenless'], 'Dites pourquoi le papier est utile.'),
  }),
  where: field({
    label: 'Où les porter\u00a0?',
    hint: 'Par exemple\u00a0: accueil de la mairie, médiathèque.',
    control: 'line',
    type: lineOf(200).refine((said) => said.length > 2, 'Dites où les porter.'),
  }),
  details: field({
    label: 'À savoir',
    hint: 'Le jour de la réunion, une heure où passer.',
    optional: true,
    control: 'text',
    rows: 2,
    type: lineOf(500),
  }),
  name: field({
    label: 'Nom et prénom',
    control: 'line',
    medium: true,
    type: lineOf(100).refine((said) => said.length > 1, 'Dites qui commande.'),
  }),
  email: field({
    label: 'Adresse e-mail',
    hint: 'L’accusé de réception et les nouvelles de la livraison y sont envoyés.',
    control: 'email',
    medium: true,
    type: text.max(200).pipe(z.email('Écrivez une adresse e-mail, par exemple prenom.nom@courriel.example.')),
  }),
}

/** None, or as many as one order may hold of it; the rest is judged as it is held. */
const countOf = ({ least, most }: Brochure, hint: string, label: string, under?: string): Field =>
  field({
    ...({ label, hint, optional: true, control: 'line', medium: true } as const),
    ...(under === undefined ? {} : { under }),
    type: z
      .string()
      .trim()
      .transform((typed) => (typed === '' || typed === '0' ? null : typed))
      .pipe(whole(least, most).nullable()),
  })

/** The one from whose page one comes is first; the others are folded, until something is in them. */
async function formFor(tx: Read, { query }: Pick<Context, 'query'>) {
  const shown = (await shownBrochures(tx)).filter(({ stock, least }) => stock >= least)
  const first = shown.filter(({ id }) => String(id) === one(query, 'brochure'))
  const place = await territory(tx)
  const own = await ownCommune(tx)
  const today = localDay(tx.now, place.zone)
  const taken = own === undefined ? new Map<number, number>() : await takenBy(tx, own.authorityId)
  const hint = (brochure: Brochure): string =>
    own === undefined
      ? supplySentence({ ...brochure, quota: null }, 0, '', today)
      : supplySentence(brochure, taken.get(brochure.id) ?? 0, own.name, today)
  const counts: [string, Field][] = [
    ...first.map((brochure): [string, Field] => [
      fieldOf(brochure.id),
      countOf(brochure, hint(brochure), brochure.title),
    ]),
    ...shown
      .filter((brochure) => !first.includes(brochure))
      .map((brochure): [string, Field] => [
        fieldOf(brochure.id),
        countOf(
          brochure,
          hint(brochure),
          brochure.title,
          first.length > 0 ? 'Commander aussi d’autres brochures' : undefined,
        ),
      ]),
  ]
  const commune = field({
    label: 'Pour quelle commune\u00a0?',
    hint: 'C’est dans son quota que la commande compte.',
    control: { list: communesOf(tx.actor, place).map(({ code, name }): Choice => [code, name]) },
    medium: true,
    type: z.string().min(1, 'Choisissez une commune.'),
  })
  const fields: Fields = { ...Object.fromEntries(counts), commune, ...about }
  return formOf(fields)
}

const wantedIn = (input: Readonly<Record<string, unknown>>, shown: readonly Brochure[]): Wanted[] =>
  shown.flatMap(({ id }) => {
    const copies = input[fieldOf(id)]
    return typeof copies === 'number' ? [{ id, copies }] : []
  })

const said = (input: Readonly<Record<string, unknown>>, name: string): string => {
  const value = input[name]
  return typeof value === 'string' ? value : ''
}

/** Whose requests it stands among: a collaborator reads none of them. */
const sentAs = (ref: string, { actor }: Pick<Context, 'actor'>): Reply => {
  const lent = lentTo(actor)
  const followed =
    lent === null
      ? 'Vous la suivez dans vos demandes.'
      : `${lent.personName} la suit dans ses demandes, et vous par les courriels.`
  return redirect(
    HERE,
    `Votre commande ${ref} est enregistrée\u00a0: ses exemplaires vous sont gardés. ${followed}`,
  )
}

/** The copies are counted for nobody who has not been shown the PDF first: its page leads here. */
export const orderRoutes: Route[] = formRoutes(
  {
    at: ORDER,
    face: 'agent',
    action: 'brochure.order',
    title: 'Commander des brochures sur papier',
    keeps: 'brochure',
    form: formFor,
    button: 'Commander',
    back: { href: HERE, label: 'Toutes les brochures' },
    async shown(tx, ctx) {
      const { personId, by } = ctx.actor
      const lent = lentTo(ctx.actor)
      const first = (await shownBrochures(tx)).find(({ id }) => String(id) === one(ctx.query, 'brochure'))
      const pdf =
        first !== undefined &&
        html` <a href="/fichiers/${first.pdf}">Relire «&nbsp;${first.title}&nbsp;» en PDF</a>.`
      return {
        typed: {
          name: lent === null ? ctx.actor.label : `${lent.name} pour ${lent.personName}`,
          email: personId === null || by ? '' : ((await personEmail(tx, personId)) ?? ''),
          commune: (await ownCommune(tx))?.code ?? '',
        },
        intro: html`<p class="reading">Un envoi par PDF suffit souvent.${pdf} Laissez vide ce que vous ne commandez pas&nbsp;: les exemplaires vous sont gardés dès l’envoi, et la date de livraison vous est promise.</p>`,
      }
    },
    async act(tx, input, ctx) {
      const values: Readonly<Record<string, unknown>> = input
      const wanted = wantedIn(values, await shownBrochures(tx))
      const counted = Object.keys(values).find((name) => name.startsWith(fieldOf(0).slice(0, -1)))
      if (wanted.length === 0)
        throw new BadInput([
          { field: counted ?? '', message: 'Écrivez un nombre d’exemplaires pour une brochure au moins.' },
        ])
      const order: Order = {
        ...{ wanted, commune: said(values, 'commune'), why: said(values, 'why') },
        ...{ where: said(values, 'where'), details: said(values, 'details') },
        ...{ name: said(values, 'name'), email: said(values, 'email') },
      }
      if (lentTo(ctx.actor) === null) return sentAs((await placeOrder(tx, order)).ref, ctx)
      return async () => {
        const { ref } = await ctx.db.write(labelled(ctx.actor), (own) =>
          placeOrder({ ...own, actor: inTheirName(ctx.actor) }, order),
        )
        return sentAs(ref, ctx)
      }
    },
  },
  officeFrame,
)
