// Answers that a link proposes: to questions that say so, of what tells nobody who one is; judged as if they were typed. Pure.
import { one, type Values } from '#platform/http/route.ts'
import { shownFields } from '../answers/reachable.ts'
import type { RawAnswers } from '../answers/validate.ts'
import { type Answers, type Field, fieldsOf, type FormDefinition } from '../definition/definition.ts'
import { kindOf } from '../fields/index.ts'
import type { Judging } from '../fields/kind.ts'
import type { Raw } from '../fields/read.ts'
import { categoriesOf } from './collected.ts'

/** Before the name of a control, in an address: no other name begins so. */
const LINKED = 'r-'
/** A link says no more. */
const MOST = { names: 30, letters: 300, whole: 1500 }

/** Categories of data that an address may bear: addresses are written down by browsers and by what stands between. */
const SAID_IN_LINKS: readonly string[] = ['choices', 'text', 'place']

/** May a link propose its answer? Never who one is, how one is reached, what the account fills, or what one agrees with. */
export function mayBeLinked(field: Field): boolean {
  return (
    kindOf(field.type).linkable.length > 0 &&
    field.profile === undefined &&
    !(field.role ?? '').startsWith('contact') &&
    categoriesOf(field).every((category) => SAID_IN_LINKS.includes(category))
  )
}

/** The names of a question in a link, each with the part of its control. */
export const linkNames = ({ id, type }: Field): { name: string; part: string }[] =>
  kindOf(type).linkable.map((part) => ({ name: `${LINKED}${id}${part}`, part }))

/** What of an address is proposed to a form, within bounds; the rest is as if it were not there. */
export function linkedIn(query: Values): Values {
  const given = Object.entries(query)
    .filter(([name]) => name.startsWith(LINKED))
    .slice(0, MOST.names)
    .map(([name, value]) => [name, [value].flat().slice(0, MOST.names)] as const)
    .filter(
      ([name, values]) => name.length <= MOST.letters && values.every((one_) => one_.length <= MOST.letters),
    )
  const letters = given
    .flatMap(([name, values]) => [name, ...values])
    .reduce((sum, said) => sum + said.length, 0)
  return letters > MOST.whole ? {} : Object.fromEntries(given)
}

const rawIn = (field: Field, linked: Values): Raw =>
  Object.fromEntries(
    linkNames(field).flatMap(({ name, part }) =>
      linked[name] === undefined
        ? []
        : [
            [
              part,
              kindOf(field.type).fact === 'choices' ? [linked[name]].flat() : one(linked, name),
            ] as const,
          ],
    ),
  )

/** What a link proposes to questions without an answer that are shown, by its answers too; what is not right is left out. */
export function offeredByLink(
  form: FormDefinition,
  answers: Answers,
  linked: Values,
  judging: Judging,
): RawAnswers {
  const said = fieldsOf(form).flatMap((field) => {
    if (field.fromLink !== true || !mayBeLinked(field) || answers[field.id] !== undefined) return []
    const raw = rawIn(field, linked)
    const judged = kindOf(field.type).judge(field, raw, judging)
    return 'answer' in judged ? [{ field, raw, answer: judged.answer }] : []
  })
  const all = { ...Object.fromEntries(said.map(({ field, answer }) => [field.id, answer])), ...answers }
  const shown = new Set(form.pages.flatMap((page) => shownFields(form, page, all)).map(({ id }) => id))
  return Object.fromEntries(
    said.filter(({ field }) => shown.has(field.id)).map(({ field, raw }) => [field.id, raw]),
  )
}
