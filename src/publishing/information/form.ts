// What is asked of a public information, and the days between which it is said.
import type { FieldProblem } from '#platform/errors.ts'
import type { Values } from '#platform/http/route.ts'
import { day, dayOrNone, field, lineOf } from '#platform/screens/field.ts'
import { formOf, type ReadFields } from '#platform/screens/form.ts'
import { type Day, endOfDay, localDay, startOfDay } from '#territory'
import { z } from 'zod'
import type { KeptNotice, SaidOfNotice } from './queries.ts'

const fields = {
  theme: field({
    label: 'Rubrique',
    hint: 'Un ou deux mots, lus au-dessus du titre\u00a0: Circulation, Mairie.',
    control: 'line',
    medium: true,
    type: lineOf(40).refine((text) => text.length > 1, 'Écrivez la rubrique, en un ou deux mots.'),
  }),
  title: field({
    label: 'Titre',
    control: 'line',
    type: lineOf(120).refine(
      (text) => text.length > 4,
      'Écrivez un titre plus long\u00a0: ce qui se passe, et où.',
    ),
  }),
  text: field({
    label: 'Texte',
    hint: 'Où, quand, ce que cela change, qui joindre. Une ligne vide sépare deux paragraphes.',
    control: 'text',
    rows: 8,
    type: lineOf(4000).refine(
      (text) => text.length > 9,
      'Écrivez le texte\u00a0: quelques lignes suffisent.',
    ),
  }),
  audience: field({
    label: 'Pour qui',
    hint: '«\u00a0Public\u00a0»\u00a0: tout le monde. Un autre public la lit seul, sur la page d’accueil de ceux qui en sont.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez pour qui.'),
  }),
  from: field({
    label: 'Paraît le',
    hint: 'Aujourd’hui\u00a0: tout de suite.',
    control: 'day',
    medium: true,
    type: day,
  }),
  until: field({
    label: 'Jusqu’au',
    hint: 'Le dernier jour où elle est dite. Sans date, elle reste jusqu’à ce que vous la terminiez.',
    optional: true,
    control: 'day',
    medium: true,
    type: dayOrNone,
  }),
}

export const changeForm = formOf(fields)

/** A new one also says whose it is. */
export const newForm = formOf({
  authority: field({
    label: 'Collectivité',
    hint: 'Celle d’une commune paraît sur son guichet\u00a0; celle de la métropole, sur tous.',
    control: { list: [] },
    type: z.string().min(1, 'Choisissez la collectivité.'),
  }),
  ...fields,
})

export type Typed = ReadFields<typeof fields>

interface Days {
  today: Day
  zone: string
  now: Date
}

/** What is wrong with the days typed; `kept`: those that stood are right, past or not. */
export function daysProblems(
  { from, until }: Typed,
  { today, zone }: Days,
  kept?: KeptNotice,
): FieldProblem[] {
  const stood = kept === undefined ? null : typedOf(kept, zone)
  if (until !== null && until < from)
    return [{ field: 'until', message: 'Le dernier jour vient avant celui où elle paraît.' }]
  if (from < today && from !== stood?.from)
    return [{ field: 'from', message: 'Ce jour est passé\u00a0: choisissez aujourd’hui ou un jour à venir.' }]
  if (until !== null && until < today && until !== stood?.until)
    return [{ field: 'until', message: 'Ce jour est passé\u00a0: personne ne la lirait.' }]
  return []
}

/** As it is kept: from the first instant of its first day, at once when that has come, to the last one of its last. */
export function saidOf(
  { theme, title, text, from, until }: Typed,
  days: Days,
  kept?: KeptNotice,
): Omit<SaidOfNotice, 'audienceId'> {
  const { zone, now, today } = days
  const stood = kept === undefined ? null : typedOf(kept, zone)
  const first = from === today ? now : startOfDay(from, zone)
  return {
    ...{ theme, title, text: text.replace(/\r\n?/g, '\n') },
    publishedAt: kept !== undefined && from === stood?.from ? kept.publishedAt : first,
    endsAt: until === null ? null : until === stood?.until ? (kept?.endsAt ?? null) : endOfDay(until, zone),
  }
}

export const typedOf = ({ theme, title, text, publishedAt, endsAt, audienceId }: KeptNotice, zone: string) =>
  ({
    ...{ theme, title, text },
    audience: String(audienceId),
    from: localDay(publishedAt, zone),
    until: endsAt === null ? '' : localDay(endsAt, zone),
  }) satisfies Values
