// Forms of agreements: a draft that changes, an act to note, an amendment, a denunciation, a merger.
import { z } from 'zod'
import type { Read } from '#platform/db/db.ts'
import { NotFound } from '#platform/errors.ts'
import { type Context, redirect, type Values } from '#platform/http/route.ts'
import { type Choice, day, field, several, whole } from '#platform/screens/field.ts'
import { html } from '#platform/html.ts'
import { formOf, type FormScreen, type ReadFields } from '#platform/screens/form.ts'
import { longDate, mediumDate } from '#platform/ui/french.ts'
import { adminForm, authorityNoun, type Territory, territory } from '#territory'
import { the } from '#platform/french/noun.ts'
import { titleRows } from '../dues/queries.ts'
import { type Deed, STATES, stateOn, yearOf } from '../life/life.ts'
import {
  amend,
  amendable,
  type Amended,
  denounce,
  denounceable,
  isDeedAct,
  nextAct,
  noteAct,
} from '../record/act.ts'
import { bookOf, linesOf } from '../record/lines.ts'
import { type Merger, merge, tryMerger } from '../record/merge.ts'
import { movesOf } from '../record/openings.ts'
import { type AgreementRow, gridRows, stepRows } from '../record/queries.ts'
import { agreement, agreements, change, isDraft, todayOf, type Written } from '../record/write.ts'
import {
  commune,
  grid,
  offer,
  onDay,
  opens,
  opensChoices,
  opensOf,
  populationFields,
  reference,
  required,
  side,
  startsOn,
} from './fields.ts'
import { mergerPanels } from './pages/merger.ts'
import { endPanel, movesPanel, pricesPanel } from './pages/moves.ts'
import { doneWords, HERE, TO_DO } from './words.ts'

export const back = { href: HERE, label: 'Revenir aux conventions' }
const backToIt = { href: `${HERE}/:id`, label: 'Revenir à la convention' }
export const addressOf = (id: number | string): string => `${HERE}/${id}`
const idOf = ({ params }: Context): number => Number(params.id)

export const terms = {
  offer,
  opens,
  startsOn,
  endsOn: field({
    label: 'Finit au plus tard le',
    hint: 'Aucune reconduction ne va au-delà.',
    control: 'day',
    type: day,
    medium: true,
  }),
  noticeMonths: field({
    label: 'Préavis, en mois',
    hint: 'Avant la fin d’une année, pour la dénoncer.',
    control: 'line',
    type: whole(0, 12),
    medium: true,
  }),
  grid,
  seats: field({ label: 'Places d’agents', control: 'line', type: whole(0, 10_000), medium: true }),
  discountPercent: field({
    label: 'Remise de la première année, en %',
    hint: 'Celle votée avec la grille pour ses partenaires initiaux\u00a0; une seule fois, sans report.',
    optional: true,
    control: 'line',
    type: z
      .string()
      .transform((text) => text.trim() || '0')
      .pipe(whole(0, 100)),
    medium: true,
  }),
  ...populationFields,
}

const draftForm = formOf(terms)

export function writtenOf(
  { figure, kind, year, decree, decreeOn, ...said }: ReadFields<typeof terms>,
  authorityId: number,
  { features }: Pick<Context, 'features'>,
): Written {
  const { discountPercent: percent } = said
  return {
    authorityId,
    startsOn: said.startsOn,
    endsOn: said.endsOn,
    noticeMonths: said.noticeMonths,
    seats: said.seats,
    offer: said.offer,
    opens: opensOf(said.opens, features),
    gridId: said.grid,
    discount: percent === 0 ? null : { year: yearOf(said.startsOn), percent },
    population: { figure, kind, year, decree, decreeOn },
  }
}

export const gridChoices = async (tx: Read) =>
  (await gridRows(tx))
    .toReversed()
    .map(
      ({ id, votedOn, deliberation }) =>
        [String(id), `Votée le ${longDate(votedOn)}, n° ${deliberation}`] as const,
    )

/** None at first. */
export const communeChoices = async (tx: Read): Promise<Choice[]> => [
  ['', 'Choisissez'],
  ...(await territory(tx)).authorities
    .filter(({ level }) => level === 'commune')
    .map(({ id, name }): Choice => [String(id), name]),
]

function typedOf(row: AgreementRow): Values {
  const [deed] = row.deeds
  const { figure, kind, year, decree, decreeOn } = row.population
  return {
    offer: deed?.offer ?? '',
    opens: [...(deed?.opens ?? [])],
    startsOn: row.startsOn,
    endsOn: row.endsOn,
    noticeMonths: String(row.noticeMonths),
    grid: String(deed?.gridId ?? ''),
    seats: String(row.seats),
    discountPercent: String(row.discountPercent ?? ''),
    ...{ figure: String(figure), kind, year: String(year), decree, decreeOn },
  }
}

