// GET /agents/pass/fiche/…/preuve: what the agent saw of whoever is there becomes a class, kept with its days; neither the paper nor what it says.
import { z } from 'zod'
import { system } from '#platform/actor.ts'
import { BadInput } from '#platform/errors.ts'
import { ofPerson } from '#platform/french/noun.ts'
import { html } from '#platform/html.ts'
import { redirect, type Route } from '#platform/http/route.ts'
import { type Choice, dayOrNone, field } from '#platform/screens/field.ts'
import { formOf } from '#platform/screens/form.ts'
import { capital, fullDate } from '#platform/ui/french.ts'
import { agentOf } from '#signin'
import { agentForm, territory, todayThere } from '#territory'
import { quotientWords } from '../../grid/words.ts'
import {
  BRACKETS,
  type FactId,
  monthsAfter,
  type Proof,
  QUOTIENTS,
  SHOWN,
  type ShownId,
} from '../../proof/facts.ts'
import { keepProof } from '../../proof/queries.ts'
import { fileAt, HERE, NONE_YET, noteServed, servedPass } from '../file.ts'

const PAPERS = [
  ...(['familyPaper', 'taxNotice', 'homeProof', 'bill', 'disabilityCard'] as const),
  ...(['schoolPaper', 'studentCard', 'jobSeekerPaper'] as const),
] as const satisfies readonly ShownId[]
const AS: Partial<Record<FactId, string>> = { pupil: ' (élève)', student: ' (études supérieures)' }

/** Each paper with each fact that it shows. */
const SEEN: ReadonlyMap<string, { shown: ShownId; fact: FactId; label: string }> = new Map(
  PAPERS.flatMap((shown) =>
    SHOWN[shown].facts.map((fact) => {
      const { label } = SHOWN[shown]
      return [`${shown}:${fact}`, { shown, fact, label: `${capital(label)}${AS[fact] ?? ''}` }]
    }),
  ),
)

const bounds = (at: number): string =>
  at < BRACKETS.length ? `jusqu’à ${BRACKETS[at]} € par mois` : `plus de ${BRACKETS.at(-1)} € par mois`

const MONTHS = 12
const MOST_MONTHS = 120

const FORM = formOf({
  vu: field({
    label: 'Ce que vous avez vu',
    hint: 'L’original, sur place. Ne gardez ni copie ni numéro.',
    control: { list: [NONE_YET, ...[...SEEN].map(([id, { label }]): Choice => [id, label])] },
    type: z.string().refine((id) => SEEN.has(id), 'Choisissez ce que vous avez vu.'),
  }),
  tranche: field({
    label: 'Quotient familial',
    hint: 'Pour une attestation ou un avis d’impôt (revenu de référence, par part et par mois).',
    optional: true,
    medium: true,
    control: {
      list: [
        ['', 'Sans objet'],
        ...QUOTIENTS.map((id, at): Choice => [id, `${capital(quotientWords(id))}\u00a0: ${bounds(at)}`]),
      ],
    },
    type: z.enum(['', ...QUOTIENTS], 'Choisissez une tranche.'),
  }),
  commune: field({
    label: 'Commune où la personne habite',
    hint: 'Pour un justificatif de domicile ou une facture.',
    optional: true,
    medium: true,
    control: { list: [] },
    type: z.string().max(5),
  }),
  fin: field({
    label: 'Valable jusqu’au',
    hint: 'Ce que dit le papier\u00a0; un an s’il n’en dit rien.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
})
type Typed = z.output<typeof FORM.input>

/** @throws BadInput beside what lacks */
function classOf(fact: FactId, { tranche, commune }: Typed, communes: readonly { code: string }[]): string {
  if (fact === 'quotient' && tranche === '')
    throw new BadInput([{ field: 'tranche', message: 'Choisissez la tranche que dit ce papier.' }])
  if (fact === 'commune' && !communes.some(({ code }) => code === commune))
    throw new BadInput([{ field: 'commune', message: 'Choisissez la commune que dit ce papier.' }])
  return fact === 'quotient' ? tranche : fact === 'commune' ? commune : 'true'
}

function endOf(fin: string | null, today: string): string {
  if (fin === null) return monthsAfter(today, MONTHS)
  if (fin < today)
    throw new BadInput([{ field: 'fin', message: 'Ce papier ne vaut plus\u00a0: demandez-en un autre.' }])
  if (fin > monthsAfter(today, MOST_MONTHS))
    throw new BadInput([{ field: 'fin', message: 'Une preuve se garde dix ans au plus.' }])
  return fin
}

export const proofRoutes: readonly Route[] = agentForm({
  at: `${HERE}/fiche/:fiche/preuve`,
  action: 'pass.serve',
  title: 'Garder une preuve',
  form: FORM,
  button: 'Garder',
  back: { href: `${HERE}/fiche/:fiche`, label: 'Revenir au pass' },
  async shown(tx, ctx) {
    const { person } = await servedPass(ctx)
    const { communes } = await territory(tx)
    return {
      title: `Garder une preuve\u00a0: pass ${ofPerson(person.name)}`,
      choices: {
        commune: [['', 'Sans objet'], ...communes.map(({ code, name }): Choice => [code, name])],
      },
      intro: html`<p class="reading">Seul ce que le papier montre est gardé (une tranche, une commune, une situation), avec son dernier jour et votre nom. La personne le lit dans «&nbsp;Mes données&nbsp;».</p>`,
    }
  },
  async act(tx, typed, ctx) {
    const { person } = await servedPass(ctx)
    const today = await todayThere(tx)
    const { communes } = await territory(tx)
    const seen = SEEN.get(typed.vu)
    if (seen === undefined) throw new BadInput([{ field: 'vu', message: 'Choisissez ce que vous avez vu.' }])
    const { fact, shown } = seen
    const proof: Proof = {
      ...{ fact, shown, class: classOf(fact, typed, communes), source: 'desk', level: 'seen' },
      ...{ seenOn: today, endsOn: endOf(typed.fin, today) },
    }
    return async () => {
      const isKept = await ctx.db.write(system, async (all) => {
        const told = 'Pass\u00a0: a gardé ce que prouve un papier que vous avez montré'
        await noteServed(all, ctx.actor, person.id, told)
        return keepProof(all, { personId: person.id, proof, seenBy: agentOf(ctx.actor).agentId })
      })
      return redirect(
        fileAt(ctx, person.id),
        isKept
          ? `C’est gardé jusqu’au ${fullDate(proof.endsOn)}. Voyez ce que cela ouvre dans «\u00a0Donner ou vendre un droit\u00a0».`
          : 'Ce qui était prouvé l’était déjà mieux\u00a0: rien ne change.',
      )
    }
  },
})
