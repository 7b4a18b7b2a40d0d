// Screens of those who keep brochures: one is added, changed, its copies counted.
import { audiencesOf, PUBLIC, seenBy, seenPanel } from '#audiences'
import type { Read } from '#platform/db/db.ts'
import { BadInput, NotFound } from '#platform/errors.ts'
import { type Html, html } from '#platform/html.ts'
import { type Context, redirect, type Route } from '#platform/http/route.ts'
import { WRITING } from '#platform/roles.ts'
import { field, lineOf } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { linkButton } from '#platform/ui/button.ts'
import { panel } from '#platform/ui/desk.ts'
import { notice } from '#platform/ui/feedback.ts'
import { dateTime, number } from '#platform/ui/french.ts'
import { historyPanel } from '#platform/ui/history.ts'
import { table } from '#platform/ui/table.ts'
import { adminForm, adminList, authoritiesOf, localDay, storyOf, territory } from '#territory'
import { z } from 'zod'
import { changeForm, choicesFor, NEW, newForm, saidOf, typedOf } from './form.ts'
import { BROCHURE, changeBrochure, makeBrochure, TOLD } from '../record/keep.ts'
import { KEPT, keptList, standingTag } from './list.admin.ts'
import { type Brochure, keptBrochures, movementsOf } from '../record/queries.ts'
import { moveStock } from '../record/stock.ts'
import { copies, KINDS } from '../record/words.ts'

const action = 'brochure.keep'
const back = { href: KEPT, label: 'Toutes les brochures' }
const MOST_MOVEMENTS = 60

/** The one that the address names. @throws NotFound */
export async function asked(tx: Read, { params }: Pick<Context, 'params'>): Promise<Brochure> {
  const found = (await keptBrochures(tx)).find(({ id }) => String(id) === params.brochure)
  if (found === undefined) throw new NotFound()
  return found
}

const ownAuthorities = async (tx: Read) => authoritiesOf(tx.actor, await territory(tx), WRITING)

async function chosen(tx: Read, slug: string): Promise<number> {
  const found = (await ownAuthorities(tx)).find((authority) => authority.slug === slug)
  if (found === undefined)
    throw new BadInput([{ field: 'authority', message: 'Choisissez une collectivité de la liste.' }])
  return found.id
}

async function story(tx: Read, id: number): Promise<Html | null> {
  const { zone } = await territory(tx)
  const told = (await storyOf(tx, BROCHURE, id)).toReversed()
  return historyPanel(
    told.map(({ at, actorLabel, name }) => ({ at, by: actorLabel, said: TOLD[name] ?? name })),
    zone,
  )
}

/** Who sees it: of what is for everybody, those in office, who alone have the catalogue. */
async function readers(tx: Read, audienceId: number): Promise<Html | null> {
  if (audienceId === PUBLIC)
    return html`<p class="meta">Vue des élus, de leurs collaborateurs et des agents de toutes les collectivités.</p>`
  const audience = (await audiencesOf(tx)).find(({ id }) => id === audienceId)
  return audience === undefined ? null : seenPanel('Qui la voit', await seenBy(tx, audience.rule))
}

/** Where it is read, its PDF, its stock; who sees it. */
async function intro(tx: Read, brochure: Brochure): Promise<Html> {
  const { id, pdf, stock, audienceId } = brochure
  const today = localDay(tx.now, (await territory(tx)).zone)
  const file =
    pdf === null
      ? notice(
          'info',
          'Déposez son PDF pour qu’elle paraisse',
          html`<p>Elle se lit d’abord en PDF&nbsp;: sans lui, personne ne la voit.</p><p>${linkButton('Déposer le PDF', `${KEPT}/${id}/pdf`)}</p>`,
        )
      : null
  const ways = html`<p class="row">${standingTag(brochure, today)}${pdf !== null && html`<a href="/fichiers/${pdf}">Lire le PDF</a><a href="${KEPT}/${id}/pdf">Le remplacer</a>`}<a href="${KEPT}/${id}/stock">Stock&nbsp;: ${copies(stock)}</a></p>`
  return html`${ways}${file}${await readers(tx, audienceId)}${await story(tx, id)}`
}