/** « Convention avec la Ville de Bron » */
const titleOf = async (tx: Read, { authorityId }: AgreementRow): Promise<string> =>
  `Convention avec ${the(authorityNoun((await territory(tx)).authority(authorityId)))}`

/** To whoever asks for the form once it was voted, or had it open before. */
const voted = ({ id }: AgreementRow) => ({
  title: 'Cette convention a été votée',
  text: html`Son texte ne change plus&nbsp;: <a href="${addressOf(id)}/avenant">proposez un avenant</a>, qui sera voté à son tour.`,
})

const draftChange: FormScreen<typeof draftForm.fields> = {
  at: `${HERE}/:id/modifier`,
  action: 'agreement.write',
  title: 'Modifier un projet de convention',
  form: draftForm,
  button: 'Enregistrer',
  back: backToIt,
  async shown(tx, ctx) {
    const row = await agreement(tx, idOf(ctx))
    return {
      title: await titleOf(tx, row),
      ...(!isDraft(row) && { closed: voted(row) }),
      typed: typedOf(row),
      version: row.version,
      choices: { grid: await gridChoices(tx), opens: opensChoices(ctx.features) },
    }
  },
  async act(tx, said, ctx, version) {
    const { authorityId } = await agreement(tx, idOf(ctx))
    await change(tx, idOf(ctx), version, writtenOf(said, authorityId, ctx))
    return redirect(addressOf(idOf(ctx)), 'Le projet est enregistré.')
  },
}

const actForm = formOf({
  side,
  onDay,
  reference: reference('Référence', 'Numéro de la délibération, du bordereau ou de la lettre.'),
})

/** The act of the address, on the deed of the address. */
async function askedAct(tx: Read, ctx: Context) {
  const row = await agreement(tx, idOf(ctx))
  const rank = Number(ctx.params.rang)
  const deed = row.deeds.find((one) => one.rank === rank)
  const act = ctx.params.acte ?? ''
  if (deed === undefined || !isDeedAct(act)) throw new NotFound('Cet acte ne se note pas ici.')
  return { row, rank, deed, act }
}

const deedAct: FormScreen<typeof actForm.fields> = {
  at: `${HERE}/:id/actes/:rang/:acte`,
  action: 'agreement.write',
  title: 'Noter un acte',
  form: actForm,
  button: 'Noter',
  back: backToIt,
  async shown(tx, ctx) {
    const { row, rank, deed, act } = await askedAct(tx, ctx)
    const next = nextAct(deed, await stepRows(tx, row.id))
    return {
      title: `${await titleOf(tx, row)}${rank > 0 ? `, avenant n° ${rank}` : ''}\u00a0: ${TO_DO[act].toLowerCase()}`,
      typed: { side: next?.act === act ? (next.sides[0] ?? '') : '', onDay: await todayOf(tx) },
      version: row.version,
      without: act === 'notified' ? ['side'] : [],
    }
  },
  async act(tx, { side: from, onDay: on, reference: said }, ctx, version) {
    const { row, rank, act } = await askedAct(tx, ctx)
    await noteAct(tx, row.id, version, {
      rank,
      act,
      side: act === 'notified' ? null : from,
      onDay: on,
      reference: said,
    })
    return redirect(
      addressOf(row.id),
      `${doneWords({ rank, kind: act })}\u00a0: c’est noté. Joignez la pièce dès que vous l’avez.`,
    )
  },
}

const amendmentForm = formOf({ startsOn, offer, opens, grid })

/** What was typed of it. @throws BadInput */
const amendedOf = (
  { startsOn: on, offer: to, opens: named, grid: gridId }: ReadFields<typeof amendmentForm.fields>,
  { features }: Context,
): Amended => ({ startsOn: on, offer: to, opens: opensOf(named, features), gridId })

const amendment: FormScreen<typeof amendmentForm.fields> = {
  at: `${HERE}/:id/avenant`,
  action: 'agreement.write',
  title: 'Proposer un avenant',
  form: amendmentForm,
  button: 'Enregistrer l’avenant',
  back: backToIt,
  async shown(tx, ctx) {
    const row = await agreement(tx, idOf(ctx))
    const last = row.deeds.at(-1)
    return {
      title: `${await titleOf(tx, row)}\u00a0: avenant`,
      typed: { offer: last?.offer ?? '', opens: [...(last?.opens ?? [])], grid: String(last?.gridId ?? '') },
      version: row.version,
      choices: { grid: await gridChoices(tx), opens: opensChoices(ctx.features) },
    }
  },
  async tried(tx, said, ctx) {
    const row = await agreement(tx, idOf(ctx))
    const amended = amendedOf(said, ctx)
    const last = amendable(row, amended, await todayOf(tx))
    const deed: Deed = { ...amended, rank: last.rank + 1, state: 'notified' }
    const book = await bookOf(tx)
    const prices = [linesOf(row, book), linesOf({ ...row, deeds: [...row.deeds, deed] }, book)] as const
    const moves = await movesOf(tx, ctx.features, { authorityId: row.authorityId, from: last, to: amended })
    return html`${movesPanel(amended.startsOn, moves)}${pricesPanel(...prices)}`
  },
  async act(tx, said, ctx, version) {
    const rank = await amend(tx, idOf(ctx), version, amendedOf(said, ctx))
    return redirect(
      addressOf(idOf(ctx)),
      `L’avenant n° ${rank} est enregistré. Il vaudra une fois voté, signé et notifié.`,
    )
  },
}

const denunciationForm = formOf({
  side,
  onDay: { ...onDay, label: 'Lettre reçue le' },
  reference: reference('Référence', 'De la lettre ou de la délibération.'),
})

const denunciation: FormScreen<typeof denunciationForm.fields> = {
  at: `${HERE}/:id/denonciation`,
  action: 'agreement.write',
  title: 'Dénoncer une convention',
  form: denunciationForm,
  button: 'Noter la dénonciation',
  back: backToIt,
  async shown(tx, ctx) {
    const row = await agreement(tx, idOf(ctx))
    return {
      title: `${await titleOf(tx, row)}\u00a0: dénonciation`,
      typed: { onDay: await todayOf(tx) },
      version: row.version,
    }
  },
  async tried(tx, said, ctx) {
    const row = await agreement(tx, idOf(ctx))
    const { noticeMonths } = row
    return endPanel(denounceable(row, said, await todayOf(tx)), { onDay: said.onDay, noticeMonths })
  },
  async act(tx, said, ctx, version) {
    const last = await denounce(tx, idOf(ctx), version, said)
    return redirect(
      addressOf(idOf(ctx)),
      `La dénonciation est notée\u00a0: la convention finit le ${longDate(last)}.`,
    )
  },
}

const mergerForm = formOf({
  ids: field({ label: 'Conventions réunies', control: { several: [] }, type: several }),
  commune: { ...commune, label: 'Nouvelle commune' },
  onDay: { ...onDay, label: 'Créée le' },
  reference: field({
    label: 'Arrêté',
    control: 'line',
    type: required('Écrivez l’arrêté qui crée la commune.'),
    medium: true,
  }),
  ...populationFields,
})

/** The merger that was typed. @throws NotFound when the new commune is none of the territory */
function mergerOf(
  {
    ids,
    commune: authorityId,
    onDay: on,
    reference: said,
    ...population
  }: ReadFields<typeof mergerForm.fields>,
  { authorities }: Territory,
): Merger {
  if (authorities.every(({ id }) => id !== authorityId)) throw new NotFound()
  return { ids: ids.map(Number), authorityId, onDay: on, reference: said, population }
}

const merger: FormScreen<typeof mergerForm.fields> = {
  at: `${HERE}/fusion`,
  action: 'agreement.write',
  title: 'Réunir des communes',
  form: mergerForm,
  button: 'Réunir leurs conventions',
  back,
  async shown(tx) {
    const [place, today] = [await territory(tx), await todayOf(tx)]
    const current = (await agreements(tx)).filter((row) =>
      ['active', 'renewed'].includes(stateOn(row, today)),
    )
    const label = (row: AgreementRow) =>
      [
        String(row.id),
        place.authority(row.authorityId).name,
        `${STATES[stateOn(row, today)]}, jusqu’au ${mediumDate(row.endsOn)}`,
      ] as const
    return {
      typed: { kind: 'municipal' },
      choices: {
        ids: place.authorities.flatMap(({ id }) =>
          current.filter(({ authorityId }) => authorityId === id).map(label),
        ),
        commune: await communeChoices(tx),
      },
    }
  },
  async tried(tx, typed) {
    const place = await territory(tx)
    const said = mergerOf(typed, place)
    const { onDay: on } = said
    return mergerPanels(await tryMerger(tx, said), { onDay: on, place, titles: await titleRows(tx) })
  },
  async act(tx, typed) {
    const id = await merge(tx, mergerOf(typed, await territory(tx)))
    return redirect(
      addressOf(id),
      'Les conventions sont réunies\u00a0: celle de la nouvelle commune continue.',
    )
  },
}

export const formRoutes = [
  ...adminForm(merger),
  ...adminForm(draftChange),
  ...adminForm(deedAct),
  ...adminForm(amendment),
  ...adminForm(denunciation),
]