const stockForm = formOf({
  kind: field({
    label: 'Ce qui change',
    control: [
      ['received', 'Des exemplaires arrivent'],
      ['corrected', 'Le stock est recompté'],
    ],
    type: z.enum(['received', 'corrected'], 'Dites ce qui change.'),
  }),
  copies: field({
    label: 'Exemplaires',
    hint: 'Ceux qui arrivent, ou ceux que vous comptez sur l’étagère, commandes gardées à part.',
    control: 'line',
    medium: true,
    type: z
      .string()
      .transform((text) => text.replaceAll(/\s/g, ''))
      .refine((text) => /^\d{1,6}$/.test(text), 'Écrivez un nombre, en chiffres.')
      .transform(Number),
  }),
  reason: field({
    label: 'Raison',
    hint: 'Bon de livraison, inventaire, cartons abîmés. Elle reste dans le journal du stock.',
    control: 'line',
    type: lineOf(300).refine((text) => text.length > 2, 'Dites pourquoi, en quelques mots.'),
  }),
})

const signed = (many: number): string =>
  many > 0 ? `+ ${number(many)}` : many < 0 ? `− ${number(-many)}` : '0'

async function journal(tx: Read, { id }: Brochure): Promise<Html> {
  const { zone } = await territory(tx)
  const rows = (await movementsOf(tx, id, MOST_MOVEMENTS)).map(
    ({ at, kind, copies: many, stock, reason, ref }) => [
      html`<span class="nowrap">${dateTime(at, zone)}</span>`,
      KINDS[kind],
      signed(many),
      number(stock),
      ref === null ? reason : html`<a href="/agents/demandes/${ref}">Commande ${ref}</a>`,
    ],
  )
  if (rows.length === 0) return html`<p class="reading">Rien n’a encore bougé.</p>`
  return panel(
    'Journal du stock',
    table({
      caption: 'Exemplaires reçus, commandés, rendus',
      captionHidden: true,
      columns: [
        { label: 'Quand' },
        { label: 'Ce qui a bougé' },
        { label: 'Exemplaires', right: true },
        { label: 'Reste', right: true },
        { label: 'Pourquoi' },
      ],
      rows,
      dense: true,
    }),
    { bare: true },
  )
}

export const screens: readonly Route[] = [
  ...adminList(keptList),
  ...adminForm({
    at: `${KEPT}/nouvelle`,
    action,
    title: 'Ajouter une brochure',
    form: newForm,
    button: 'Ajouter',
    back,
    async shown(tx) {
      const own = await ownAuthorities(tx)
      const [first] = own
      return {
        typed: { ...NEW, authority: own.length === 1 ? (first?.slug ?? '') : '' },
        choices: {
          authority: own.map(({ slug, name }) => [slug, name] as const),
          ...(await choicesFor(tx, first?.id ?? 0, null)),
        },
      }
    },
    async act(tx, { authority, ...typed }) {
      const authorityId = await chosen(tx, authority)
      const id = await makeBrochure(tx, authorityId, await saidOf(tx, typed, authorityId))
      return redirect(`${KEPT}/${id}/pdf`, 'Elle est ajoutée\u00a0: déposez son PDF, et elle paraît.')
    },
  }),
  ...adminForm({
    at: `${KEPT}/:brochure`,
    action,
    title: 'Une brochure',
    form: changeForm,
    button: 'Enregistrer',
    back,
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      return {
        ...{ title: kept.title, version: kept.version, typed: typedOf(kept) },
        choices: await choicesFor(tx, kept.authorityId, kept.picture),
        intro: await intro(tx, kept),
      }
    },
    async act(tx, typed, ctx, version) {
      const kept = await asked(tx, ctx)
      await changeBrochure(tx, kept.id, version, await saidOf(tx, typed, kept.authorityId, kept))
      return redirect(KEPT, 'La brochure est enregistrée.')
    },
  }),
  ...adminForm({
    at: `${KEPT}/:brochure/stock`,
    action,
    title: 'Stock d’une brochure',
    form: stockForm,
    button: 'Enregistrer',
    back: { href: `${KEPT}/:brochure`, label: 'Revenir à la brochure' },
    async shown(tx, ctx) {
      const kept = await asked(tx, ctx)
      const today = localDay(tx.now, (await territory(tx)).zone)
      return {
        title: `Stock\u00a0: ${kept.title}`,
        typed: { kind: 'received' },
        intro: html`<p class="row">${standingTag(kept, today)}<span>${copies(kept.stock)} en stock, commandes gardées à part.</span></p>${await journal(tx, kept)}`,
      }
    },
    async act(tx, { kind, copies: typed, reason }, ctx) {
      const { id, stock } = await asked(tx, ctx)
      if (kind === 'received' && typed === 0)
        throw new BadInput([{ field: 'copies', message: 'Écrivez combien d’exemplaires arrivent.' }])
      const left = await moveStock(tx, id, kind, kind === 'received' ? typed : typed - stock, reason)
      return redirect(`${KEPT}/${id}/stock`, `Le stock est de ${copies(left)}.`)
    },
  }),
]
